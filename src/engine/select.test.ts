import { describe, expect, test } from 'vitest'
import { type Finding, type Result, type Subject, subjectKey } from '../model/index.ts'
import { type Selection, select } from './select.ts'

const finding = (subject: Subject, file: string, more: Partial<Finding> = {}): Finding => ({
  check: 'posture/a',
  fingerprint: subjectKey(subject),
  subject,
  severity: 'high',
  severityReasons: [],
  rank: 0,
  message: { en: 'm', ko: '가' },
  places: [{ file, line: 1, column: 1, endLine: 1, endColumn: 1, path: [], unset: false, key: '' }],
  byDefault: false,
  ...more,
})
const web: Subject = { type: 'workload', kind: 'Deployment', group: 'apps', namespace: 'shop', name: 'web' }
const shop: Subject = { type: 'namespace', kind: 'Namespace', group: '', name: 'shop' }
const all: Result = {
  version: '0',
  startedAt: '2026-01-01T00:00:00Z',
  findings: [finding(web, 'dir/x.yaml'), finding(shop, 'directory/y.yaml', { severity: 'low' })],
  gaps: [],
  facts: [],
  scope: {
    targets: [],
    files: { read: 0, judged: 0, other: 0 },
    kinds: { Deployment: 1, Namespace: 1, NetworkPolicy: 1 },
    notJudged: { IngressClass: 1 },
    namespaces: ['shop', 'quiet'],
    withoutNamespace: 0,
    workloads: 1,
    containers: 1,
    checks: [],
  },
  stats: { wallMs: 0, phases: {} },
}
const matches = (pattern: string, text: string) => pattern === text
const chosen = (selection: Selection) => select(all, selection, new Map(), matches)

describe('select', () => {
  test.each<[Selection, readonly string[]]>([
    [{ namespaces: ['shop'] }, ['web', 'shop']],
    [{ namespaces: ['quiet'] }, []],
    [{ kinds: ['deployments'] }, ['web']],
    [{ kinds: ['namespace'] }, ['shop']],
    [{ paths: ['dir'] }, ['web']],
    [{ paths: ['dir/'] }, ['web']],
    [{ paths: ['dir/x.yaml'] }, ['web']],
    [{ paths: ['./dir/x.yaml'], files: new Set(['./dir/x.yaml']) }, ['web']],
    [{ severity: 'medium' }, ['web']],
    [{ unselected: new Set([subjectKey(web)]) }, ['shop']],
    [{}, ['web', 'shop']],
  ])('%j', (selection, names) => {
    const { findings, gaps } = chosen(selection)
    expect(findings.map(({ subject }) => subject.name)).toEqual(names)
    expect(gaps.map(({ byChoice }) => byChoice)).toEqual(names.length === 2 ? [] : [true])
  })

  test.each<[Selection, readonly string[]]>([
    [{ namespaces: ['shop', 'shopp'] }, ['--namespace shopp']],
    [{ paths: ['dir', 'dri', './directory/y.yaml'], files: new Set(['dir/x.yaml', 'directory/y.yaml']) }, ['--path dri']],
    [{ unselected: new Set(all.findings.map(({ subject }) => subjectKey(subject))), selected: 0 }, ['--selector names']],
    [{ kinds: ['deploymnt'] }, ['--kind deploymnt']],
    [{ kinds: ['networkpolicies', 'ingressclasses', 'Namespaces'] }, []],
  ])('a name of which nothing was read is a gap that counts: %j', (selection, names) => {
    const counting = chosen(selection).gaps.filter(({ byChoice }) => byChoice !== true)
    expect(counting.map(({ message }) => /--\S+ \S+/.exec(message.en)?.[0])).toEqual(names)
  })
})
