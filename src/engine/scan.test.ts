import { describe, expect, test } from 'vitest'
import { parseSelector, readObjects } from '../kube/index.ts'
import type { Origin } from '../model/index.ts'
import { defineCheck, eachPod } from '../posture/index.ts'
import { Scan, type ScanOptions } from './scan.ts'

const text = { en: 't', ko: '가' }
const everyPod = defineCheck({
  id: 'posture/every-pod',
  title: text,
  why: text,
  fix: text,
  severity: 'high',
  severityReason: text,
  stages: ['admission'],
  owner: 'customer',
  controls: {},
  references: [],
  examples: { failing: [], passing: [] },
  judges: [eachPod((pod) => [{ at: pod.specPath, message: text }])],
})

const origin = (file: string): Origin => ({
  file,
  unit: '',
  locate: () => ({ file, line: 1, column: 1, endLine: 1, endColumn: 1, unset: false }),
})

function scanned(objects: readonly (readonly [string, object])[], options: Partial<ScanOptions> = {}) {
  const scan = new Scan({ version: '0', startedAt: '2026-01-01T00:00:00Z', targets: ['.'], checks: [everyPod], ...options })
  for (const [file, value] of objects) for (const { object } of readObjects(value)) scan.object(object, origin(file))
  return { scan, result: scan.finish({ wallMs: 0, phases: {} }) }
}

const pod = (name: string, namespace?: string, labels: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels, ...(namespace === undefined ? {} : { namespace }) },
  spec: { containers: [{ name: 'a' }, { name: 'b' }] },
})

describe('the scope', () => {
  test('tells what was judged, what was only seen, and where it belongs', () => {
    const { result } = scanned([
      ['a.yaml', pod('a', 'shop')],
      ['a.yaml', pod('b')],
      ['b.yaml', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'quiet' } }],
      ['c.yaml', { apiVersion: 'v1', kind: 'Event', metadata: { name: 'e', namespace: 'shop' } }],
    ])
    expect(result.scope).toMatchObject({
      files: { judged: 3 },
      kinds: { Namespace: 1, Pod: 2 },
      notJudged: { Event: 1 },
      namespaces: ['quiet', 'shop'],
      withoutNamespace: 1,
      workloads: 2,
      containers: 4,
      checks: ['posture/every-pod'],
    })
  })

  test('counts files and other documents, and keeps what sources could not read', () => {
    const { scan } = scanned([])
    scan.file()
    scan.file()
    scan.other()
    scan.gap({ reason: 'unreadable', message: text })
    const { scope, gaps } = scan.finish({ wallMs: 0, phases: {} })
    expect(scope.files).toEqual({ read: 2, judged: 0, other: 1 })
    expect(gaps.map(({ reason }) => reason)).toEqual(['unreadable'])
  })
})

test('labels that were asked for name what is left out; everything is judged all the same', () => {
  const selector = parseSelector('app=web')
  if (selector === undefined) throw new Error('no selector')
  const { scan, result } = scanned(
    [
      ['a', pod('web', 'shop', { app: 'web' })],
      ['a', pod('db', 'shop')],
    ],
    { selector },
  )
  expect(result.findings).toHaveLength(2)
  expect([...scan.unselected].map((key) => key.split('\u0000').at(-1))).toEqual(['db'])
})

test('live subjects bear the uid of their cluster', () => {
  const { result } = scanned([['cluster', pod('a', 'shop')]], { clusterUid: 'u' })
  expect(result.findings.map(({ subject }) => subject.clusterUid)).toEqual(['u'])
})
