import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readObjects } from '../../../kube/read-object.ts'
import { valueAt } from '../../../kube/workload.ts'
import { isRecord } from '../../../lib/shape.ts'
import { parseYaml, splitYaml } from '../../../lib/yaml.ts'
import { editYaml } from '../../../lib/yaml-edit.ts'
import { formatPath, type Path, type Result, subjectKey } from '../../../model/index.ts'
import { subjectOf } from '../../../posture/index.ts'

const root = join(import.meta.dirname, '../../../..')
const program = join(root, 'src/apps/cli/main.ts')
const folder = mkdtempSync(join(tmpdir(), 'haetae-fix-'))
afterAll(() => rmSync(folder, { recursive: true }))
let count = 0

/** A folder of its own with these files. */
function workshop(files: { readonly [name: string]: string | Uint8Array } = {}): string {
  const path = join(folder, String(count++))
  mkdirSync(path)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  return path
}

function run(cwd: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, '--lang', 'en', ...args], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, NO_COLOR: '1' },
  })
  return { status, stdout, stderr }
}

function scan(cwd: string, ...paths: readonly string[]): Result {
  const { stdout, stderr } = run(cwd, 'scan', '-o', 'json', ...paths)
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

function texts(path: string): ReadonlyMap<string, string> {
  return new Map(readdirSync(path).map((name) => [name, readFileSync(join(path, name), 'utf8')]))
}

/** Objects of a text by their key, each with the number of its document. */
function objectsIn(text: string): ReadonlyMap<string, { readonly body: unknown; readonly document: number }> {
  const objects = splitYaml(text).flatMap(({ text: one }, document) => {
    const parsed = parseYaml(one)
    return 'fault' in parsed ? [] : readObjects(parsed.document.value).map(({ object }) => ({ object, document }))
  })
  return new Map(objects.map(({ object, document }) => [subjectKey(subjectOf(object)), { body: object.body, document }]))
}

/** Paths at which two values differ. */
function differences(a: unknown, b: unknown, at: Path = []): readonly Path[] {
  if (isRecord(a) && isRecord(b))
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => differences(a[key], b[key], [...at, key]))
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length)
    return a.flatMap((element, index) => differences(element, b[index], [...at, index]))
  return JSON.stringify(a) === JSON.stringify(b) ? [] : [at]
}

const begins = (path: Path, start: Path) => formatPath(path.slice(0, start.length)) === formatPath(start)

