import { defineCheck } from '../check.ts'
import { dangers } from '../rights/dangers.ts'
import { roleJudge } from '../rights/role-rights.ts'

export const roleReadsSecrets = defineCheck({
  id: 'posture/role-reads-secrets',
  title: {
    en: 'Role reads secrets',
    ko: '역할이 시크릿을 읽을 수 있습니다',
  },
  why: {
    en: 'Whoever gets the token of a holder reads every secret in reach: database passwords, TLS keys, tokens of stronger accounts. list and watch return the values just as get does.',
    ko: '보유자의 토큰을 얻은 공격자는 범위 안의 모든 시크릿(데이터베이스 비밀번호, TLS 키, 더 강한 계정의 토큰)을 읽습니다. list와 watch도 get처럼 값을 돌려줍니다.',
  },
  fix: {
    en: 'Allow get on the secrets that are needed, by resourceNames, or mount them into the pod and drop the right.',
    ko: '필요한 시크릿만 resourceNames로 지정하여 get을 허용하거나, 파드에 마운트하고 이 권한을 제거합니다.',
  },
  severity: 'high',
  severityReason: {
    en: 'It exposes the credentials of other workloads.',
    ko: '다른 워크로드의 자격 증명이 노출됩니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.1.2'],
    'cis-eks': ['4.1.2'],
    nsa: ['rbac', 'secrets'],
    mitre: ['T1552.007'],
    owasp: ['K03', 'K08'],
  },
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  noFix: {
    en: 'Only you know which of the rights the program uses.',
    ko: '프로그램이 실제로 쓰는 권한은 사용자만 알 수 있습니다.',
  },
  judges: [roleJudge(dangers.readsSecrets)],
  examples: {
    failing: [
      {
        name: 'lists every secret of the cluster',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: backup}
rules:
  - {apiGroups: [''], resources: [secrets], verbs: [list]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: backup}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: backup}
subjects:
  - {kind: ServiceAccount, name: backup, namespace: ops}
`,
      },
      {
        name: 'reads every secret of one namespace',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: cart, namespace: shop}
rules:
  - {apiGroups: [''], resources: [secrets, configmaps], verbs: [get, watch]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: cart, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: cart}
subjects:
  - {kind: ServiceAccount, name: cart, namespace: shop}
`,
      },
    ],
    passing: [
      {
        name: 'reads one secret by name',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: cart, namespace: shop}
rules:
  - {apiGroups: [''], resources: [secrets], verbs: [get], resourceNames: [cart-db]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: cart, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: cart}
subjects:
  - {kind: ServiceAccount, name: cart, namespace: shop}
`,
      },
      {
        name: 'writes secrets without reading them',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: issuer, namespace: shop}
rules:
  - {apiGroups: [''], resources: [secrets], verbs: [create, update]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: issuer, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: issuer}
subjects:
  - {kind: ServiceAccount, name: issuer, namespace: shop}
`,
      },
      {
        name: 'secrets of another API group',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: vault}
rules:
  - {apiGroups: [vault.example.com], resources: [secrets], verbs: [get]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: vault}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: vault}
subjects:
  - {kind: ServiceAccount, name: vault, namespace: ops}
`,
      },
    ],
  },
})
