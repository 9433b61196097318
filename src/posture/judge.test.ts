import { describe, expect, test } from 'vitest'
import { readObjects } from '../kube/read-object.ts'
import { parseYaml, splitYaml } from '../lib/yaml.ts'
import type { Origin } from '../model/index.ts'
import { checks, defineCheck, eachContainer, eachPod, type PostureCheck, PostureJudge, when } from './index.ts'

function origin(unit = ''): Origin {
  return { file: 'x.yaml', unit, locate: () => ({ file: 'x.yaml', line: 1, column: 1, endLine: 1, endColumn: 1, unset: false }) }
}

function judge(wanted: readonly PostureCheck[], ...sources: readonly (string | readonly [string, string])[]) {
  const room = new PostureJudge({ checks: wanted })
  for (const source of sources) {
    const [unit, stream] = typeof source === 'string' ? ['', source] : source
    for (const { text } of splitYaml(stream)) {
      const parsed = parseYaml(text)
      if ('fault' in parsed) throw new Error(parsed.fault.reason)
      for (const { object } of readObjects(parsed.document.value)) room.look(object, origin(unit))
    }
  }
  return room.finish()
}

const base = {
  title: { en: 't', ko: '가' },
  why: { en: 'w', ko: '가' },
  fix: { en: 'f', ko: '가' },
  severityReason: { en: 'r', ko: '가' },
  stages: ['admission'],
  owner: 'customer',
  controls: {},
  references: [],
  examples: { failing: [], passing: [] },
} as const

const message = { en: 'm', ko: '가' }
const everyContainer = defineCheck({
  ...base,
  id: 'posture/every-container',
  severity: 'medium',
  raisedByExposure: true,
  judges: [eachContainer((container) => [{ at: [...container.path, 'image'], message }])],
})
const low = defineCheck({
  ...base,
  id: 'posture/low',
  severity: 'low',
  judges: [eachPod((pod) => when(true, () => ({ at: pod.specPath, message })))],
})

const deployment = (name: string, extra = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop${extra}}
spec:
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: a, image: x}, {name: b, image: y}]}
`
const service = (name: string, type: string) => `apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: shop}
spec: {type: ${type}, selector: {app: ${name}}, ports: [{port: 80}]}
`
const ingress = (to: string) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: door, namespace: shop}
spec: {rules: [{http: {paths: [{path: /, backend: {service: {name: ${to}, port: {number: 80}}}}]}}]}
`

describe('findings', () => {
  test('one cause in several containers is one finding with several places', () => {
    const { findings } = judge([everyContainer], deployment('web'))
    expect(findings).toHaveLength(1)
    expect(findings[0]?.places.map(({ container, key }) => `${container} ${key}`)).toEqual([
      'a spec.template.spec.containers["@a"].image',
      'b spec.template.spec.containers["@b"].image',
    ])
  })

  test('a waiver in an annotation counts with its reason, and not without', () => {
    const waived = (reason: string) =>
      judge([low], deployment('web', `, annotations: {haetae.dev/waive.low: "${reason}"}`)).findings[0]?.waived
    expect(waived('known')).toEqual({ source: 'annotation', reason: 'known' })
    expect(waived('')).toBeUndefined()
  })
})

describe('exposure raises', () => {
  test.each([
    ['a load balancer', [service('web', 'LoadBalancer')], 'high'],
    ['a node port', [service('web', 'NodePort')], 'high'],
    ['an ingress', [service('web', 'ClusterIP'), ingress('web')], 'high'],
    [
      'an internal load balancer does not',
      [
        service('web', 'LoadBalancer').replace(
          'namespace: shop}',
          'namespace: shop, annotations: {networking.gke.io/load-balancer-type: Internal}}',
        ),
      ],
      'medium',
    ],
    ['nothing', [service('web', 'ClusterIP')], 'medium'],
    ['an ingress to another service', [service('web', 'ClusterIP'), ingress('other')], 'medium'],
  ])('%s', (_name, others, severity) => {
    expect(judge([everyContainer], deployment('web'), ...others).findings[0]?.severity).toBe(severity)
  })

  test('only what can meet in one cluster', () => {
    const { findings } = judge([everyContainer], ['chart a', deployment('web')], ['chart b', service('web', 'LoadBalancer')])
    expect(findings[0]?.severity).toBe('medium')
  })

  test('and is told as a fact', () => {
    expect(judge([], deployment('web'), service('web', 'LoadBalancer')).facts).toMatchObject([
      { type: 'exposed', subject: { name: 'web' }, value: [{ by: 'LoadBalancer', through: 'shop/web' }] },
    ])
  })
})

test('within a severity, what opens most comes first', () => {
  const { findings } = judge([everyContainer, low], deployment('quiet'), deployment('open'), service('open', 'NodePort'))
  expect(findings.map(({ check, subject }) => `${check} ${subject.name}`)).toEqual([
    'posture/every-container open',
    'posture/every-container quiet',
    'posture/low open',
    'posture/low quiet',
  ])
})

test('fields of another type than the API’s are gaps', () => {
  const { gaps } = judge(
    checks,
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {hostPID: "true", containers: {}, hostpid: true}\n',
  )
  expect(gaps.map(({ reason, message }) => `${reason} ${message.en.split(' ')[0]}`)).toEqual([
    'wrong-type spec.hostPID',
    'wrong-type spec.containers',
    'unknown-field spec.hostpid',
  ])
})
