import type { RoleSubject } from '../../kube/objects.ts'
import { identityOf } from '../../kube/rbac.ts'
import type { Json, Severity, Text } from '../../model/index.ts'
import { defineCheck, together } from '../check.ts'
import { type BoundSubject, boundSubjects, classOf, isAdminRole, isPublicRole } from '../rights/binding-subjects.ts'

const known: Text = {
  en: 'any valid credential will do, but one is needed',
  ko: '유효한 자격 증명이면 무엇이든 되지만 하나는 필요합니다',
}

const isEveryone = ({ who }: BoundSubject) => who === 'anyone' || who === 'anyone-known'

function weigh(bound: BoundSubject): { readonly severity: Severity; readonly severityReason?: Text } {
  if (bound.who === 'anyone' || isAdminRole(bound)) return { severity: 'critical' }
  return { severity: 'high', severityReason: known }
}

function messageOf({ name, who, role, binding, clusterWide }: BoundSubject): Text {
  const { namespace } = binding.object.metadata
  const en = clusterWide ? 'in the whole cluster' : namespace === undefined ? 'in its namespace' : `in namespace ${namespace}`
  const ko = clusterWide ? '클러스터 전체' : namespace === undefined ? '해당 네임스페이스' : `네임스페이스 ${namespace}`
  return who === 'anyone'
    ? {
        en: `${name}: anyone without a credential has role ${role} ${en}`,
        ko: `${name}: 자격 증명이 없는 누구나 ${ko}에서 역할 ${role}을(를) 갖습니다`,
      }
    : {
        en: `${name}: anyone with any account has role ${role} ${en}`,
        ko: `${name}: 계정이 있는 누구나 ${ko}에서 역할 ${role}을(를) 갖습니다`,
      }
}

/** The subjects of the binding that are someone in particular, as the source has them. */
function others({ binding }: BoundSubject): Json {
  const { namespace } = binding.object.metadata
  return (binding.body.subjects ?? []).filter((subject) => !isAnyone(subject, namespace)).map((subject) => ({ ...subject }))
}

function isAnyone(subject: RoleSubject, namespace: string | undefined): boolean {
  const identity = identityOf(subject, namespace)
  const who = identity === undefined ? undefined : classOf(identity)
  return who === 'anyone' || who === 'anyone-known'
}

export const anonymousBinding = defineCheck({
  id: 'posture/anonymous-binding',
  title: {
    en: 'Binding gives rights to everyone',
    ko: '바인딩이 모두에게 권한을 부여합니다',
  },
  why: {
    en: 'Whoever reaches the API server has these rights without a credential, or with any at all: scanners find such clusters within hours.',
    ko: 'API 서버에 닿기만 하면 자격 증명 없이, 또는 아무 자격 증명으로나 이 권한을 갖습니다. 스캐너는 이런 클러스터를 몇 시간 안에 찾아냅니다.',
  },
  fix: {
    en: 'Remove the subject, and bind the people or accounts that need the role.',
    ko: '해당 주체를 제거하고 역할이 필요한 사람이나 계정을 바인딩합니다.',
  },
  severity: 'critical',
  severityReason: {
    en: 'No credential is needed.',
    ko: '자격 증명이 필요하지 않습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    nsa: ['authentication', 'rbac'],
    mitre: ['T1078', 'T1190'],
    owasp: ['K03', 'K06'],
  },
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#discovery-roles',
  ],

  judges: [
    together((world) =>
      boundSubjects(world)
        .filter((bound) => isEveryone(bound) && !isPublicRole(bound, world))
        .map((bound) => ({
          on: bound.binding,
          at: bound.at,
          message: messageOf(bound),
          ...weigh(bound),
          fix: [{ op: 'set' as const, path: ['subjects'], value: others(bound) }],
          caveat: {
            en: 'Whatever calls the API without a credential of its own loses these rights.',
            ko: '자격 증명 없이 API를 호출하던 프로그램은 이 권한을 잃습니다.',
          },
        })),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'pods for the anonymous',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: dashboard}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'view'}
subjects:
  - {kind: User, apiGroup: rbac.authorization.k8s.io, name: 'system:anonymous'}
  - {kind: ServiceAccount, name: dashboard, namespace: shop}
`,
      },
      {
        name: 'cluster-admin for everyone with an account',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: oops}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'cluster-admin'}
subjects:
  - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: 'system:authenticated'}
`,
      },
      {
        name: 'secrets of one namespace for the unauthenticated',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: demo, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'edit'}
subjects:
  - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: 'system:unauthenticated'}
`,
      },
    ],
    passing: [
      {
        name: 'what Kubernetes itself gives to everyone',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: public}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'system:public-info-viewer'}
subjects:
  - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: 'system:unauthenticated'}
  - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: 'system:authenticated'}
`,
      },
      {
        name: 'health checks only',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: health}
rules:
  - {nonResourceURLs: [/healthz, /readyz/*], verbs: [get]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: health}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'health'}
subjects:
  - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: 'system:unauthenticated'}
`,
      },
      {
        name: 'a group of people',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: oncall}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'view'}
subjects:
  - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: 'oncall'}
`,
      },
    ],
  },
})
