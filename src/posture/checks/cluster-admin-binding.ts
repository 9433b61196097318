import type { Severity, Text } from '../../model/index.ts'
import { defineCheck, together } from '../check.ts'
import { type BoundSubject, boundSubjects, isAdminRole } from '../rights/binding-subjects.ts'

const people: Text = { en: 'someone’s own credential has to be stolen first', ko: '먼저 사람의 자격 증명을 훔쳐야 합니다' }
const oneNamespace: Text = { en: 'it holds in one namespace only', ko: '한 네임스페이스에서만 유효합니다' }
const aStepAway: Text = { en: 'it takes a second step to the whole cluster', ko: '클러스터 전체까지 한 단계가 더 필요합니다' }

function weigh({ who, role, clusterWide }: BoundSubject): { readonly severity: Severity; readonly severityReason?: Text } {
  const full = role === 'cluster-admin' && clusterWide
  if (who === 'person') return { severity: 'medium', severityReason: people }
  if (full) return { severity: 'critical' }
  return { severity: 'high', severityReason: clusterWide ? aStepAway : oneNamespace }
}

function messageOf({ name, role, clusterWide, binding }: BoundSubject): Text {
  if (!clusterWide) {
    const namespace = binding.object.metadata.namespace
    return {
      en: `${name} gets every right in ${namespace === undefined ? 'its namespace' : `namespace ${namespace}`} through ${role}`,
      ko: `${name}이(가) ${role}을(를) 통해 ${namespace === undefined ? '해당 네임스페이스' : `네임스페이스 ${namespace}`}의 모든 권한을 갖습니다`,
    }
  }
  if (role === 'cluster-admin')
    return {
      en: `${name} gets every right in the cluster through cluster-admin`,
      ko: `${name}이(가) cluster-admin을 통해 클러스터의 모든 권한을 갖습니다`,
    }
  return {
    en: `${name} reads secrets and runs pods in every namespace, kube-system among them, through ${role}`,
    ko: `${name}이(가) ${role}을(를) 통해 kube-system을 포함한 모든 네임스페이스에서 시크릿을 읽고 파드를 실행합니다`,
  }
}

export const clusterAdminBinding = defineCheck({
  id: 'posture/cluster-admin-binding',
  title: {
    en: 'Binding gives cluster-admin',
    ko: '바인딩이 cluster-admin을 부여합니다',
  },
  why: {
    en: 'With the token of such an account an attacker reads every secret, starts pods on every node and changes every right: one shell in one pod of it is the whole cluster.',
    ko: '이런 계정의 토큰을 얻은 공격자는 모든 시크릿을 읽고 모든 노드에서 파드를 실행하며 모든 권한을 바꿉니다. 그 계정을 쓰는 파드의 셸 하나가 클러스터 전체입니다.',
  },
  fix: {
    en: 'Bind a role with only the rights that are used, in the namespaces where they are used.',
    ko: '실제로 쓰는 권한만 가진 역할을, 쓰이는 네임스페이스에서만 바인딩합니다.',
  },
  severity: 'critical',
  severityReason: {
    en: 'A shell in a pod with this account is the cluster.',
    ko: '이 계정을 쓰는 파드의 셸이 곧 클러스터입니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.1.1'],
    'cis-eks': ['4.1.1'],
    nsa: ['rbac'],
    mitre: ['T1078', 'T1098.006'],
    owasp: ['K03'],
  },
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles',
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  ],
  noFix: {
    en: 'Only you know which of the rights the program uses.',
    ko: '프로그램이 실제로 쓰는 권한은 사용자만 알 수 있습니다.',
  },
  judges: [
    together((world) =>
      boundSubjects(world)
        .filter(
          (bound) =>
            isAdminRole(bound) && (bound.who === 'account' || bound.who === 'default-accounts' || bound.who === 'person'),
        )
        .map((bound) => ({ on: bound.binding, at: bound.at, message: messageOf(bound), ...weigh(bound) })),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'an agent as administrator',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: agent}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'cluster-admin'}
subjects:
  - {kind: ServiceAccount, name: agent, namespace: ops}
`,
      },
      {
        name: 'every account of a namespace',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: ci}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'cluster-admin'}
subjects:
  - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: 'system:serviceaccounts:ci'}
`,
      },
      {
        name: 'as good as an administrator',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: deployer}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'edit'}
subjects:
  - {kind: ServiceAccount, name: deployer, namespace: ci}
`,
      },
    ],
    passing: [
      {
        name: 'edit in one namespace',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: deployer, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'edit'}
subjects:
  - {kind: ServiceAccount, name: deployer, namespace: ci}
`,
      },
      {
        name: 'a role of its own that has the name',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: agent, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: 'cluster-admin'}
subjects:
  - {kind: ServiceAccount, name: agent, namespace: shop}
`,
      },
      {
        name: 'a binding without subjects',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: none}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: []
`,
      },
    ],
  },
})
