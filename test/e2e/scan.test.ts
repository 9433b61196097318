import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseResult } from '../../src/apps/cli/output/saved-result.ts'

const program = resolve('haetae')

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

function haetae(
  args: readonly string[],
  options: { readonly cwd?: string; readonly input?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  return new Promise((done) => {
    const env = { ...process.env, LC_ALL: 'C', NO_COLOR: '1', ...options.env }
    const child = execFile(program, [...args], { cwd: options.cwd, env, maxBuffer: 64 << 20 }, (error, out, err) =>
      done({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err }),
    )
    child.stdin?.on('error', () => {})
    child.stdin?.end(options.input ?? '')
  })
}

const privileged = `apiVersion: v1
kind: Pod
metadata:
  name: debug # temporary
  namespace: shop
spec:
  containers:
    - name: sh
      image: registry.example/sh:1.36@sha256:${'0'.repeat(64)}
      securityContext:
        privileged: true
`
const only = ['--check', 'privileged-container']

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'haetae-scan-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function put(name: string, text: string): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
  return path
}

describe('exit codes', () => {
  test('0 when there is nothing to find', async () => {
    put('a.yaml', privileged.replace('privileged: true', 'privileged: false'))
    expect(await haetae(['scan', '.', ...only], { cwd: folder })).toMatchObject({ code: 0 })
  })

  test('1 for findings, and 0 when they are below the threshold', async () => {
    put('a.yaml', privileged)
    const ran = await haetae(['scan', '.', ...only], { cwd: folder })
    expect(ran.code).toBe(1)
    expect(ran.out).toContain('a.yaml:11:9')
    expect((await haetae(['scan', '.', '--check', 'memory-limit-missing', '--fail-on', 'high'], { cwd: folder })).code).toBe(0)
  })

  test('2 for wrong use, with one clear line', async () => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['scan'], /nothing to scan/],
      [['scan', 'missing.yaml'], /missing\.yaml: no such file/],
      [['scan', '.', '--check', 'no-such-check'], /no check matches no-such-check/],
      [['scan', '.', '-o', 'pdf'], /unknown output pdf/],
      [['scan', '.', '-o', 'json', '-o', 'sarif'], /only one output/],
      [['scan', '.', '--pod-security', 'strict'], /level must be one of/],
      [['scan', '.', '--fail-on', 'terrible'], /Allowed choices/],
      [['scan', '.', '-l', 'a=b=c'], /--selector/],
      [['scan', '.', '--set', 'a=b'], /no|none among/],
      [['nonsense'], /unknown command/],
    ]
    for (const [args, message] of cases) {
      const ran = await haetae(args, { cwd: folder })
      expect([args.join(' '), ran.code, ran.out]).toEqual([args.join(' '), 2, ''])
      expect(ran.err).toMatch(message)
    }
  })

  test('3 when something could not be looked at, 0 with --allow-gaps', async () => {
    put('broken.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: [\n')
    const ran = await haetae(['scan', '.', ...only], { cwd: folder })
    expect(ran.code).toBe(3)
    expect(ran.out).toMatch(/broken\.yaml:\d/)
    expect((await haetae(['scan', '.', ...only, '--allow-gaps'], { cwd: folder })).code).toBe(0)
  })
})

describe('input', () => {
  test('standard input', async () => {
    const ran = await haetae(['scan', '-', ...only, '-o', 'json'], { input: privileged })
    expect(parseResult(ran.out, '-').findings[0]).toMatchObject({
      check: 'posture/privileged-container',
      places: [{ file: '-', line: 11 }],
    })
  })

  test('an empty folder is not a clean bill of health', async () => {
    const ran = await haetae(['scan', '.'], { cwd: folder })
    expect(ran.out).toMatch(/0 (workloads|objects|files)|nothing/i)
  })

  test('the same object in two files is one finding with two places', async () => {
    put('a.yaml', privileged)
    put('b.yaml', privileged)
    const { findings } = parseResult((await haetae(['scan', '.', ...only, '-o', 'json'], { cwd: folder })).out, 'out')
    expect(findings).toHaveLength(1)
    expect(findings[0]?.places.map(({ file }) => file)).toEqual(['a.yaml', 'b.yaml'])
  })
})

