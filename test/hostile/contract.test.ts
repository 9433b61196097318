import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { haetae, pod, resultOf, Yard } from './run.ts'

const yard = new Yard()
afterAll(() => yard.clear())

const only = ['--check', 'privileged-container']
const line = (name: string, at: string) => `CRITICAL posture/privileged-container Pod ${name} ${at}\n`
let cwd = ''
let saved = ''
let fingerprint = ''

beforeAll(async () => {
  cwd = yard.folder('work')
  yard.put('work/a.yaml', pod('web').replace('namespace: shop', 'namespace: shop, labels: {app: web}'))
  yard.put('work/sub/b.yaml', pod('db').replace('namespace: shop', 'namespace: data'))
  const ran = await haetae(['scan', 'a.yaml', ...only, '-o', 'json'], { cwd })
  saved = yard.put('saved.json', ran.out)
  fingerprint = resultOf(ran).findings[0]?.fingerprint ?? ''
})

const web = line('shop/web', 'a.yaml:8:25')
const db = line('data/db', 'sub/b.yaml:8:25')

describe('options choose, and a name that chooses nothing is no clean result', () => {
  test.each<[string, readonly string[], string, number]>([
    ['nothing', [], db + web, 1],
    ['a namespace', ['-n', 'shop'], web, 1],
    ['two namespaces', ['-n', 'shop,data'], db + web, 1],
    ['a namespace that is not there', ['-n', 'shpo'], '', 3],
    ['a kind', ['--kind', 'pods'], db + web, 1],
    ['a kind that is not there', ['--kind', 'deployment'], '', 3],
    ['labels', ['-l', 'app in (web),tier!=x'], web, 1],
    ['no label', ['-l', '!app'], db, 1],
    ['labels that nothing has', ['-l', 'app=wbe'], '', 3],
    ['a folder', ['--path', 'sub'], db, 1],
    ['a file, otherwise written', ['--path', './a.yaml'], web, 1],
    ['a pattern', ['--path', 's*/*.yaml'], db, 1],
    ['a file that is not there', ['--path', 'c.yaml'], '', 3],
    ['another side', ['--owner', 'provider'], '', 0],
    ['a severity', ['--severity', 'critical'], db + web, 1],
  ])('%s', async (_what, args, out, code) => {
    expect(await haetae(['scan', '.', ...only, '-q', ...args], { cwd })).toMatchObject({ out, code, err: '' })
  })
})

describe('exit codes', () => {
  const broken = 'apiVersion: v1\nkind: Pod\nmetadata: [\n'
  const clean = pod('web').replace('privileged: true', 'privileged: false')
  test.each<[string, string, readonly string[], number]>([
    ['clean', clean, [], 0],
    ['a finding', pod('web'), [], 1],
    ['a finding and a gap', `${pod('web')}---\n${broken}`, [], 1],
    ['a gap', broken, [], 3],
    ['a gap that is accepted', broken, ['--allow-gaps'], 0],
    ['a finding below the threshold', pod('web'), ['--check', 'runs-as-root', '--fail-on', 'high'], 0],
    [
      'a finding below the threshold and a gap',
      `${pod('web')}---\n${broken}`,
      ['--check', 'runs-as-root', '--fail-on', 'high'],
      3,
    ],
    ['a finding that is not shown', pod('web'), ['--check', 'runs-as-root', '--severity', 'high'], 0],
    ['no object', 'a: 1\n', [], 3],
    ['nothing', '', [], 3],
  ])('of %s on standard input', async (_what, input, args, code) => {
    const checks = args.includes('--check') ? [] : only
    expect(await haetae(['scan', '-', '-q', ...checks, ...args], { input })).toMatchObject({ code, err: '' })
  })
})

