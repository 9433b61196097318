import { namespaceKind } from '../../kube/objects.ts'
import type { Pod } from '../../kube/pod.ts'
import { asAdmitted, evaluatePodSecurity } from '../../kube/pod-security/index.ts'
import type { Params, Text } from '../../model/index.ts'
import { type Cause, type Context, defineCheck, together } from '../check.ts'
import { subjectOf } from '../collect.ts'
import type { Seen } from '../world.ts'

const enforce = 'pod-security.kubernetes.io/enforce'
const warn = 'pod-security.kubernetes.io/warn'
const audit = 'pod-security.kubernetes.io/audit'

const settings = {
  exempt: {
    default: ['kube-system'],
    about: {
      en: 'Namespaces whose pods need the node, and which are guarded by other means',
      ko: '파드가 노드를 필요로 하며 다른 방법으로 보호되는 네임스페이스',
    },
  },
} as const satisfies Params

const warnsOnly: Text = { en: 'a stricter level is at least warned of', ko: '더 엄격한 수준에 대한 경고는 나타납니다' }

const needsMore = (pod: Pod) => evaluatePodSecurity(asAdmitted(pod), 'baseline', 'latest').length > 0

/** A workload of the namespace does not run at a stricter level: it has to move first. */
function needed(name: string, pod: Seen<Pod>): Omit<Cause, 'at'> {
  const workload = `${pod.object.kind} ${subjectOf(pod.object).name}`
  return {
    severity: 'low',
    severityReason: {
      en: `${workload} needs more than the baseline level`,
      ko: `${workload}에 baseline을 넘는 수준이 필요합니다`,
    },
    message: {
      en: `namespace ${name} refuses no pod, because ${workload} needs more than baseline: every other pod may have the same`,
      ko: `${workload} 때문에 네임스페이스 ${name}이(가) 어떤 파드도 거부하지 않으며, 다른 파드도 같은 권한을 가질 수 있습니다`,
    },
  }
}

export const namespacePrivilegedLevel = defineCheck({
  id: 'posture/namespace-privileged-level',
  title: {
    en: 'Namespace allows privileged pods by its level',
    ko: '네임스페이스 수준이 특권 파드를 허용합니다',
  },
  why: {
    en: 'The level privileged refuses nothing: whoever may create a pod there may mount the node’s disk. The label looks like protection and is none.',
    ko: 'privileged 수준은 아무것도 거부하지 않으므로 파드를 만들 수 있으면 노드의 디스크를 마운트할 수 있습니다. 보호처럼 보이지만 보호가 아닙니다.',
  },
  fix: {
    en: 'Enforce baseline or restricted. Move the pods that need the node to a namespace of their own.',
    ko: 'baseline이나 restricted를 적용하고, 노드 접근이 필요한 파드는 별도의 네임스페이스로 옮깁니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes the right to create pods first.',
    ko: '먼저 파드를 만들 권한이 필요합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.2.1', '5.2.2'],
    nsa: ['pod-security', 'namespaces'],
    mitre: ['T1610', 'T1611'],
    owasp: ['K04'],
  },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/'],

  params: settings,
  judges: [
    together((world, { params }: Context<typeof settings>) =>
      world.all(namespaceKind).flatMap((namespace) => {
        const { name = '', labels = {} } = namespace.object.metadata
        if (labels[enforce] !== 'privileged' || params.exempt.includes(name)) return []
        const at = ['metadata', 'labels', enforce]
        const needy = world.podsIn(name).find((pod) => world.meets(pod, namespace) && needsMore(pod.body))
        if (needy !== undefined) return [{ on: namespace, at, ...needed(name, needy) }]
        const watched = [labels[warn], labels[audit]].some((level) => level === 'baseline' || level === 'restricted')
        return [
          {
            on: namespace,
            at,
            message: {
              en: `namespace ${name} enforces the level privileged, which refuses no pod${watched ? ' and only warns' : ''}`,
              ko: `네임스페이스 ${name}에 적용된 privileged 수준은 ${watched ? '경고만 할 뿐 ' : ''}어떤 파드도 거부하지 않습니다`,
            },
            ...(watched ? { severity: 'low' as const, severityReason: warnsOnly } : {}),
            fix: [{ op: 'set' as const, path: at, value: 'baseline' }],
            caveat: {
              en: 'New pods that need more than the baseline level are refused from then on; those that run go on.',
              ko: '이후 baseline 수준을 넘는 새 파드는 거부되며, 실행 중인 파드는 계속 실행됩니다.',
            },
          },
        ]
      }),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'nothing is refused, and nobody told',
        source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: privileged
`,
      },
      {
        name: 'a warning is all there is',
        source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: privileged
    pod-security.kubernetes.io/warn: restricted
`,
      },
      {
        name: 'an agent needs it in one of two namespaces',
        source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: privileged
---
apiVersion: v1
kind: Namespace
metadata:
  name: ops
  labels:
    pod-security.kubernetes.io/enforce: privileged
---
apiVersion: v1
kind: Pod
metadata: {name: agent, namespace: ops}
spec:
  hostPID: true
  containers: [{name: agent, image: registry.example/agent:1.4}]
`,
      },
    ],
    passing: [
      {
        name: 'restricted',
        source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: restricted
`,
      },
      {
        name: 'no level at all is told elsewhere',
        source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
`,
      },
      {
        name: 'the cluster’s own',
        source: `apiVersion: v1
kind: Namespace
metadata:
  name: kube-system
  labels:
    pod-security.kubernetes.io/enforce: privileged
`,
      },
    ],
  },
})