describe('the shop', () => {
  const path = workshop()
  cpSync(join(root, 'examples/shop/manifests'), join(path, 'shop'), { recursive: true })
  const old = texts(join(path, 'shop'))
  const before = scan(path, 'shop')
  const shown = run(path, 'fix', '--with-caveats', 'shop')
  const untouched = texts(join(path, 'shop'))
  const written = run(path, 'fix', '--with-caveats', '--write', 'shop')
  const now = texts(join(path, 'shop'))
  const after = scan(path, 'shop')

  test('without --write nothing is written, and the exit code tells', () => {
    expect(shown.status).toBe(1)
    expect(untouched).toEqual(old)
  })

  test('everything with a mechanical fix is gone', () => {
    expect(written.status).toBe(0)
    const fixable = before.findings.filter((finding) => finding.fix !== undefined && finding.waived === undefined)
    expect(fixable.length).toBeGreaterThan(20)
    const still = new Set(after.findings.map(({ fingerprint }) => fingerprint))
    expect(fixable.filter(({ fingerprint }) => still.has(fingerprint)).map(({ check }) => check)).toEqual([])
    expect(after.gaps).toEqual(before.gaps)
  })

  test('a second run changes nothing', () => {
    expect(run(path, 'fix', '--with-caveats', 'shop')).toMatchObject({ status: 0, stdout: '' })
    expect(run(path, 'fix', '--with-caveats', '--write', 'shop')).toMatchObject({ status: 0, stdout: '' })
    expect(texts(join(path, 'shop'))).toEqual(now)
  })

  test('no field is touched but for a finding', () => {
    const asked = new Map<string, Path[]>()
    const ask = ({ findings }: Result) => {
      for (const { subject, fix } of findings)
        asked.set(subjectKey(subject), [
          ...(asked.get(subjectKey(subject)) ?? []),
          ...(fix?.changes ?? []).map((one) => one.path),
        ])
    }
    const unasked = (name: string) => {
      const objects = objectsIn(now.get(name) ?? '')
      return [...objectsIn(old.get(name) ?? '')].flatMap(([key, { body, document }]) =>
        differences(body, objects.get(key)?.body)
          .filter((path) => !(asked.get(key) ?? []).some((one) => begins(path, one) || begins(one, path)))
          .map((path) => ({ path, document, before: valueAt(body, path) })),
      )
    }
    ask(before)
    // Some findings show only when others are gone (a privileged container has every capability anyway): without their change they must be found.
    const without = workshop()
    for (const [name, text] of now) {
      let reverted = text
      for (const { path, document, before: value } of unasked(name)) {
        const edited = editYaml(
          reverted,
          [value === undefined ? { op: 'remove', path } : { op: 'set', path, value }],
          [],
          document,
        )
        if ('refused' in edited) throw new Error(edited.refused)
        reverted = edited.text
      }
      writeFileSync(join(without, name), reverted)
    }
    ask(scan(without, '.'))
    for (const name of old.keys()) expect({ name, unasked: unasked(name) }).toEqual({ name, unasked: [] })
    expect(now).not.toEqual(old)
  })

  test('every comment is still there, in its order', () => {
    for (const [name, text] of old) {
      const comments = text.split('\n').filter((line) => /^\s*#/.test(line))
      const kept = (now.get(name) ?? '').split('\n').filter((line) => /^\s*#/.test(line))
      expect(kept).toEqual(comments)
    }
  })

  test('git makes the same of the diff', () => {
    const other = workshop()
    cpSync(join(root, 'examples/shop/manifests'), join(other, 'shop'), { recursive: true })
    execFileSync('git', ['apply', '-'], { cwd: other, input: shown.stdout })
    expect(texts(join(other, 'shop'))).toEqual(now)
    expect(written.stdout).toBe(shown.stdout)
  })

  test('what is left is told with the reason', () => {
    const left = after.findings.filter(({ waived }) => waived === undefined)
    expect(written.stderr).toContain(`Not fixed: ${left.length} findings`)
    for (const { check } of left) expect(written.stderr).toMatch(new RegExp(`^  ${check}: \\S`, 'm'))
  })
})

const pod = (name: string, rest = '') => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  containers:
    - name: a
      image: registry.example/a:1@sha256:${'0'.repeat(64)}
      securityContext:
        privileged: true # why
${rest}`

const only = ['--check', 'privileged-container']
const fixOnly = [...only, '--with-caveats']

interface Case {
  readonly name: string
  readonly files: { readonly [name: string]: string | Uint8Array }
  readonly args: readonly string[]
  readonly status: number
  /** Text of a file afterwards; the others stay. */
  readonly gives?: { readonly [name: string]: string | Uint8Array }
  readonly says?: RegExp
}

const off = (text: string) => text.replaceAll('privileged: true', 'privileged: false')
const list = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: a}
- apiVersion: v1
  kind: Pod
  metadata: {name: b}
  spec: {containers: [{name: a, image: x, securityContext: {privileged: true}}]}
`
const json = JSON.stringify(
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { containers: [{ name: 'a', image: 'x', securityContext: { privileged: true } }] },
  },
  null,
  '\t',
)
const broken = 'apiVersion: v1\nkind: Pod\nmetadata: [\n'
const sidecarFirst = pod('same').replace('    - name: a\n', '    - name: b\n      image: registry.example/b:1\n    - name: a\n')
const shared = pod('a').replace('privileged: true # why', 'privileged: &on true\n      tty: *on')
const waivedPod = pod('a').replace(
  '  name: a\n',
  '  name: a\n  annotations:\n    haetae.dev/waive.privileged-container: the driver needs it\n',
)
const latin1 = Buffer.from(pod('a').replace('# why', '# caf\u00e9'), 'latin1')

test.each<Case>([
  {
    name: 'a caveat waits to be asked for',
    files: { 'a.yaml': pod('a') },
    args: [...only, '--write'],
    status: 0,
    says: /only with --with-caveats: A program/,
  },
  {
    name: 'a caveat that is asked for',
    files: { 'a.yaml': pod('a') },
    args: [...fixOnly, '--write'],
    status: 0,
    gives: { 'a.yaml': off(pod('a')) },
    says: /^changed .*a\.yaml: 1 finding \(posture\/privileged-container\)$/m,
  },
  {
    name: 'a finding below --severity',
    files: { 'a.yaml': pod('a') },
    args: ['--check', 'privilege-escalation-allowed', '--with-caveats', '--severity', 'critical', '--write'],
    status: 0,
    says: /Nothing to change/,
  },
  {
    name: 'a waived finding',
    files: { 'a.yaml': waivedPod },
    args: [...fixOnly, '--write'],
    status: 0,
    says: /Nothing to change/,
  },
  {
    name: 'CRLF and a byte order mark stay',
    files: { 'a.yaml': `\ufeff${pod('a').replaceAll('\n', '\r\n')}` },
    args: [...fixOnly, '--write'],
    status: 0,
    gives: { 'a.yaml': `\ufeff${off(pod('a')).replaceAll('\n', '\r\n')}` },
  },
  {
    name: 'only the object itself in a stream and in a list',
    files: { 'a.yaml': `# head\n---\n${list}---\n${pod('c')}` },
    args: [...fixOnly, '--write'],
    status: 0,
    gives: { 'a.yaml': `# head\n---\n${off(list)}---\n${off(pod('c'))}` },
  },
  {
    name: 'JSON',
    files: { 'a.json': json },
    args: [...fixOnly, '--write'],
    status: 0,
    gives: { 'a.json': json.replace(': true', ': false') },
  },
  {
    name: 'the same object in several files, each as it is written there',
    files: { 'dev/a.yaml': pod('same'), 'prod/a.yaml': sidecarFirst, 'prod/b.yaml': pod('other') },
    args: [...fixOnly, '--write'],
    status: 0,
    gives: { 'dev/a.yaml': off(pod('same')), 'prod/a.yaml': off(sidecarFirst), 'prod/b.yaml': off(pod('other')) },
  },
  {
    name: 'shared text is left, with the reason',
    files: { 'a.yaml': shared, 'b.yaml': pod('b') },
    args: [...fixOnly, '--write'],
    status: 0,
    gives: { 'b.yaml': off(pod('b')) },
    says: /shared through an anchor.*\n {4}Pod a/,
  },
  {
    name: 'what is refused does not keep the rest of the document from being changed',
    files: { 'a.yaml': `${shared}  hostPID: true\n  hostIPC: true\n` },
    args: ['--check', 'privileged-container,host-pid,host-ipc', '--with-caveats', '--write'],
    status: 0,
    gives: { 'a.yaml': `${shared}  hostPID: false\n  hostIPC: false\n` },
    says: /posture\/privileged-container: the text is shared/,
  },
  {
    name: 'a file that is no UTF-8 is left, with the reason',
    files: { 'a.yaml': latin1 },
    args: [...fixOnly, '--write'],
    status: 0,
    says: /not valid UTF-8/,
  },
  {
    name: 'a broken document is a gap, and the rest is changed',
    files: { 'a.yaml': `${broken}---\n${pod('a')}` },
    args: [...fixOnly, '--write'],
    status: 3,
    gives: { 'a.yaml': `${broken}---\n${off(pod('a'))}` },
  },
  {
    name: 'no line break at the end',
    files: { 'a.yaml': pod('a').trimEnd() },
    args: [...fixOnly, '--write'],
    status: 0,
    gives: { 'a.yaml': off(pod('a')).trimEnd() },
  },
  {
    name: 'settings apply',
    files: {
      'haetae.yaml': 'waivers:\n  - check: posture/privileged-container\n    path: a.yaml\n    reason: known\n',
      'a.yaml': pod('a'),
      'b.yaml': pod('a'),
    },
    args: [...fixOnly, '--write'],
    status: 0,
    gives: { 'b.yaml': off(pod('a')) },
  },
  { name: 'an unknown check', files: {}, args: ['--check', 'nothing'], status: 2 },
])('$name', ({ files, args, status, gives = {}, says }) => {
  const path = workshop(files)
  const ran = run(path, 'fix', ...args, '.')
  expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status, stderr: ran.stderr })
  if (says !== undefined) expect(ran.stderr).toMatch(says)
  for (const [name, text] of Object.entries({ ...files, ...gives }))
    expect(readFileSync(join(path, name)).toString('latin1')).toBe(Buffer.from(text).toString('latin1'))
})

