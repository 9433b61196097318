import type { Pod } from '../../kube/pod.ts'
import { isRecord } from '../../lib/shape.ts'
import type { Params, Path, Text } from '../../model/index.ts'
import { type Cause, type Context, defineCheck, eachPod } from '../check.ts'

const settings = {
  exempt: {
    default: ['kube-system'],
    about: {
      en: 'Namespaces whose pods belong on the control plane',
      ko: '컨트롤 플레인에서 실행되어야 하는 파드가 있는 네임스페이스',
    },
  },
} as const satisfies Params

const roleKeys: ReadonlySet<unknown> = new Set([
  'node-role.kubernetes.io/control-plane',
  'node-role.kubernetes.io/master',
  'node-role.kubernetes.io/controlplane',
  'node-role.kubernetes.io/etcd',
])

const placed: Text = {
  en: 'puts the pod on a control-plane node, where a way out of the container leads to etcd and the cluster’s keys',
  ko: '파드를 컨트롤 플레인 노드에 배치하며, 그곳에서 컨테이너를 벗어나면 etcd와 클러스터의 키에 닿습니다',
}

function placement(at: Path, by: Text, fix: Cause['fix']): Cause {
  return {
    at,
    key: 'placed',
    message: { en: `${by.en} ${placed.en}`, ko: `${by.ko}이(가) ${placed.ko}` },
    ...(fix === undefined ? {} : { fix, caveat: moves }),
  }
}

const moves: Text = {
  en: 'The pod is started on other nodes from then on.',
  ko: '이후 파드가 다른 노드에서 시작됩니다.',
}

function list(value: unknown, field: string): readonly unknown[] {
  const found = isRecord(value) ? value[field] : undefined
  return Array.isArray(found) ? found : []
}

function inside(value: unknown, ...fields: readonly string[]): unknown {
  return fields.reduce<unknown>((inner, field) => (isRecord(inner) ? inner[field] : undefined), value)
}

/** Terms of node affinity, required and preferred, with the path of each from the pod's spec. */
function affinityTerms(pod: Pod): readonly { readonly term: unknown; readonly path: Path }[] {
  const node = ['affinity', 'nodeAffinity']
  const affinity = inside(pod.spec.affinity, 'nodeAffinity')
  const required = 'requiredDuringSchedulingIgnoredDuringExecution'
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution'
  return [
    ...list(inside(affinity, required), 'nodeSelectorTerms').map((term, index) => ({
      term,
      path: [...node, required, 'nodeSelectorTerms', index],
    })),
    ...list(affinity, preferred).map((weighed, index) => ({
      term: inside(weighed, 'preference'),
      path: [...node, preferred, index, 'preference'],
    })),
  ]
}

function placements(pod: Pod): readonly Cause[] {
  const { nodeSelector = {}, nodeName } = pod.spec
  const selected = Object.keys(nodeSelector)
    .filter((key) => roleKeys.has(key))
    .map((key) => {
      const at = [...pod.specPath, 'nodeSelector', key]
      return placement(at, { en: `nodeSelector ${key}`, ko: `nodeSelector ${key}` }, [{ op: 'remove', path: at }])
    })
  const drawn = affinityTerms(pod).flatMap(({ term, path }) =>
    list(term, 'matchExpressions').flatMap((expression, index) => {
      const key = inside(expression, 'key')
      const operator = inside(expression, 'operator')
      if (!roleKeys.has(key) || (operator !== 'Exists' && operator !== 'In')) return []
      const at = [...pod.specPath, ...path, 'matchExpressions', index]
      return [placement(at, { en: `node affinity to ${key}`, ko: `${key}에 대한 노드 어피니티` }, undefined)]
    }),
  )
  const named =
    nodeName !== undefined && pod.object.kind !== 'Pod' && /(^|[-.])(master|control-?plane)([-.\d]|$)/.test(nodeName)
      ? [placement([...pod.specPath, 'nodeName'], { en: `nodeName ${nodeName}`, ko: `nodeName ${nodeName}` }, undefined)]
      : []
  return [...selected, ...drawn, ...named]
}

