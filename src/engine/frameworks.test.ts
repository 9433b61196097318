import { describe, expect, test } from 'vitest'
import type { Finding, Framework, FrameworkControl, Gap, Result, Scope } from '../model/index.ts'
import { checks, type PostureCheck } from '../posture/index.ts'
import { coversCheck, ownersOf, reportFramework } from './frameworks.ts'

const names = ['posture/host-pid', 'posture/host-ipc', 'posture/cluster-admin-binding'] as const
const [pid, ipc, admin] = names.map((id) => {
  const check = checks.find((one) => one.id === id)
  if (check === undefined) throw new Error(`no check ${id}`)
  return { ...check, controls: id === names[0] ? { bench: ['1'] } : {} }
}) as [PostureCheck, PostureCheck, PostureCheck]
const all = [pid, ipc, admin]

const text = (word: string) => ({ en: word, ko: word })
const control = (id: string, more: Partial<FrameworkControl> = {}): FrameworkControl => ({
  id,
  title: text(id),
  owner: 'customer',
  how: 'checks',
  checks: [],
  ...more,
})
const bench = (...controls: FrameworkControl[]): Framework => ({ id: 'bench', title: text('Bench'), version: '1', controls })

const scope: Scope = {
  targets: ['.'],
  files: { read: 1, judged: 1, other: 0 },
  kinds: { Deployment: 1 },
  notJudged: {},
  namespaces: [],
  withoutNamespace: 0,
  workloads: 1,
  containers: 1,
  checks: [...names],
}

function finding(check: string, more: Partial<Finding> = {}): Finding {
  return {
    check,
    fingerprint: `f-${check}`,
    subject: { type: 'workload', kind: 'Deployment', group: 'apps', name: 'cart' },
    severity: 'high',
    severityReasons: [],
    rank: 0,
    message: text('so'),
    places: [],
    byDefault: false,
    ...more,
  }
}

function result(findings: readonly Finding[], gaps: readonly Gap[] = [], more: Partial<Scope> = {}): Result {
  return {
    version: '0',
    startedAt: '2026-01-01T00:00:00Z',
    findings,
    gaps,
    facts: [],
    scope: { ...scope, ...more },
    stats: { wallMs: 0, phases: {} },
  }
}

const waived = { waived: { source: 'config', reason: 'accepted' } } as const
const gap = (reason: Gap['reason'], more: Partial<Gap> = {}): Gap => ({ reason, message: text('a gap'), ...more })
const on = (id: string) => control('2', { checks: [id] })

