import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import fc from 'fast-check'
import { load } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { metadata } from '../../src/kube/meta.ts'
import { asAdmitted } from '../../src/kube/pod-security/admitted.ts'
import type { Path, PodToJudge, Violation } from '../../src/kube/pod-security/control.ts'
import { podSecurityControls } from '../../src/kube/pod-security/controls.ts'
import { controlsAsked, describeViolations, evaluatePodSecurity } from '../../src/kube/pod-security/evaluate.ts'
import { parseLevelVersion } from '../../src/kube/pod-security/level-version.ts'
import { namespacePolicy } from '../../src/kube/pod-security/namespace-policy.ts'
import { goQuote } from '../../src/kube/pod-security/wording.ts'
import { podSpec } from '../../src/kube/pod-shape.ts'
import { isRecord, type Misfit, read } from '../../src/lib/shape.ts'
import { type Oracle, openOracle } from './pod-security-oracle/oracle.ts'
import { randomLabels, randomPod, randomVersion, volumePairs } from './pod-security-oracle/pods.ts'

const seed = 20_240_131
let oracle: Oracle | undefined
let missing = ''

beforeAll(() => {
  const opened = openOracle()
  if ('missing' in opened) {
    missing = opened.missing
    console.warn(`pod security is not compared with the API server's code: ${missing}`)
  } else oracle = opened
}, 900_000)
afterAll(() => oracle?.close())

function readPod(value: unknown): { readonly pod: PodToJudge; readonly misfits: readonly Misfit[] } {
  const pod = isRecord(value) ? value : {}
  const head = read(metadata, pod.metadata)
  const spec = read(podSpec, pod.spec)
  return { pod: { metadata: head.value ?? {}, spec: spec.value ?? {} }, misfits: [...head.misfits, ...spec.misfits] }
}

interface Fixture {
  readonly file: string
  readonly levelVersion: NonNullable<ReturnType<typeof parseLevelVersion>['value']>
  readonly passes: boolean
  /** Lower-cased id of the control that the fixture is about, or `base…`. */
  readonly about: string
  readonly content: unknown
}

/** `<level>/<version>/<pass|fail>/<control><number>.yaml`. */
function fixturesIn(moduleDir: string): Fixture[] {
  const root = join(moduleDir, 'test/testdata')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'))
  return files.map((file) => {
    const [level, version, outcome] = relative('.', dirname(file)).split('/')
    const { value, error } = parseLevelVersion(`${level}:${version}`)
    if (value === undefined || (outcome !== 'pass' && outcome !== 'fail')) throw new Error(`${file}: ${error ?? outcome}`)
    const about = basename(file, '.yaml').replace(/\d+$/, '')
    return { file, levelVersion: value, passes: outcome === 'pass', about, content: load(readFileSync(join(root, file), 'utf8')) }
  })
}

/** The control itself, or the stricter one that is asked in its place. */
function controlThatAnswers({ about, levelVersion }: Fixture): string | undefined {
  const asked = controlsAsked(levelVersion)
  const control = podSecurityControls.find(({ id }) => id.toLowerCase() === about)
  if (control === undefined || asked.includes(control.id)) return control?.id
  return podSecurityControls.find(
    ({ id, revisions }) => asked.includes(id) && revisions.some(({ overrides }) => overrides?.includes(control.id) === true),
  )?.id
}