/** Tolerations that let the scheduler use a control-plane node. A DaemonSet has them to be on every node, which is what it is for. */
function tolerated(pod: Pod): readonly Cause[] {
  const { kind, metadata } = pod.object
  if (kind === 'DaemonSet' || metadata.ownerReferences?.some((owner) => owner.kind === 'DaemonSet') === true) return []
  const tolerations = pod.spec.tolerations ?? []
  const lets = tolerations.map(({ key = '', operator = 'Equal', effect = '' }) => {
    if (effect !== '' && effect !== 'NoSchedule') return false
    return roleKeys.has(key) || (key === '' && operator === 'Exists')
  })
  const kept = tolerations.filter((_toleration, index) => lets[index] !== true)
  const path = [...pod.specPath, 'tolerations']
  const fixAt = (index: number): Cause['fix'] => {
    if (kept.length === 0) return [{ op: 'remove', path }]
    // Removing several one by one would move the later ones.
    return kept.length === tolerations.length - 1 ? [{ op: 'remove', path: [...path, index] }] : undefined
  }
  return tolerations.flatMap(({ key = '' }, index) => {
    if (lets[index] !== true) return []
    const fix = fixAt(index)
    return [
      {
        at: [...path, index],
        key: 'tolerated',
        severity: 'low' as const,
        severityReason: {
          en: 'the scheduler may use a control-plane node, but is not told to',
          ko: '스케줄러가 컨트롤 플레인 노드를 쓸 수 있을 뿐 지정되지는 않습니다',
        },
        message:
          key === ''
            ? {
                en: 'a toleration of every taint lets the pod be placed on control-plane nodes too',
                ko: '모든 테인트를 허용하는 톨러레이션으로 파드가 컨트롤 플레인 노드에도 배치될 수 있습니다',
              }
            : {
                en: `the toleration of ${key} lets the pod be placed on control-plane nodes`,
                ko: `${key}에 대한 톨러레이션으로 파드가 컨트롤 플레인 노드에 배치될 수 있습니다`,
              },
        ...(fix === undefined ? {} : { fix, caveat: moves }),
      },
    ]
  })
}

/** The cause with a fix that removes the tolerations as well, where all of it can be fixed. */
function withFixesOf(tolerations: readonly Cause[], { fix, caveat, ...cause }: Cause): Cause {
  const more = tolerations.map((toleration) => toleration.fix)
  if (fix === undefined || caveat === undefined || more.includes(undefined)) return cause
  return { ...cause, fix: [...fix, ...more.flatMap((changes) => changes ?? [])], caveat }
}

export const controlPlaneScheduling = defineCheck({
  id: 'posture/control-plane-scheduling',
  title: { en: 'Workload may run on the control plane', ko: '워크로드가 컨트롤 플레인에서 실행될 수 있습니다' },
  why: {
    en: 'Control-plane nodes hold etcd, the keys that sign every user of the cluster and the API server: leaving a container there is taking over the cluster.',
    ko: '컨트롤 플레인 노드에는 etcd, 클러스터의 모든 사용자를 서명하는 키, API 서버가 있습니다. 그곳에서 컨테이너를 벗어나는 것은 클러스터를 장악하는 것입니다.',
  },
  fix: {
    en: 'Remove the selector, affinity or toleration, and keep workloads on worker nodes.',
    ko: '셀렉터, 어피니티 또는 톨러레이션을 제거하고 워크로드를 워커 노드에 둡니다.',
  },
  severity: 'medium',
  severityReason: { en: 'It takes a way out of the container as well.', ko: '컨테이너를 벗어날 방법도 필요합니다.' },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { 'cis-kubernetes': ['5.6.1'], nsa: ['control-plane'], mitre: ['T1610', 'T1611'], owasp: ['K01'] },
  references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/'],
  params: settings,
  judges: [
    eachPod((pod, { params }: Context<typeof settings>) => {
      if (params.exempt.includes(pod.object.metadata.namespace ?? '')) return []
      const drawn = placements(pod)
      const open = tolerated(pod)
      // A pod that is put there needs the toleration too: one cause, and one fix.
      return drawn.length === 0 ? open : drawn.map((cause) => withFixesOf(open, cause))
    }),
  ],
  examples: {
    failing: [
      {
        name: 'put there',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  nodeSelector: {node-role.kubernetes.io/control-plane: ""}
  tolerations:
    - {key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule}
  containers:
    - {name: web, image: registry.example/web:7}
`,
      },
      {
        name: 'every taint tolerated',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      tolerations: [{operator: Exists}]
      containers:
        - {name: web, image: registry.example/web:7}
`,
      },
    ],
    passing: [
      {
        name: 'a DaemonSet is there to be on every node',
        source: `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: exporter, namespace: monitoring}
spec:
  selector: {matchLabels: {app: exporter}}
  template:
    metadata: {labels: {app: exporter}}
    spec:
      tolerations: [{operator: Exists}]
      containers:
        - {name: exporter, image: registry.example/exporter:1}
`,
      },
      {
        name: 'kept away from it, and a toleration of eviction only',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  affinity:
    nodeAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        nodeSelectorTerms:
          - matchExpressions: [{key: node-role.kubernetes.io/control-plane, operator: DoesNotExist}]
  tolerations: [{operator: Exists, effect: NoExecute}]
  containers:
    - {name: web, image: registry.example/web:7}
`,
      },
    ],
  },
})