describe('wrong use is told in one line, with exit code 2', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['no target', ['scan'], /^haetae: nothing to scan/],
    ['a target that is not there', ['scan', 'none'], /^haetae: none: no such file or folder\n$/],
    ['an unknown option', ['scan', 'a.yaml', '--nope'], /unknown option '--nope'/],
    ['an unknown severity', ['scan', 'a.yaml', '--fail-on', 'bad'], /'bad' is invalid/],
    ['an unknown output', ['scan', 'a.yaml', '-o', 'xml'], /^haetae: unknown output xml/],
    ['an output without a name', ['scan', 'a.yaml', '-o', 'json='], /^haetae: -o json= names no file/],
    ['two outputs at once', ['scan', 'a.yaml', '-o', 'json', '-o', 'csv'], /only one output can go to standard output/],
    [
      'a file that cannot be written',
      ['scan', 'a.yaml', '-o', 'json=none/x.json'],
      /^haetae: none\/x\.json: cannot be written: no such file\n$/,
    ],
    ['an unknown check', ['scan', 'a.yaml', '--check', 'nope'], /^haetae: no check matches nope/],
    ['no check left', ['scan', 'a.yaml', '--skip', '*'], /^haetae: no check is left to run/],
    ['an unknown framework', ['scan', 'a.yaml', '--framework', 'nope'], /^haetae: unknown framework nope/],
    ['no selector', ['scan', 'a.yaml', '-l', '('], /^haetae: --selector \(/],
    ['no level', ['scan', 'a.yaml', '--pod-security', 'nope'], /^haetae: --pod-security nope/],
    ['a context without a cluster', ['scan', 'a.yaml', '--context', 'x'], /--cluster is missing/],
    ['values without a chart', ['scan', 'a.yaml', '--set', 'a=b'], /are for charts/],
    [
      'settings that are not there',
      ['scan', 'a.yaml', '--config', 'none.yaml'],
      /^haetae: none\.yaml: cannot be read: no such file\n$/,
    ],
    ['a baseline that is none', ['scan', 'a.yaml', '--baseline', 'a.yaml'], /^haetae: a\.yaml is not JSON/],
    ['a baseline that is not there', ['scan', 'a.yaml', '--baseline', 'none.json'], /^haetae: none\.json: cannot be read/],
    ['watching standard input', ['scan', '-', '--watch'], /^haetae: --watch needs files or folders/],
    ['an unknown check to explain', ['explain', 'privileged-containr'], /did you mean posture\/privileged-container\?/],
    ['an unknown shell', ['completion', 'constructor'], /^haetae: unknown shell constructor/],
    ['a result that is not there', ['render', 'none.json'], /^haetae: none\.json: cannot be read/],
    ['one result to compare', ['compare', 'a.json'], /missing required argument/],
    ['an unknown command', ['scann'], /unknown command 'scann'/],
  ])('%s', async (_what, args, err) => {
    const ran = await haetae(args, { cwd })
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err).toMatch(err)
    expect(ran.err).not.toMatch(/^\s+at /m)
  })

  test.each<[string, string, RegExp]>([
    ['no mapping', '- a\n', /haetae\.yaml:1: /],
    ['no YAML', 'a: [\n', /haetae\.yaml:2: /],
    ['an unknown setting', '# c\nfail-on: low\n', /haetae\.yaml:2: .*"fail-on"/],
    ['a setting twice', 'failOn: low\nfailOn: high\n', /haetae\.yaml:2: a key stands twice/],
    ['an unknown value', 'language: fr\n', /haetae\.yaml:1: language: /],
    ['an unknown check', 'skip:\n  - nope\n', /haetae\.yaml:2: no check matches nope/],
    [
      'a param of another type',
      'params:\n  posture/image-registry:\n    allowed: 5\n',
      /haetae\.yaml:3: .*expected a list of strings/,
    ],
    [
      'a param that is JavaScript’s own',
      'params: {posture/image-registry: {constructor: [a]}}\n',
      /haetae\.yaml:1: .*no param constructor/,
    ],
    ['a waiver without a reason', 'waivers:\n  - check: posture/host-pid\n    reason: " "\n', /haetae\.yaml:3: /],
    ['a waiver until no day', 'waivers:\n  - {check: posture/host-pid, reason: r, until: 2999-02-30}\n', /haetae\.yaml:2: /],
    ['something in itself', 'a: &a [*a]\n', /haetae\.yaml:1: .*stands inside of what it repeats/],
  ])('settings with %s', async (_what, text, err) => {
    const config = yard.put('settings/haetae.yaml', text)
    const ran = await haetae(['scan', 'a.yaml', '--config', config], { cwd })
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err).toMatch(err)
  })
})

describe('waivers', () => {
  test.each<[string, string, number]>([
    ['by its subject', 'subject: Pod shop/web', 0],
    ['by a pattern of subjects', 'subject: "Pod shop/*"', 0],
    ['by a pattern over namespaces too', 'subject: "Pod */*"', 0],
    ['of another namespace', 'subject: "Pod data/*"', 1],
    ['by a file', 'path: a.yaml', 0],
    ['by a file, otherwise written', 'path: ./a.yaml', 0],
    ['by a pattern of files', 'path: "*.yaml"', 0],
    ['of another file', 'path: b.yaml', 1],
    ['that is over', 'until: 2020-01-01', 1],
    ['that is not', 'until: 2999-01-01', 0],
  ])('one %s', async (_what, more, code) => {
    const config = yard.put(
      'waivers/haetae.yaml',
      `waivers:\n  - check: posture/privileged-container\n    reason: r\n    ${more}\n`,
    )
    const ran = await haetae(['scan', 'a.yaml', ...only, '--config', config], { cwd })
    expect(ran.code).toBe(code)
    if (code === 1) expect(ran.out).toMatch(/expired on 2020-01-01|covers nothing that was found/)
  })

  test('are drafted so that they work, whatever the reason holds', async () => {
    const reason = 'a: "b" # c\n- d'
    const drafted = await haetae(['waive', fingerprint.slice(0, 8), '--until', '2999-01-01', '--reason', reason, '--from', saved])
    const config = yard.put('drafted/haetae.yaml', drafted.out)
    const ran = await haetae(['scan', 'a.yaml', ...only, '--config', config, '--show-waived', '-o', 'json'], { cwd })
    expect(ran.code).toBe(0)
    expect(resultOf(ran).findings[0]?.waived).toMatchObject({ reason, until: '2999-01-01' })
  })

  test('are not drafted for a day that is over', async () => {
    const args = ['waive', fingerprint, '--until', '2001-01-01', '--reason', 'r', '--from', saved]
    expect(await haetae(args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('that day is over') })
  })
})

