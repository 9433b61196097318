import { defineCheck } from '../check.ts'
import { dangers } from '../rights/dangers.ts'
import { roleJudge } from '../rights/role-rights.ts'

/** Roles and groups that are as good as the cluster: naming them in resourceNames limits nothing. */
const strong = new Set(['cluster-admin', 'admin', 'edit', 'system:masters', 'system:nodes', 'system:node', 'kubernetes-admin'])

export const roleEscalates = defineCheck({
  id: 'posture/role-escalates',
  title: {
    en: 'Role grants itself more rights',
    ko: '역할이 스스로 권한을 높일 수 있습니다',
  },
  why: {
    en: 'bind and escalate lift the rule that nobody may give rights that they lack, and impersonate acts as someone else: each is a step from this role to cluster-admin.',
    ko: 'bind와 escalate는 자신에게 없는 권한을 줄 수 없다는 규칙을 없애고, impersonate는 다른 사람으로 행동하게 합니다. 어느 것이든 cluster-admin까지 한 걸음입니다.',
  },
  fix: {
    en: 'Remove the verbs. Where a controller must bind or impersonate, name the roles or accounts in resourceNames.',
    ko: '해당 동사를 제거합니다. 컨트롤러에 bind나 impersonate가 꼭 필요하면 resourceNames로 역할이나 계정을 지정합니다.',
  },
  severity: 'critical',
  severityReason: {
    en: 'The holder can become cluster-admin.',
    ko: '보유자가 cluster-admin이 될 수 있습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.1.8'],
    'cis-eks': ['4.1.8'],
    nsa: ['rbac'],
    mitre: ['T1098.006'],
    owasp: ['K03'],
  },
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  noFix: {
    en: 'Only you know which of the rights the program uses.',
    ko: '프로그램이 실제로 쓰는 권한은 사용자만 알 수 있습니다.',
  },
  judges: [roleJudge(dangers.escalates, { limited: (names) => names.some((name) => strong.has(name)) })],
  examples: {
    failing: [
      {
        name: 'binds any cluster role',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: operator}
rules:
  - {apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: operator}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: operator}
subjects:
  - {kind: ServiceAccount, name: operator, namespace: ops}
`,
      },
      {
        name: 'impersonates any user',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: proxy}
rules:
  - {apiGroups: [''], resources: [users, groups], verbs: [impersonate]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: proxy}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: proxy}
subjects:
  - {kind: ServiceAccount, name: proxy, namespace: ops}
`,
      },
      {
        name: 'binds cluster-admin by name',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: installer}
rules:
  - {apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind], resourceNames: [cluster-admin]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: installer}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: installer}
subjects:
  - {kind: ServiceAccount, name: installer, namespace: ops}
`,
      },
      {
        name: 'any verb on roles',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: manager, namespace: shop}
rules:
  - {apiGroups: [rbac.authorization.k8s.io], resources: [roles, rolebindings], verbs: ['*']}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: manager, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: manager}
subjects:
  - {kind: ServiceAccount, name: manager, namespace: shop}
`,
      },
    ],
    passing: [
      {
        name: 'binds one harmless role',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: operator}
rules:
  - {apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind], resourceNames: [cart-viewer]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: operator}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: operator}
subjects:
  - {kind: ServiceAccount, name: operator, namespace: ops}
`,
      },
      {
        name: 'writes roles within its own rights',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: manager, namespace: shop}
rules:
  - {apiGroups: [rbac.authorization.k8s.io], resources: [roles, rolebindings], verbs: [create, update, patch]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: manager, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: manager}
subjects:
  - {kind: ServiceAccount, name: manager, namespace: shop}
`,
      },
      {
        name: 'impersonates users in one namespace only, which RBAC never grants',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: proxy, namespace: shop}
rules:
  - {apiGroups: [''], resources: [users], verbs: [impersonate]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: proxy, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: proxy}
subjects:
  - {kind: ServiceAccount, name: proxy, namespace: shop}
`,
      },
    ],
  },
})
