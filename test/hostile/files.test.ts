import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { gapsOf, haetae, pod, privilegedIn, resultOf, Yard } from './run.ts'

const yard = new Yard()
afterAll(() => yard.clear())

const json = ['-o', 'json']
const only = ['--check', 'privileged-container']

describe.skipIf(process.platform === 'win32')('things in a folder that are no files', () => {
  test('pipes, devices and links in circles are left alone, and nothing waits for them', async () => {
    const root = yard.folder('odd')
    yard.put('odd/good.yaml', pod('good'))
    yard.put('odd/dir.yaml/inner.yaml', pod('inner'))
    execFileSync('mkfifo', [join(root, 'pipe.yaml')])
    for (const [name, target] of [
      ['zero.yaml', '/dev/zero'],
      ['circle.yaml', 'circle.yaml'],
      ['nowhere.yaml', 'none.yaml'],
      ['self', '.'],
      ['parent', '..'],
      ['again.yaml', 'good.yaml'],
    ] as const)
      symlinkSync(target, join(root, name))
    const ran = await haetae(['scan', '.', ...json], { cwd: root })
    expect([ran.hung, ran.code, ran.err]).toEqual([false, 1, ''])
    const result = resultOf(ran)
    expect(privilegedIn(result)).toEqual(['good', 'inner'])
    expect(gapsOf(result).toSorted()).toEqual([
      'circle.yaml unreadable',
      'nowhere.yaml unreadable',
      'parent excluded',
      'zero.yaml excluded',
    ])
  })

  test.each(['/dev/zero', '/dev/null', '/proc/self/environ', '/proc/self/pagemap', '/proc/self/mem'])(
    '%s is a gap',
    async (path) => {
      if (path.startsWith('/proc') && process.platform !== 'linux') return
      const ran = await haetae(['scan', path, ...json])
      expect([ran.hung, ran.code, ran.err]).toEqual([false, 3, ''])
      expect(gapsOf(resultOf(ran))).toHaveLength(1)
    },
  )

  test('a pipe that is named is read', async () => {
    const file = yard.put('named.yaml', pod('piped'))
    const out = execFileSync('bash', ['-c', `"$0" scan <(cat "$1") -q ${only.join(' ')} || true`, './haetae', file], {
      encoding: 'utf8',
    })
    expect(out).toMatch(/^CRITICAL posture\/privileged-container Pod shop\/piped \/dev\/fd\/\d+:8:25\n$/)
  })

  test.skipIf(process.getuid?.() === 0)('what may not be read is a gap', async () => {
    chmodSync(yard.put('closed/no.yaml', pod('no')), 0)
    yard.put('closed/folder/x.yaml', pod('x'))
    chmodSync(yard.folder('closed/folder'), 0)
    yard.put('closed/good.yaml', pod('good'))
    const ran = await haetae(['scan', '.', ...json], { cwd: yard.folder('closed') })
    chmodSync(yard.folder('closed/folder'), 0o755)
    expect(gapsOf(resultOf(ran)).toSorted()).toEqual(['folder unreadable', 'no.yaml unreadable'])
    expect(privilegedIn(resultOf(ran))).toEqual(['good'])
  })

  test('settings that are a pipe, or a link to something without end, are an error', async () => {
    yard.put('settings/good.yaml', pod('good'))
    const path = join(yard.folder('settings'), 'haetae.yaml')
    symlinkSync('/dev/zero', path)
    expect(await haetae(['scan', '.'], { cwd: yard.folder('settings') })).toMatchObject({ code: 2, hung: false, out: '' })
    rmSync(path)
    execFileSync('mkfifo', [path])
    expect(await haetae(['scan', '.'], { cwd: yard.folder('settings') })).toMatchObject({ code: 2, hung: false, out: '' })
  })

  test('names that steer a terminal are shown as escapes', async () => {
    yard.put('names/\u001b[31mred\n::error::x.yaml', pod('good'))
    const ran = await haetae(['scan', '.', ...only], { cwd: yard.folder('names') })
    expect(ran.out).not.toContain('\u001b')
    expect(ran.out).not.toMatch(/^::error/m)
    const missing = await haetae(['scan', 'no\u001b[31mfile'])
    expect([missing.code, missing.err.includes('\u001b')]).toEqual([2, false])
  })
})

describe('one object is told once, however often it is named', () => {
  const found = async (args: readonly string[], cwd: string) => {
    const result = resultOf(await haetae(['scan', ...args, ...only, ...json], { cwd }))
    return result.findings.flatMap(({ places }) => places.map(({ file, line }) => `${file}:${line}`))
  }
  test.each<[string, readonly string[], readonly string[]]>([
    ['a file twice', ['a.yaml', 'a.yaml'], ['a.yaml:8']],
    ['a file by three names', ['a.yaml', './a.yaml', 'sub/../a.yaml'], ['a.yaml:8']],
    ['a folder and a file in it', ['.', './sub/b.yaml'], ['a.yaml:8', 'sub/b.yaml:8']],
    ['a file and its folder', ['sub/b.yaml', '.'], ['sub/b.yaml:8', 'a.yaml:8']],
    ['a folder and one in it', ['sub', '.', 'sub'], ['sub/b.yaml:8', 'a.yaml:8']],
    ['a pattern and a file', ['*.yaml', 'a.yaml'], ['a.yaml:8']],
  ])('%s', async (_what, args, expected) => {
    yard.put('twice/a.yaml', pod('a'))
    yard.put('twice/sub/b.yaml', pod('b'))
    expect((await found(args, yard.folder('twice'))).toSorted()).toEqual(expected.toSorted())
  })
})

describe('names of files', () => {
  test.each<[string, readonly string[]]>([
    ['with spaces/a file.yaml', ['with spaces']],
    ['-dash.yaml', ['--', '-dash.yaml']],
    ['-dash.yaml', ['./-dash.yaml']],
    ['한글 이름/파드.yaml', ['한글 이름']],
    ['[x].yaml', ['[x].yaml']],
    ['star*.yaml', ['star*.yaml']],
    ['UPPER.YAML', ['.']],
    ['other.txt', ['other.txt']],
  ])('%s', async (name, args) => {
    const folder = `named-${name.replaceAll(/\W/g, '')}-${args.length}`
    yard.put(`${folder}/${name}`, pod('good'))
    const ran = await haetae(['scan', ...only, '-q', ...args], { cwd: yard.folder(folder) })
    expect(ran).toMatchObject({ code: 1, err: '' })
    expect(ran.out).toContain('Pod shop/good')
  })
})

test('a folder that is gone is an error, not a crash', async () => {
  const gone = yard.folder('gone')
  const out = execFileSync(
    'sh',
    ['-c', 'cd "$1"; rmdir "$1"; "$0" scan . 2>&1 || echo "exit $?"', join(process.cwd(), 'haetae'), gone],
    { encoding: 'utf8' },
  )
  expect(out).toContain('haetae: the folder that it was started in is gone\nexit 2\n')
  mkdirSync(gone)
})