describe("the fixtures of the API server's own tests", () => {
  it('are read without a misfit and judged as there', ({ skip }) => {
    if (oracle === undefined) return skip(missing)
    const fixtures = fixturesIn(oracle.moduleDir)
    expect(fixtures.length).toBeGreaterThanOrEqual(4537)
    const wrong: string[] = []
    for (const fixture of fixtures) {
      const { pod, misfits } = readPod(fixture.content)
      if (misfits.length > 0) wrong.push(`${fixture.file}: misfits ${JSON.stringify(misfits)}`)
      const { level, version } = fixture.levelVersion
      // One of them has a volume without a source, which passes because the API server makes it an emptyDir first.
      const controls = evaluatePodSecurity(asAdmitted(pod), level, version).map(({ control }) => control)
      const expected = controlThatAnswers(fixture)
      if (fixture.passes && controls.length > 0) wrong.push(`${fixture.file}: ${controls.join()}`)
      if (!fixture.passes && (expected === undefined || !controls.includes(expected))) {
        wrong.push(`${fixture.file}: ${expected} is not among ${controls.join()}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('get the same words', ({ skip }) => {
    if (oracle === undefined) return skip(missing)
    const cases = fixturesIn(oracle.moduleDir).map(({ levelVersion, content }) => ({ ...levelVersion, pod: content }))
    expect(differences(oracle, cases)).toEqual([])
  })
})

interface Case {
  readonly level: 'baseline' | 'privileged' | 'restricted'
  readonly version: `v1.${number}` | 'latest'
  readonly pod: unknown
}

function ours({ level, version, pod }: Case): readonly Violation[] {
  return evaluatePodSecurity(readPod(pod).pod, level, version)
}

function differences(against: Oracle, cases: readonly Case[]): unknown[] {
  const answers = against.ask(cases)
  const out: unknown[] = []
  answers.forEach((answer, index) => {
    const asked = cases[index]
    if (asked === undefined) return
    const violations = ours(asked)
    const mine = {
      error: '',
      allowed: violations.length === 0,
      reasons: violations.map(({ reason }) => reason),
      details: violations.map(({ detail }) => detail),
      text: describeViolations(violations),
    }
    const { error, allowed, reasons, details, text } = answer
    const theirs = { error, allowed, reasons, details, text }
    if (JSON.stringify(mine) !== JSON.stringify(theirs)) out.push({ asked, mine, theirs })
  })
  return out
}

const randomCases: fc.Arbitrary<Case> = fc.record({
  level: fc.constantFrom('restricted', 'restricted', 'baseline', 'baseline', 'baseline', 'privileged'),
  version: randomVersion,
  pod: randomPod,
})

describe('random pods', () => {
  const cases = fc.sample(randomCases, { numRuns: 12_000, seed })

  it('get the same answer, word for word', ({ skip }) => {
    if (oracle === undefined) return skip(missing)
    expect(differences(oracle, cases).slice(0, 3)).toEqual([])
  })

  it('get the same answer about every two volume sources', ({ skip }) => {
    if (oracle === undefined) return skip(missing)
    const pairs = volumePairs.map((pod): Case => ({ level: 'restricted', version: 'latest', pod }))
    expect(differences(oracle, pairs).slice(0, 3)).toEqual([])
  })

  it('meet every control in many wordings, and some pass', () => {
    const details = new Map(podSecurityControls.map(({ id }) => [id, new Set<string>()]))
    let passing = 0
    for (const one of cases) {
      const violations = ours(one)
      if (violations.length === 0 && one.level !== 'privileged') passing++
      for (const { control, detail } of violations) details.get(control)?.add(detail)
    }
    const seldom = [...details].filter(([, words]) => words.size < 6).map(([control, words]) => `${control}: ${words.size}`)
    expect(seldom).toEqual([])
    expect(passing).toBeGreaterThan(200)
  })

  it('pass once every path is changed, and only then', () => {
    const wrong: unknown[] = []
    for (const { level, version, pod: content } of cases) {
      const { pod } = readPod(content)
      const violations = evaluatePodSecurity(pod, level, version)
      const all = violations.flatMap(({ control, paths }) => paths.map((path) => ({ control, path })))
      const after = evaluatePodSecurity(repaired(pod, all), level, version)
      if (after.length > 0) wrong.push({ level, version, pod, all, after })
      for (const left of all) {
        const still = evaluatePodSecurity(
          repaired(
            pod,
            all.filter((one) => one !== left),
          ),
          level,
          version,
        )
        if (!still.some(({ control }) => control === left.control)) wrong.push({ level, version, pod, needless: left })
      }
    }
    expect(wrong.slice(0, 2)).toEqual([])
  })
})

/** The pod with an allowed value at each path. */
function repaired(pod: PodToJudge, changes: readonly { readonly control: string; readonly path: Path }[]): PodToJudge {
  const copy = structuredClone(pod)
  for (const { control, path } of changes) {
    if (control === 'restrictedVolumes') set(copy, [...path.slice(0, 3), 'emptyDir'], {})
    else set(copy, path, path[0] === 'metadata' ? undefined : allowedValue(control, path))
  }
  return copy
}

function allowedValue(control: string, path: Path): unknown {
  if (control.startsWith('capabilities')) return path.at(-1) === 'drop' ? ['ALL'] : 'NET_BIND_SERVICE'
  if (control.startsWith('seccomp') || control === 'appArmorProfile') return 'RuntimeDefault'
  if (control === 'sysctls') return 'kernel.shm_rmid_forced'
  if (control === 'runAsNonRoot') return true
  return ['allowPrivilegeEscalation', 'privileged', 'hostNamespaces'].includes(control) ? false : undefined
}

function set(root: object, path: Path, value: unknown): void {
  let at = root
  for (const step of path.slice(0, -1)) {
    if ((Reflect.get(at, step) ?? undefined) === undefined) Reflect.set(at, step, {})
    const next: unknown = Reflect.get(at, step)
    if (typeof next !== 'object' || next === null) throw new Error(`no object at ${path.join('.')}`)
    at = next
  }
  const last = path.at(-1) ?? ''
  if (value === undefined) Reflect.deleteProperty(at, last)
  else Reflect.set(at, last, value)
}

describe('labels of a namespace', () => {
  it('ask for the same policy, with the same complaints', ({ skip }) => {
    if (oracle === undefined) return skip(missing)
    const labels = fc.sample(randomLabels, { numRuns: 3000, seed })
    const answers = oracle.ask(labels.map((one) => ({ labels: one })))
    const text = ({ level, version }: { level: string; version: string }) => `${level}:${version}`
    const mine = labels.map((one) => {
      const { policy, errors } = namespacePolicy(one)
      const messages = errors.map(({ message }) => message)
      return { enforce: text(policy.enforce), audit: text(policy.audit), warn: text(policy.warn), errors: messages }
    })
    expect(mine).toEqual(answers.map(({ enforce, audit, warn, errors }) => ({ enforce, audit, warn, errors })))
  })
})

describe('quoting', () => {
  it("is Go's for every character", ({ skip }) => {
    if (oracle === undefined) return skip(missing)
    const characters: string[] = []
    for (let code = 0; code < 0x110000; code++) if (code < 0xd800 || code > 0xdfff) characters.push(String.fromCodePoint(code))
    const chunks: string[] = []
    for (let index = 0; index < characters.length; index += 64) chunks.push(characters.slice(index, index + 64).join(''))
    const answers = oracle.ask(chunks.map((quote) => ({ quote })))
    expect(chunks.map(goQuote)).toEqual(answers.map(({ text }) => text))
  })
})
