import { describe, expect, test } from 'vitest'
import type { Finding, Place, Result } from '../model/index.ts'
import { compare, withoutBaseline } from './compare.ts'
import { applyWaivers, type Waiver } from './waivers.ts'

const place = (file: string, key = file): Place => ({
  file,
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 1,
  path: [],
  unset: false,
  key,
})
const finding = (check: string, name: string, places: readonly Place[], more: Partial<Finding> = {}): Finding => ({
  check,
  fingerprint: `${check}-${name}`,
  subject: { type: 'workload', kind: 'Deployment', group: 'apps', namespace: 'shop', name },
  severity: 'high',
  severityReasons: [],
  rank: 0,
  message: { en: 'm', ko: '가' },
  places,
  byDefault: false,
  ...more,
})
const result = (...findings: readonly Finding[]): Result => ({
  version: '0',
  startedAt: '2026-01-01T00:00:00Z',
  findings,
  gaps: [],
  facts: [],
  scope: {
    targets: [],
    files: { read: 0, judged: 0, other: 0 },
    kinds: {},
    notJudged: {},
    namespaces: [],
    withoutNamespace: 0,
    workloads: 0,
    containers: 0,
    checks: [],
  },
  stats: { wallMs: 0, phases: {} },
})
// Patterns in these tests are exact, or a star at the end.
const matches = (pattern: string, text: string) =>
  pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : pattern === text
const waiver = (more: Partial<Waiver> & Pick<Waiver, 'check'>): Waiver => ({
  reason: 'known',
  file: 'haetae.yaml',
  line: 3,
  ...more,
})

const today = '2026-11-24'
const apply = (waivers: readonly Waiver[], ...findings: readonly Finding[]) =>
  applyWaivers(result(...findings), waivers, today, matches)

describe('applyWaivers', () => {
  const web = finding('posture/a', 'web', [place('x.yaml'), place('y.yaml')])

  test.each<[string, Waiver, boolean]>([
    ['the check', waiver({ check: 'posture/a' }), true],
    ['a pattern', waiver({ check: 'posture/*' }), true],
    ['the check without its room', waiver({ check: 'a' }), true],
    ['a pattern without a room', waiver({ check: 'a*' }), true],
    ['another check', waiver({ check: 'posture/b' }), false],
    ['the subject', waiver({ check: 'posture/a', subject: 'Deployment shop/web' }), true],
    ['a pattern of subjects', waiver({ check: 'posture/a', subject: 'Deployment shop/*' }), true],
    ['another subject', waiver({ check: 'posture/a', subject: 'Deployment shop/we' }), false],
    ['on its last day', waiver({ check: 'posture/a', until: today }), true],
    ['after its last day', waiver({ check: 'posture/a', until: '2026-11-23' }), false],
    ['the fingerprint', waiver({ check: 'posture/a', fingerprint: 'posture/a-web' }), true],
    ['another fingerprint', waiver({ check: 'posture/a', fingerprint: 'x' }), false],
  ])('%s', (_name, one, waived) => {
    expect(apply([one], web).findings[0]?.waived !== undefined).toBe(waived)
  })

  test('a path covers its places only', () => {
    const { findings } = apply([waiver({ check: 'posture/a', path: 'x.yaml' })], web)
    expect(findings[0]?.waived).toBeUndefined()
    expect(findings[0]?.places.map(({ file }) => file)).toEqual(['y.yaml'])
    expect(
      apply([waiver({ check: 'posture/a', path: 'x.yaml' }), waiver({ check: 'posture/a', path: 'y*' })], web).findings[0]
        ?.waived,
    ).toBeDefined()
  })

  test('expired and idle waivers are told, by line, and change no exit code', () => {
    const { gaps } = apply(
      [waiver({ check: 'posture/a', until: '2020-01-01', line: 4 }), waiver({ check: 'posture/zzz', line: 9 })],
      web,
    )
    expect(gaps.map(({ line, byChoice, message }) => [line, byChoice, message.en])).toEqual([
      [4, true, expect.stringContaining('expired on 2020-01-01')],
      [9, true, expect.stringContaining('covers nothing')],
    ])
  })
})

describe('compare', () => {
  const a = finding('posture/a', 'web', [place('x.yaml', 'one')])

  test('what appeared, went and stayed', () => {
    const b = finding('posture/b', 'web', [])
    const c = finding('posture/c', 'web', [])
    const { appeared, gone, stayed } = compare(result(a, b), result(a, c))
    expect([appeared, gone, stayed]).toEqual([[c], [b], [a]])
  })

  test('a new place is new, a moved one is not', () => {
    expect(compare(result(a), result({ ...a, places: [place('moved.yaml', 'one')] })).appeared).toEqual([])
    const grown = { ...a, places: [place('x.yaml', 'one'), place('x.yaml', 'two')] }
    expect(compare(result(a), result(grown)).appeared[0]?.places.map(({ key }) => key)).toEqual(['two'])
  })

  test('waived before and open now has appeared', () => {
    expect(compare(result({ ...a, waived: { source: 'config', reason: 'x' } }), result(a)).appeared).toEqual([a])
  })

  test('a baseline leaves out what it knows, and says so', () => {
    const kept = withoutBaseline(result(a), result(a))
    expect(kept.findings).toEqual([])
    expect(kept.gaps).toMatchObject([{ byChoice: true }])
  })
})
