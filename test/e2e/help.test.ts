import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const program = resolve('haetae')
const korean = { LC_ALL: 'ko_KR.UTF-8' }

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'haetae-help-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs in a folder of its own, in English unless `env` says otherwise. */
function haetae(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  return new Promise((done) => {
    const options = { cwd: folder, env: { ...process.env, LC_ALL: 'C', NO_COLOR: '1', ...env } }
    execFile(program, [...args], options, (error, out, err) =>
      done({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err }),
    )
  })
}

function put(name: string, text: string): void {
  writeFileSync(join(folder, name), text)
}

describe('help', () => {
  test('comes in the language of the locale, and of --lang before it', async () => {
    expect(await haetae(['--help'])).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Usage: haetae [options]') })
    expect(await haetae(['--help'], korean)).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('사용법: haetae [옵션]'),
    })
    expect((await haetae(['scan', '--help', '--lang', 'en'], korean)).out).toContain('Exit codes:')
    expect((await haetae(['--lang=ko', 'help', 'scan'])).out).toContain('종료 코드:')
  })

  test('without a command goes to standard error, with exit code 2', async () => {
    const ran = await haetae([], korean)
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err).toMatch(/^사용법: /)
    expect(ran.err).not.toContain('오류')
  })
})

test('wrong use is told in the language of the locale, with exit code 2', async () => {
  const ran = await haetae(['scan', '.', '--fail-on', 'terrible'], korean)
  expect(ran).toMatchObject({ code: 2, out: '' })
  expect(ran.err).toMatch(
    /^오류: 옵션 '--fail-on <severity>'의 값이 올바르지 않습니다: 'terrible'\. 가능한 값: critical, .*\n\(haetae --help/,
  )
  expect((await haetae(['scann'], korean)).err).toContain('(혹시 scan입니까?)')
  expect((await haetae(['scann'])).err).toContain("error: unknown command 'scann'\n(Did you mean scan?)\n(haetae --help")
})

const pod = `apiVersion: v1
kind: Pod
metadata: {name: debug}
spec:
  hostNetwork: true
  containers: [{name: sh, image: registry.example/sh}]
`

describe('language: in haetae.yaml', () => {
  beforeEach(async () => {
    put('pod.yaml', pod)
    await haetae(['scan', 'pod.yaml', '-o', 'json=result.json'])
    await haetae(['scan', 'pod.yaml', '--check', 'git-repo-volume', '-o', 'json=none.json'])
    put('haetae.yaml', 'language: ko\n')
  })

  const commands: readonly (readonly [readonly string[], RegExp])[] = [
    [['scan', 'pod.yaml'], /이유 /],
    [['fix', 'pod.yaml'], /건|개/],
    [['explain', 'host-network'], /왜 중요한가/],
    [['checks'], /^심각 /],
    [['compare', 'none.json', 'result.json'], /새로 나타남/],
    [['render', 'result.json'], /이유 /],
    [['waive', 'ffffffffffff', '--reason', 'r', '--until', '2027-01-31', '--from', 'result.json'], /결과가 없습니다/],
    [['completion', 'tcsh'], /알 수 없는 셸/],
  ]

  test.each(commands)('%j', async (args, said) => {
    const { out, err } = await haetae(args)
    expect(out + err).toMatch(said)
    const english = await haetae([...args, '--lang', 'en'])
    expect(english.out + english.err).not.toMatch(said)
  })

  test('one that is none is an error of every command that goes by it', async () => {
    put('haetae.yaml', 'language: fr\n')
    for (const [args] of commands.filter(([[name]]) => name !== 'completion')) {
      const { code, err } = await haetae(args)
      expect([args[0], code, err]).toEqual([args[0], 2, expect.stringMatching(/haetae\.yaml:1/)])
    }
  })
})