describe('the status of a control', () => {
  const mine = control('1')
  const cases: readonly [string, FrameworkControl, Result, { status: string; partial?: boolean; reason?: RegExp }][] = [
    ['fails by a finding of a check that names it', mine, result([finding(pid.id)]), { status: 'failed' }],
    ['fails by a finding of a check that it lists', on(ipc.id), result([finding(ipc.id)]), { status: 'failed' }],
    ['fails by a pattern', on('posture/host-*'), result([finding(ipc.id)]), { status: 'failed' }],
    ['passes', mine, result([]), { status: 'passed' }],
    ['passes with findings of other checks', mine, result([finding(ipc.id)]), { status: 'passed' }],
    ['passes when all is waived', mine, result([finding(pid.id, waived)]), { status: 'passed' }],
    ['fails when one of two is waived', mine, result([finding(pid.id, waived), finding(pid.id)]), { status: 'failed' }],
    ['has no check', control('9'), result([]), { status: 'not-looked-at', reason: /^No check/ }],
    [
      'has no check, and says why',
      control('9', { how: 'other', note: text('A file.') }),
      result([]),
      { status: 'not-looked-at', reason: /^A file\.$/ },
    ],
    ['has a check that was skipped', mine, result([], [], { checks: [ipc.id] }), { status: 'not-looked-at', reason: /host-pid/ }],
    [
      'has a check that was skipped, beside one that ran',
      on('posture/host-*'),
      result([], [], { checks: [ipc.id] }),
      { status: 'passed', partial: true, reason: /Left out of this run: posture\/host-pid/ },
    ],
    ['had nothing to look at', on(admin.id), result([]), { status: 'not-looked-at', reason: /Nothing that its checks judge/ }],
    ['had something to look at', on(admin.id), result([], [], { kinds: { ClusterRoleBinding: 1 } }), { status: 'passed' }],
    [
      'could not be decided',
      mine,
      result([], [gap('undecidable', { checks: [pid.id] }), gap('undecidable', { checks: [pid.id, ipc.id] })]),
      { status: 'not-looked-at', reason: /a gap \(and 1 more\)/ },
    ],
    [
      'fails though a part could not be decided',
      mine,
      result([finding(pid.id)], [gap('undecidable', { checks: [pid.id] })]),
      { status: 'failed' },
    ],
    [
      'has another check that could not decide',
      mine,
      result([], [gap('undecidable', { checks: [ipc.id] })]),
      { status: 'passed' },
    ],
    [
      'passes as far as files could be read',
      mine,
      result([], [gap('invalid')]),
      { status: 'passed', partial: true, reason: /1 thing in/ },
    ],
    ['passes beside files left out by choice', mine, result([], [gap('unreadable', { byChoice: true })]), { status: 'passed' }],
    ['passes beside an unknown field', mine, result([], [gap('unknown-field')]), { status: 'passed' }],
    [
      'passes as far as its checks see',
      control('1', { note: text('Not all of it.') }),
      result([]),
      { status: 'passed', partial: true, reason: /^Not all of it\.$/ },
    ],
    [
      'accepts the default',
      control('1', { unset: 'allowed' }),
      result([finding(pid.id, { byDefault: true })]),
      { status: 'passed' },
    ],
    ['accepts the default alone', control('1', { unset: 'allowed' }), result([finding(pid.id)]), { status: 'failed' }],
    ['does not accept the default', mine, result([finding(pid.id, { byDefault: true })]), { status: 'failed' }],
  ]

  test.each(cases)('%s', (_name, wanted, found, expected) => {
    const [report] = reportFramework(bench(wanted), found, all).controls
    expect(report?.status).toBe(expected.status)
    expect(report?.partial).toBe(expected.partial ?? false)
    if (expected.reason === undefined) expect(report?.reason).toBeUndefined()
    else expect(report?.reason?.en).toMatch(expected.reason)
    expect(report?.reason?.ko).not.toBe('')
  })

  test.each(['unreadable', 'invalid', 'too-large', 'not-rendered', 'forbidden', 'unreachable'] as const)(
    '%s hides objects',
    (reason) => {
      expect(reportFramework(bench(mine), result([], [gap(reason)]), all).controls[0]?.partial).toBe(true)
    },
  )
})

test('a control of another framework with the same id is another control', () => {
  const other = { ...bench(control('1')), id: 'other' }
  expect(reportFramework(other, result([finding(pid.id)]), all).controls[0]?.status).toBe('not-looked-at')
})

test('a framework that is called like a member of every object', () => {
  const odd = { ...bench(control('1')), id: 'constructor' }
  expect(reportFramework(odd, result([]), all).controls[0]?.checks).toEqual([])
})

test('a report names checks and findings, and counts by side', () => {
  const report = reportFramework(
    bench(
      control('1', { checks: ['posture/host-*'] }),
      control('2', { checks: [ipc.id], owner: 'shared', note: text('In part.') }),
      control('3', { owner: 'provider' }),
    ),
    result([finding(pid.id), finding(pid.id, { fingerprint: 'f-2', ...waived })]),
    all,
  )
  expect(report.controls[0]).toMatchObject({
    findings: [`f-${pid.id}`],
    waived: 1,
    checks: [pid.id, ipc.id],
    failing: [pid.id],
    skipped: [],
  })
  expect(report.counts).toEqual({ passed: 1, partial: 1, failed: 1, notLookedAt: 1 })
  expect(report.byOwner.customer).toEqual({ passed: 0, partial: 0, failed: 1, notLookedAt: 0 })
  expect(report.byOwner.shared).toEqual({ passed: 1, partial: 1, failed: 0, notLookedAt: 0 })
  expect(report.byOwner.provider).toEqual({ passed: 0, partial: 0, failed: 0, notLookedAt: 1 })
  expect(ownersOf(report)).toEqual(['customer', 'provider', 'shared'])
})

test.each([
  ['posture/host-pid', 'posture/host-pid', true],
  ['posture/host-pid', 'posture/host-pids', false],
  ['posture/host-*', 'posture/host-pid', true],
  ['posture/*', 'posture/host-pid', true],
  ['*', 'posture/host-pid', false],
  ['*/host-*', 'posture/host-pid', true],
  ['posture/host.*', 'posture/host-pid', false],
  ['posture/(*', 'posture/host-pid', false],
  ['', 'posture/host-pid', false],
])('%s covers %s: %s', (pattern, id, expected) => {
  expect(coversCheck(pattern, id)).toBe(expected)
})