test('what a chart renders to is not changed, and the list says why', () => {
  const template = pod('a').replace('privileged: true # why', 'privileged: {{ .Values.privileged }}')
  const path = workshop({
    'Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
    'values.yaml': 'privileged: true\n',
    'templates/a.yaml': template,
  })
  const ran = run(path, 'fix', ...fixOnly, '--write', '.')
  // Without the renderer nothing was looked at, and that is said.
  if (ran.status === 0) expect(ran.stderr).toMatch(/comes from a template.*\n {4}Pod \S*a {2}/)
  else expect(ran.status).toBe(3)
  expect(readFileSync(join(path, 'templates/a.yaml'), 'utf8')).toBe(template)
})

test('a file keeps its mode, and nothing is left beside it', () => {
  const path = workshop({ 'a.yaml': pod('a') })
  chmodSync(join(path, 'a.yaml'), 0o640)
  expect(run(path, 'fix', ...fixOnly, '--write', 'a.yaml').status).toBe(0)
  expect(statSync(join(path, 'a.yaml')).mode & 0o777).toBe(0o640)
  expect(readdirSync(path)).toEqual(['a.yaml'])
})

test('a link inside the folder is followed, one that leads out is not', () => {
  const outside = workshop({ 'a.yaml': pod('a') })
  const path = workshop({ 'real/b.yaml': pod('b') })
  symlinkSync('real/b.yaml', join(path, 'b.yaml'))
  symlinkSync(join(outside, 'a.yaml'), join(path, 'a.yaml'))
  const ran = run(path, 'fix', ...fixOnly, '--write', 'a.yaml', '.')
  expect(ran.stderr).toMatch(/a link that leads out/)
  expect(readFileSync(join(outside, 'a.yaml'), 'utf8')).toBe(pod('a'))
  expect(readFileSync(join(path, 'real/b.yaml'), 'utf8')).toBe(off(pod('b')))
  expect(readFileSync(join(path, 'b.yaml'), 'utf8')).toBe(off(pod('b')))
})

test('Korean', () => {
  const path = workshop({ 'a.yaml': pod('a') })
  const { stderr, status } = run(path, '--lang', 'ko', 'fix', ...only, 'a.yaml')
  expect(status).toBe(0)
  expect(stderr).toContain('수정하지 않음: 발견 1건')
})
