import { namespaceKind } from '../../kube/objects.ts'
import type { Params } from '../../model/index.ts'
import { type Context, defineCheck, eachObject } from '../check.ts'

const label = 'pod-security.kubernetes.io/enforce'

const settings = {
  exempt: {
    default: ['kube-system'],
    about: {
      en: 'Namespaces whose pods need the node, and which are guarded by other means',
      ko: '파드가 노드를 필요로 하며 다른 방법으로 보호되는 네임스페이스',
    },
  },
} as const satisfies Params

export const namespaceWithoutPodSecurity = defineCheck({
  id: 'posture/namespace-without-pod-security',
  title: { en: 'Namespace enforces no Pod Security level', ko: '네임스페이스에 Pod Security 수준이 적용되지 않습니다' },
  why: {
    en: 'Without a level, anyone who may create a pod in the namespace may create a privileged one with the node’s disk mounted, and so owns the node.',
    ko: '수준이 없으면 네임스페이스에 파드를 만들 수 있는 사람은 노드 디스크를 마운트한 특권 파드도 만들 수 있어 노드를 장악합니다.',
  },
  fix: {
    en: 'Label the namespace with pod-security.kubernetes.io/enforce: restricted, or baseline where a workload needs more.',
    ko: '네임스페이스에 pod-security.kubernetes.io/enforce: restricted 레이블을 붙이고, 더 많은 권한이 필요한 워크로드가 있으면 baseline을 사용합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes the right to create pods first.',
    ko: '먼저 파드를 만들 권한이 필요합니다.',
  },
  stages: ['admission'],
  owner: 'customer',
  controls: { 'cis-kubernetes': ['5.2.1'], nsa: ['pod-security'], mitre: ['T1610', 'T1611'], owasp: ['K04'] },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/'],
  params: settings,
  judges: [
    eachObject(namespaceKind, (_body, object, { params }: Context<typeof settings>) => {
      const name = object.metadata.name ?? ''
      if (params.exempt.includes(name) || object.metadata.labels?.[label] !== undefined) return []
      return [
        {
          at: ['metadata', 'labels', label],
          message: {
            en: `nothing stops a privileged pod in namespace ${name}: it has no ${label} label`,
            ko: `네임스페이스 ${name}에 ${label} 레이블이 없어 특권 파드를 막지 못합니다`,
          },
          fix: [{ op: 'set', path: ['metadata', 'labels', label], value: 'baseline' }],
          caveat: {
            en: 'New pods that need more than the baseline level are refused from then on; those that run go on.',
            ko: '이후 baseline 수준을 넘는 새 파드는 거부되며, 실행 중인 파드는 계속 실행됩니다.',
          },
        },
      ]
    }),
  ],
  examples: {
    failing: [{ name: 'no label', source: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n' }],
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
    ],
  },
})