describe('saved results', () => {
  test('a baseline leaves what it knows', async () => {
    const ran = await haetae(['scan', '.', ...only, '-q', '--baseline', saved], { cwd })
    expect(ran).toMatchObject({ code: 1, out: db })
  })

  test.each<[string, (text: string) => string]>([
    ['cut off', (text) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['of another schema', (text) => text.replace('haetae.dev/result/v1', 'haetae.dev/result/v9')],
    ['with an unknown severity', (text) => text.replaceAll('"critical"', '"terrible"')],
    ['nested without end', () => '['.repeat(200_000) + ']'.repeat(200_000)],
  ])('one that is %s is an error', async (_what, change) => {
    const file = yard.put('changed.json', change(readFileSync(saved, 'utf8')))
    for (const args of [
      ['render', file],
      ['compare', saved, file],
      ['scan', 'a.yaml', '--baseline', file],
    ])
      expect(await haetae(args, { cwd })).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringMatching(/^haetae: .*changed\.json/),
      })
  })

  test('compare tells by its exit code whether something came', async () => {
    const both = yard.put('both.json', (await haetae(['scan', '.', ...only, '-o', 'json'], { cwd })).out)
    expect(await haetae(['compare', saved, both])).toMatchObject({
      code: 1,
      out: expect.stringContaining('1 appeared · 0 gone · 1 unchanged'),
    })
    expect(await haetae(['compare', both, saved])).toMatchObject({ code: 0, out: expect.stringContaining('0 appeared · 1 gone') })
  })
})

describe.skipIf(process.platform === 'win32')('streams', () => {
  const shell = (script: string) =>
    execFileSync('bash', ['-c', script, resolve('haetae'), join(cwd, 'a.yaml')], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C', NO_COLOR: '1' },
    }).trimEnd()

  test.each([
    ['a reader that leaves makes no clean result', '"$0" scan "$1" -o json | head -c 1 > /dev/null; echo "$PIPESTATUS"', '1'],
    ['standard output that is closed', '"$0" scan "$1" >&- 2>/dev/null; echo $?', '1'],
    ['standard error that is closed', '"$0" scan "$1" 2>&- >/dev/null; echo $?', '1'],
    ['standard input that is closed', '"$0" scan - <&- >/dev/null; echo $?', '3'],
  ])('%s', (_what, script, out) => {
    expect(shell(script)).toBe(out)
  })

  test.skipIf(process.platform !== 'linux')('a full disk is an error', () => {
    expect(shell('"$0" scan "$1" 2>&1 > /dev/full; echo $?')).toBe('haetae: standard output cannot be written: ENOSPC\n2')
  })

  test.each([
    [{ NO_COLOR: '' }, [], false],
    [{ NO_COLOR: '', FORCE_COLOR: '1' }, [], true],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, [], false],
    [{ NO_COLOR: '', FORCE_COLOR: '1' }, ['--no-color'], false],
    [{ NO_COLOR: '', FORCE_COLOR: '1' }, ['-o', 'markdown'], false],
  ])('colours with %j and %j: %s', async (env, args, colored) => {
    const { out } = await haetae(['scan', 'a.yaml', ...args], { cwd, env })
    expect(out.includes('\u001b[')).toBe(colored)
  })

  test('no colours go into a file', async () => {
    await haetae(['scan', 'a.yaml', '-o', 'table=out.txt'], { cwd, env: { NO_COLOR: '', FORCE_COLOR: '1' } })
    expect(readFileSync(join(cwd, 'out.txt'), 'utf8')).not.toContain('\u001b')
  })
})

test('several outputs come of one scan', async () => {
  const outputs = ['sarif', 'junit', 'html', 'markdown', 'csv', 'json'].flatMap((format) => ['-o', `${format}=out.${format}`])
  const ran = await haetae(['scan', 'a.yaml', ...only, ...outputs, '-o', 'github'], { cwd })
  expect(ran.out).toMatch(/^::error file=a\.yaml,line=8,/)
  for (const format of ['sarif', 'junit', 'html', 'markdown', 'csv', 'json'])
    expect(readFileSync(join(cwd, `out.${format}`), 'utf8')).toContain('privileged')
})

test('a check of the settings is looked for in folders above, and found', async () => {
  writeFileSync(join(yard.folder('above'), 'haetae.yaml'), 'skip: [privileged-container]\n')
  yard.put('above/below/a.yaml', pod('web'))
  const ran = await haetae(['scan', '.', '-q'], { cwd: yard.folder('above/below') })
  expect(ran.out).toContain('posture/runs-as-root')
  expect(ran.out).not.toContain('posture/privileged-container')
})
