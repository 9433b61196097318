import { describe, expect, test } from 'vitest'
import { configMapKind, serviceKind } from '../kube/objects.ts'
import { readObjects } from '../kube/read-object.ts'
import { parseYaml, splitYaml } from '../lib/yaml.ts'
import type { Origin, Path } from '../model/index.ts'
import { checks, defineCheck, eachContainer, eachPod, type PostureCheck, PostureJudge, together, when } from './index.ts'

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
const route = (to: string, parentRefs: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: door, namespace: shop}
spec: {${parentRefs}, rules: [{backendRefs: [{name: ${to}, port: 80}]}]}
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

describe('a waiver in an annotation', () => {
  const cronJob = (annotations: string) => `apiVersion: batch/v1
kind: CronJob
metadata: {name: report, namespace: shop}
spec:
  jobTemplate:
    spec:
      template:
        metadata: {annotations: {${annotations}}}
        spec: {containers: [{name: a, image: x}]}
`
  const waived = deployment('web', ', annotations: {haetae.dev/waive.low: known}')

  test('counts on the pod template of a cron job', () => {
    expect(judge([low], cronJob('haetae.dev/waive.low: known')).findings[0]?.waived?.reason).toBe('known')
  })

  test.each([
    ['first', [waived, deployment('web')]],
    ['last', [deployment('web'), waived]],
  ])('does not cover the same subject in another file (%s)', (_name, sources) => {
    const { findings } = judge([low], ...sources)
    expect(findings.map((finding) => finding.waived)).toEqual([undefined])
  })

  test('covers every file that says so', () => {
    expect(judge([low], waived, waived).findings[0]?.waived?.reason).toBe('known')
  })
})

describe('several causes at one place', () => {
  const both = (first: 'low' | 'high', second: 'low' | 'high') =>
    defineCheck({
      ...base,
      id: 'posture/both',
      severity: 'medium',
      judges: [
        eachPod((pod) =>
          [first, second].map((severity) => ({
            at: pod.specPath,
            message: { en: severity, ko: severity },
            severity,
            fix: [{ op: 'remove', path: [...pod.specPath, severity] }],
          })),
        ),
      ],
    })

  test.each([
    ['low', 'high'],
    ['high', 'low'],
  ] as const)('%s and %s are one place with the worse severity and the changes of both', (first, second) => {
    const { findings } = judge([both(first, second)], deployment('web'))
    expect(findings[0]).toMatchObject({ severity: 'high', message: { en: 'high' } })
    expect(findings[0]?.places).toHaveLength(1)
    expect(findings[0]?.fix?.changes.map(({ path }) => path.at(-1))).toEqual([first, second])
  })
})

describe('whether a field is set', () => {
  const at = (path: Path) =>
    defineCheck({
      ...base,
      id: 'posture/at',
      severity: 'low',
      judges: [together((world) => world.all(serviceKind).map((on) => ({ on, at: path, message })))],
    })

  test.each<[string, Path, boolean]>([
    ['of the body', ['spec', 'type'], false],
    ['of the metadata', ['metadata', 'name'], false],
    ['that is left out', ['spec', 'externalIPs'], true],
    ['that is null, which the API server takes for left out', ['spec', 'clusterIP'], true],
  ])('%s is seen after the last object, too', (_name, path, unset) => {
    const { findings } = judge([at(path)], service('web', 'NodePort').replace('spec: {', 'spec: {clusterIP: null, '))
    expect(findings.map(({ byDefault, places }) => [byDefault, places[0]?.unset])).toEqual([[unset, unset]])
  })
})

test('a kind of another API group is not judged by its name', () => {
  const room = new PostureJudge({ checks })
  const looked = (apiVersion: string, kind: string) =>
    readObjects({ apiVersion, kind, metadata: { name: 'a' }, spec: {} }).map(({ object }) => room.look(object, origin()).judged)
  expect(looked('networking.istio.io/v1', 'Gateway')).toEqual([false])
  expect(looked('gateway.networking.k8s.io/v1', 'Gateway')).toEqual([true])
})

test('what is judged one by one is not kept, and who asks for it later is told', () => {
  const asks = defineCheck({
    ...base,
    id: 'posture/asks',
    severity: 'low',
    judges: [together((world) => world.all(configMapKind).map((on) => ({ on, at: ['data'], message })))],
  })
  const { findings, gaps } = judge([asks], 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b}\n')
  expect(findings).toEqual([])
  expect(gaps).toMatchObject([{ reason: 'undecidable', checks: ['posture/asks'] }])
})

test('what is said of a live object names its cluster', () => {
  const room = new PostureJudge({ checks, clusterUid: 'u1' })
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [], hostPID: 'yes' } }
  for (const { object } of readObjects(pod)) room.look(object, origin())
  expect(room.finish().gaps.map(({ subject }) => subject?.clusterUid)).toEqual(['u1'])
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
    ['a route of a gateway', [service('web', 'ClusterIP'), route('web', 'parentRefs: [{name: public}]')], 'high'],
    [
      'a route inside a mesh does not',
      [service('web', 'ClusterIP'), route('web', 'parentRefs: [{name: web, kind: Service, group: ""}]')],
      'medium',
    ],
    ['a route that hangs on nothing does not', [service('web', 'ClusterIP'), route('web', 'hostnames: [a.example]')], 'medium'],
    ['nothing', [service('web', 'ClusterIP')], 'medium'],
    [
      'a service that asks for one label more does not',
      [service('web', 'NodePort').replace('{app: web}', '{app: web, tier: front}')],
      'medium',
    ],
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
