import type { Params } from '../../model/index.ts'
import { type Context, defineCheck, eachPod } from '../check.ts'

const settings = {
  exempt: {
    default: ['kube-system'],
    about: {
      en: 'Namespaces whose pods the node or cluster cannot do without',
      ko: '노드나 클러스터에 꼭 필요한 파드가 있는 네임스페이스',
    },
  },
} as const satisfies Params

const systemClasses: ReadonlySet<string> = new Set(['system-node-critical', 'system-cluster-critical'])

export const systemPriorityClass = defineCheck({
  id: 'posture/system-priority-class',
  title: { en: 'Workload has the priority of a system component', ko: '워크로드가 시스템 구성 요소의 우선순위를 가집니다' },
  why: {
    en: 'It pushes other workloads off their nodes to make room for itself: scaled up by an intruder it takes the others out of service.',
    ko: '자신의 자리를 위해 다른 워크로드를 노드에서 밀어냅니다. 침입자가 복제본을 늘리면 다른 워크로드의 서비스가 중단됩니다.',
  },
  fix: {
    en: 'Use a PriorityClass of your own with a lower value, and limit it by a ResourceQuota.',
    ko: '더 낮은 값의 자체 PriorityClass를 사용하고 ResourceQuota로 제한합니다.',
  },
  severity: 'low',
  severityReason: {
    en: 'It costs others their place, and gives no rights.',
    ko: '다른 워크로드의 자리를 빼앗을 뿐 권한을 주지는 않습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['resource-policies'], mitre: ['T1499'], owasp: ['K01'] },
  references: [
    'https://kubernetes.io/docs/tasks/administer-cluster/guaranteed-scheduling-critical-addon-pods/',
    'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/',
  ],
  params: settings,
  judges: [
    eachPod((pod, { params }: Context<typeof settings>) => {
      const { priorityClassName = '' } = pod.spec
      const { namespace } = pod.object.metadata
      if (!systemClasses.has(priorityClassName) || params.exempt.includes(namespace ?? '')) return []
      const at = [...pod.specPath, 'priorityClassName']
      return [
        {
          at,
          message: {
            en: `${priorityClassName} lets the workload evict any other from its node`,
            ko: `${priorityClassName}(으)로 워크로드가 다른 어떤 워크로드든 노드에서 내쫓을 수 있습니다`,
          },
          fix: [{ op: 'remove', path: at }],
          caveat: {
            en: 'On a full node the workload waits, or is evicted, like any other.',
            ko: '노드가 가득 차면 다른 워크로드처럼 대기하거나 축출됩니다.',
          },
        },
      ]
    }),
  ],
  examples: {
    failing: [
      {
        name: 'a shop is no system component',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  priorityClassName: system-cluster-critical
  containers:
    - {name: web, image: registry.example/web:7}
`,
      },
    ],
    passing: [
      {
        name: 'a network plugin in kube-system',
        source: `apiVersion: v1
kind: Pod
metadata: {name: cni, namespace: kube-system}
spec:
  priorityClassName: system-node-critical
  containers:
    - {name: cni, image: registry.example/cni:1}
`,
      },
    ],
  },
})
