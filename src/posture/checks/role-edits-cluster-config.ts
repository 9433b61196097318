import { clusterRoleKind, type PolicyRule } from '../../kube/objects.ts'
import { defineCheck } from '../check.ts'
import { dangers } from '../rights/dangers.ts'
import type { Reach, RoleBody } from '../rights/reach-of-role.ts'
import { roleJudge } from '../rights/role-rights.ts'
import type { Seen } from '../world.ts'

/** ConfigMaps of kube-system that decide over others. */
const steering = new Set([
  'aws-auth',
  'coredns',
  'coredns-custom',
  'kube-dns',
  'kube-proxy',
  'kubeadm-config',
  'kubelet-config',
  'extension-apiserver-authentication',
])

function reachesKubeSystem(reach: Reach, role: Seen<RoleBody>): boolean {
  if (reach.scope === 'cluster') return true
  return (
    reach.namespaces.includes('kube-system') || (reach.scope === 'unbound' && role.object.metadata.namespace === 'kube-system')
  )
}

/** A cluster role that nobody holds yet says by these names where it is meant to hold. */
function namesSteering(role: Seen<RoleBody>, rule: PolicyRule): boolean {
  return role.object.kind === clusterRoleKind.kind && (rule.resourceNames ?? []).some((name) => steering.has(name))
}

export const roleEditsClusterConfig = defineCheck({
  id: 'posture/role-edits-cluster-config',
  title: {
    en: 'Role rewrites the cluster’s own configuration',
    ko: '역할이 클러스터 자체의 설정을 바꿀 수 있습니다',
  },
  why: {
    en: 'ConfigMaps in kube-system steer the cluster: with coredns the holder redirects every name, with aws-auth on EKS it makes itself administrator.',
    ko: 'kube-system의 컨피그맵은 클러스터를 좌우합니다. coredns로 모든 이름 조회를 가로채고, EKS의 aws-auth로 스스로 관리자가 됩니다.',
  },
  fix: {
    en: 'Limit the right to the program’s own ConfigMap with resourceNames, in the program’s own namespace.',
    ko: 'resourceNames로 프로그램 자신의 컨피그맵만, 프로그램 자신의 네임스페이스에서 허용합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes over names or accounts of the cluster in a second step.',
    ko: '두 번째 단계에서 클러스터의 이름 조회나 계정을 장악합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    nsa: ['rbac', 'control-plane'],
    mitre: ['T1098.006', 'T1557'],
    owasp: ['K03', 'K09'],
  },
  references: [
    'https://kubernetes.io/docs/tasks/administer-cluster/dns-custom-nameservers/',
    'https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html',
  ],
  noFix: {
    en: 'Only you know which of the rights the program uses.',
    ko: '프로그램이 실제로 쓰는 권한은 사용자만 알 수 있습니다.',
  },
  judges: [
    roleJudge(dangers.editsClusterConfig, {
      limited: (names) => names.some((name) => steering.has(name)),
      applies: (reach, role, rule) => reachesKubeSystem(reach, role) || (reach.scope === 'unbound' && namesSteering(role, rule)),
    }),
  ],
  examples: {
    failing: [
      {
        name: 'a role in kube-system',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: tuner, namespace: kube-system}
rules:
  - {apiGroups: [''], resources: [configmaps], verbs: [get, update]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: tuner, namespace: kube-system}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: tuner}
subjects:
  - {kind: ServiceAccount, name: tuner, namespace: kube-system}
`,
      },
      {
        name: 'aws-auth by name',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: mapper}
rules:
  - {apiGroups: [''], resources: [configmaps], verbs: [patch], resourceNames: [aws-auth]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: mapper}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: mapper}
subjects:
  - {kind: ServiceAccount, name: mapper, namespace: ops}
`,
      },
      {
        name: 'every ConfigMap of the cluster',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: operator}
rules:
  - {apiGroups: [''], resources: [configmaps], verbs: [update]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: operator}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: operator}
subjects:
  - {kind: ServiceAccount, name: operator, namespace: ops}
`,
      },
    ],
    passing: [
      {
        name: 'its own ConfigMap in kube-system',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: tuner, namespace: kube-system}
rules:
  - {apiGroups: [''], resources: [configmaps], verbs: [update], resourceNames: [tuner-leader]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: tuner, namespace: kube-system}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: tuner}
subjects:
  - {kind: ServiceAccount, name: tuner, namespace: kube-system}
`,
      },
      {
        name: 'ConfigMaps of its own namespace',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: operator, namespace: shop}
rules:
  - {apiGroups: [''], resources: [configmaps], verbs: [create, update, patch]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: operator, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: operator}
subjects:
  - {kind: ServiceAccount, name: operator, namespace: shop}
`,
      },
      {
        name: 'reads ConfigMaps',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: viewer}
rules:
  - {apiGroups: [''], resources: [configmaps], verbs: [get, list]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: viewer}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: viewer}
subjects:
  - {kind: ServiceAccount, name: viewer, namespace: ops}
`,
      },
    ],
  },
})
