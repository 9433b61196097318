import { defineCheck } from '../check.ts'
import { dangers } from '../rights/dangers.ts'
import { roleJudge } from '../rights/role-rights.ts'

export const roleCreatesPods = defineCheck({
  id: 'posture/role-creates-pods',
  title: {
    en: 'Role creates pods',
    ko: '역할이 파드를 만들 수 있습니다',
  },
  why: {
    en: 'Whoever creates a pod, or a controller that does, chooses its service account, its secrets and, where no Pod Security level forbids it, the node’s disk: the right to create pods is the right to all of these.',
    ko: '파드나 파드를 만드는 컨트롤러를 만들 수 있으면 서비스 어카운트와 시크릿을 고를 수 있고, Pod Security 수준이 막지 않으면 노드의 디스크까지 얻습니다.',
  },
  fix: {
    en: 'Keep the right to the deployer, in the namespaces it deploys to, and enforce a Pod Security level there.',
    ko: '이 권한은 배포 도구에만, 배포 대상 네임스페이스에서만 부여하고 그 네임스페이스에 Pod Security 수준을 적용합니다.',
  },
  severity: 'high',
  severityReason: {
    en: 'A pod can take any secret and account of its namespace.',
    ko: '파드는 네임스페이스의 모든 시크릿과 계정을 가질 수 있습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.1.4'],
    'cis-eks': ['4.1.4'],
    nsa: ['rbac'],
    mitre: ['T1610'],
    owasp: ['K03'],
  },
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  noFix: {
    en: 'Only you know which of the rights the program uses.',
    ko: '프로그램이 실제로 쓰는 권한은 사용자만 알 수 있습니다.',
  },
  judges: [roleJudge(dangers.createsPods)],
  examples: {
    failing: [
      {
        name: 'creates jobs in every namespace',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: runner}
rules:
  - {apiGroups: [batch], resources: [jobs], verbs: [create, delete]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: runner}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: runner}
subjects:
  - {kind: ServiceAccount, name: runner, namespace: ops}
`,
      },
      {
        name: 'patches deployments of one namespace',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: deployer, namespace: shop}
rules:
  - {apiGroups: [apps], resources: [deployments], verbs: [get, patch]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: deployer, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: deployer}
subjects:
  - {kind: ServiceAccount, name: deployer, namespace: shop}
`,
      },
    ],
    passing: [
      {
        name: 'scales deployments',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: scaler}
rules:
  - {apiGroups: [apps], resources: [deployments/scale], verbs: [update]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: scaler}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: scaler}
subjects:
  - {kind: ServiceAccount, name: scaler, namespace: ops}
`,
      },
      {
        name: 'restarts one deployment by name',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: restarter, namespace: shop}
rules:
  - {apiGroups: [apps], resources: [deployments], verbs: [patch], resourceNames: [cart]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: restarter, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: restarter}
subjects:
  - {kind: ServiceAccount, name: restarter, namespace: shop}
`,
      },
      {
        name: 'deletes pods',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: evictor, namespace: shop}
rules:
  - {apiGroups: [''], resources: [pods], verbs: [delete]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: evictor, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: evictor}
subjects:
  - {kind: ServiceAccount, name: evictor, namespace: shop}
`,
      },
    ],
  },
})