describe('what is asked for', () => {
  test('several outputs at once', async () => {
    put('a.yaml', privileged)
    const ran = await haetae(['scan', '.', ...only, '-o', 'sarif=out.sarif', '-o', 'junit=out.xml', '-o', 'table'], {
      cwd: folder,
    })
    expect(ran.out).toContain('CRITICAL')
    expect(JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' })
    expect(readFileSync(join(folder, 'out.xml'), 'utf8')).toContain('<testsuites')
  })

  test('Korean by the locale, by the option, by the configuration', async () => {
    put('a.yaml', privileged)
    for (const [args, env] of [
      [[], { LC_ALL: 'ko_KR.UTF-8' }],
      [['--lang', 'ko'], {}],
    ] as const)
      expect((await haetae(['scan', '.', ...only, ...args], { cwd: folder, env })).out).toContain('특권 모드')
    put('haetae.yaml', 'language: ko\n')
    expect((await haetae(['scan', '.', ...only], { cwd: folder })).out).toContain('특권 모드')
  })

  test('filters leave out findings and say so', async () => {
    put('a.yaml', privileged)
    put('other.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: other}\n')
    const { findings, gaps } = parseResult(
      (await haetae(['scan', '.', ...only, '-n', 'other', '-o', 'json'], { cwd: folder })).out,
      'out',
    )
    expect(findings).toEqual([])
    expect(gaps).toMatchObject([{ reason: 'excluded', byChoice: true }])
  })

  test('a filter that names nothing that was read is no clean result', async () => {
    put('a.yaml', privileged)
    expect((await haetae(['scan', '.', ...only, '-n', 'shop'], { cwd: folder })).code).toBe(1)
    expect((await haetae(['scan', '.', ...only, '-n', 'shopp'], { cwd: folder })).code).toBe(3)
    expect((await haetae(['scan', '.', ...only, '--kind', 'pdo'], { cwd: folder })).code).toBe(3)
  })

  test('Pod Security at a level and version', async () => {
    put('a.yaml', privileged)
    const ran = await haetae(['scan', '.', '--pod-security', 'baseline:v1.34', '-o', 'json'], { cwd: folder })
    expect(ran.code).toBe(1)
    expect(parseResult(ran.out, 'out').findings.map(({ message }) => message.en)).toEqual([
      'baseline:v1.34: privileged (container "sh" must not set securityContext.privileged=true)',
    ])
    expect((await haetae(['scan', '.', '--pod-security', 'privileged'], { cwd: folder })).code).toBe(0)
  })
})

describe('waivers and baselines', () => {
  const config = (until: string) => `waivers:
  - check: privileged-container
    subject: Pod shop/debug
    reason: until the incident is closed
    until: ${until}
`

  test('a waiver covers what it names until it expires', async () => {
    put('a.yaml', privileged)
    put('haetae.yaml', config('2999-01-01').replace('privileged-container', 'posture/privileged-container'))
    expect((await haetae(['scan', 'a.yaml', ...only], { cwd: folder })).code).toBe(0)
    put('haetae.yaml', config('2020-01-01').replace('privileged-container', 'posture/privileged-container'))
    const ran = await haetae(['scan', 'a.yaml', ...only], { cwd: folder })
    expect(ran.code).toBe(1)
    expect(ran.out).toMatch(/expired on 2020-01-01/)
  })

  test('a waiver in an annotation needs a reason', async () => {
    const annotated = (reason: string) =>
      privileged.replace('metadata:\n', `metadata:\n  annotations:\n    haetae.dev/waive.privileged-container: "${reason}"\n`)
    put('a.yaml', annotated('node debugging'))
    expect((await haetae(['scan', 'a.yaml', ...only], { cwd: folder })).code).toBe(0)
    put('a.yaml', annotated(' '))
    const ran = await haetae(['scan', 'a.yaml', ...only], { cwd: folder })
    expect(ran.code).toBe(1)
    expect(ran.out).toContain('gives no reason')
    put('a.yaml', annotated('known').replace('waive.privileged-container', 'waive.privleged-container'))
    expect((await haetae(['scan', 'a.yaml', ...only], { cwd: folder })).out).toContain('names no check')
  })

  test('a broken configuration names file, line and what was expected', async () => {
    put('a.yaml', privileged)
    put('haetae.yaml', 'failOn: high\nwaivers:\n  - check: posture/privileged-container\n    reson: typo\n')
    const ran = await haetae(['scan', 'a.yaml'], { cwd: folder })
    expect(ran.code).toBe(2)
    expect(ran.err).toMatch(/haetae\.yaml:\d+: waivers\.0/)
  })

  test('what a baseline knows is left out, also after it moved and was re-formatted; a new container is not', async () => {
    put('a.yaml', privileged)
    const before = await haetae(['scan', '.', ...only, '-o', 'json=old.json'], { cwd: folder })
    expect(before.code).toBe(1)
    put('a.yaml', `# moved\n\n${privileged.replace('name: debug # temporary', 'name: "debug"')}`)
    expect((await haetae(['scan', 'a.yaml', ...only, '--baseline', 'old.json'], { cwd: folder })).code).toBe(0)
    put('a.yaml', `${privileged}    - name: second\n      image: x\n      securityContext: {privileged: true}\n`)
    const { code, out } = await haetae(['scan', 'a.yaml', ...only, '--baseline', 'old.json', '-o', 'json'], { cwd: folder })
    expect(code).toBe(1)
    expect(parseResult(out, 'out').findings[0]?.places.map(({ container }) => container)).toEqual(['second'])
    await haetae(['scan', 'a.yaml', ...only, '-o', 'json=new.json'], { cwd: folder })
    const compared = await haetae(['compare', 'old.json', 'new.json'], { cwd: folder })
    expect(compared).toMatchObject({ code: 1 })
    expect(compared.out).toContain('1 appeared')
  })

  test('waive drafts an entry that works', async () => {
    put('a.yaml', privileged)
    const { out } = await haetae(['scan', '.', ...only, '-o', 'json'], { cwd: folder })
    put('r.json', out)
    const fingerprint = parseResult(out, 'out').findings[0]?.fingerprint ?? ''
    const draft = await haetae(
      ['waive', fingerprint.slice(0, 10), '--reason', 'known: see ticket', '--until', '2999-12-31', '--from', 'r.json'],
      { cwd: folder },
    )
    put('haetae.yaml', draft.out)
    expect((await haetae(['scan', 'a.yaml', ...only], { cwd: folder })).code).toBe(0)
    expect(
      (await haetae(['waive', 'ffffffff', '--reason', 'x', '--until', '2999-12-31', '--from', 'r.json'], { cwd: folder })).code,
    ).toBe(2)
  })
})

describe('other commands', () => {
  test('explain knows every check, and suggests a near name', async () => {
    expect((await haetae(['explain', 'privileged-container'])).out).toContain('Why it matters')
    const ran = await haetae(['explain', 'privileged'])
    expect(ran.code).toBe(2)
    expect(ran.err).toContain('did you mean posture/privileged-container?')
  })

  test('render writes a saved result in another format', async () => {
    put('a.yaml', privileged)
    await haetae(['scan', '.', ...only, '-o', 'json=r.json'], { cwd: folder })
    expect((await haetae(['render', 'r.json', '-o', 'markdown'], { cwd: folder })).out).toContain('privileged')
    put('bad.json', '{"findings": 1}')
    const ran = await haetae(['render', 'bad.json'], { cwd: folder })
    expect(ran.code).toBe(2)
    expect(ran.err).toContain('bad.json')
  })

  test.each(['bash', 'zsh', 'fish'])('completion for %s names the commands', async (shell) => {
    const { out } = await haetae(['completion', shell])
    expect(out).toContain('explain')
    expect(out).toContain('fail-on')
  })

  test('a reader that goes away is no error', async () => {
    cpSync(resolve('examples/shop/manifests'), join(folder, 'shop'), { recursive: true })
    const ran = await new Promise<string>((done) =>
      execFile('sh', ['-c', `"${program}" scan shop -o json | head -c 10; echo`], { cwd: folder }, (_error, out, err) =>
        done(out + err),
      ),
    )
    expect(ran.trim()).toHaveLength(10)
  })
})
