import { expect, test } from 'vitest'
import { readObjects } from '../kube/read-object.ts'
import type { Origin } from '../model/index.ts'
import { anyObject, checks, defineCheck, PostureJudge } from './index.ts'

const located = { file: 'x.yaml', line: 1, column: 1, endLine: 1, endColumn: 1, unset: false }
const origin: Origin = { file: 'x.yaml', unit: '', locate: () => located }

/** What all checks say of objects, and the processor time they take for it in milliseconds. */
function judge(...values: readonly unknown[]) {
  const before = process.cpuUsage()
  const room = new PostureJudge({ checks })
  for (const value of values) for (const { object } of readObjects(value)) room.look(object, origin)
  const result = room.finish()
  const { user, system } = process.cpuUsage(before)
  return { ...result, work: (user + system) / 1000 }
}

const many = <T>(count: number, element: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => element(index))
const pod = (spec: object, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'shop', ...metadata },
  spec,
})
const entries = (count: number) => Object.fromEntries(many(count, (index) => [`key${index}`, `password=dh38Fhs${index}`]))

test.each<[string, unknown]>([
  ['containers', pod({ containers: many(4000, (i) => ({ name: `c${i}`, image: 'x' })) })],
  ['containers of one name', pod({ containers: many(4000, () => ({ name: 'c', image: 'x' })) })],
  [
    'environment variables',
    pod({ containers: [{ name: 'c', image: 'x', env: many(20_000, (i) => ({ name: `PASSWORD_${i}`, value: `dh38Fhs${i}` })) }] }),
  ],
  [
    'host paths and their mounts',
    pod({
      volumes: many(2000, (i) => ({ name: `v${i}`, hostPath: { path: '/' } })),
      containers: [
        { name: 'c', image: 'x', volumeMounts: many(2000, (i) => ({ name: `v${i}`, mountPath: `/m${i}`, subPath: 'a' })) },
      ],
    }),
  ],
  [
    'tolerations',
    pod({ containers: [{ name: 'c', image: 'x' }], tolerations: many(20_000, (i) => ({ key: `k${i}`, operator: 'Exists' })) }),
  ],
  ['annotations', pod({ containers: [{ name: 'c', image: 'x' }] }, { annotations: entries(20_000) })],
  ['keys of a ConfigMap', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: entries(20_000) }],
  ['keys of a Secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData: entries(20_000) }],
  [
    'rules of a role',
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'r' },
      rules: many(20_000, () => ({ apiGroups: ['*'], resources: ['secrets'], verbs: ['*'] })),
    },
  ],
])('one object with thousands of %s', (_what, object) => {
  const { findings, gaps, work } = judge(object)
  expect(findings.length).toBeGreaterThan(0)
  expect(gaps.filter(({ message }) => message.en.includes('fault of haetae'))).toEqual([])
  expect(work).toBeLessThan(6000)
})

test('a thousand services before a thousand pods', () => {
  const { findings, facts, work } = judge(
    ...many(1000, (i) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `s${i}`, namespace: 'shop' },
      spec: { type: 'LoadBalancer', selector: { app: 'x' }, ports: [{ port: 80 }] },
    })),
    ...many(1000, (i) => pod({ containers: [{ name: 'c', image: 'x' }] }, { name: `p${i}`, labels: { app: 'x' } })),
  )
  expect(findings.length).toBeGreaterThan(2000)
  expect(facts).toHaveLength(1000)
  expect(work).toBeLessThan(6000)
})

test('a pod of more parts than checks can compare is a gap, and everything else is judged', () => {
  const huge = pod({ containers: many(5001, (i) => ({ name: `c${i}`, image: 'x' })) }, { name: 'huge' })
  const { findings, gaps } = judge(huge, pod({ containers: [{ name: 'c', image: 'x', securityContext: { privileged: true } }] }))
  expect(gaps).toMatchObject([{ reason: 'too-large', file: 'x.yaml', line: 1, subject: { name: 'huge' } }])
  expect(findings.map(({ check }) => check)).toContain('posture/privileged-container')
})

test('findings without end are cut off, and that is said', () => {
  const noisy = defineCheck({
    ...(checks[0] ?? expect.unreachable()),
    id: 'posture/noisy',
    judges: [anyObject(() => many(150_000, (i) => ({ at: ['data', `k${i}`], message: { en: 'm', ko: '가' } })))],
  })
  const room = new PostureJudge({ checks: [noisy] })
  for (const name of ['a', 'b', 'c'])
    for (const { object } of readObjects({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } })) room.look(object, origin)
  const { findings, gaps } = room.finish()
  expect(findings.map(({ places }) => places.length)).toEqual([150_000, 50_000])
  expect(gaps).toMatchObject([{ reason: 'too-large', file: 'x.yaml', line: 1 }])
})

test('a sentence stays short whatever the names in it', () => {
  const name = 'n'.repeat(100_000)
  const { findings, gaps } = judge(
    pod({ containers: [{ name, image: name, securityContext: { privileged: true }, [name]: 1 }], [name]: 1 }),
  )
  for (const { message } of [...findings, ...gaps]) {
    expect(message.en.length).toBeLessThanOrEqual(1000)
    expect(message.ko.length).toBeLessThanOrEqual(1000)
  }
})
