import { defineCheck } from '../check.ts'
import { dangers } from '../rights/dangers.ts'
import { roleJudge } from '../rights/role-rights.ts'

export const roleOpensNetwork = defineCheck({
  id: 'posture/role-opens-network',
  title: {
    en: 'Role changes network policies',
    ko: '역할이 네트워크 정책을 바꿀 수 있습니다',
  },
  why: {
    en: 'Policies add up: with one more that allows everything the holder undoes all the others, and moves on from pod to pod.',
    ko: '네트워크 정책은 합집합으로 적용되므로, 모두 허용하는 정책 하나로 나머지를 무력화하고 파드 사이를 옮겨 다닐 수 있습니다.',
  },
  fix: {
    en: 'Keep the right to those who write the policies.',
    ko: '정책을 작성하는 주체에게만 이 권한을 둡니다.',
  },
  severity: 'low',
  severityReason: {
    en: 'It takes down a containment; another weakness has to be there first.',
    ko: '격리를 없앨 뿐이며, 다른 약점이 먼저 있어야 합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    nsa: ['rbac', 'network-policies'],
    mitre: ['T1562.001'],
    owasp: ['K03', 'K07'],
  },
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  noFix: {
    en: 'Only you know which of the rights the program uses.',
    ko: '프로그램이 실제로 쓰는 권한은 사용자만 알 수 있습니다.',
  },
  judges: [roleJudge(dangers.opensNetwork)],
  examples: {
    failing: [
      {
        name: 'writes policies',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: operator, namespace: shop}
rules:
  - {apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [create, delete]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: operator, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: operator}
subjects:
  - {kind: ServiceAccount, name: operator, namespace: shop}
`,
      },
    ],
    passing: [
      {
        name: 'reads policies',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: viewer, namespace: shop}
rules:
  - {apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [get, list]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: viewer, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: viewer}
subjects:
  - {kind: ServiceAccount, name: viewer, namespace: shop}
`,
      },
      {
        name: 'writes ingresses',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: operator, namespace: shop}
rules:
  - {apiGroups: [networking.k8s.io], resources: [ingresses], verbs: [create, update]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: operator, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: operator}
subjects:
  - {kind: ServiceAccount, name: operator, namespace: shop}
`,
      },
    ],
  },
})
