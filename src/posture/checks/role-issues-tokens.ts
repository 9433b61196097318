import { defineCheck } from '../check.ts'
import { dangers } from '../rights/dangers.ts'
import { roleJudge } from '../rights/role-rights.ts'

export const roleIssuesTokens = defineCheck({
  id: 'posture/role-issues-tokens',
  title: {
    en: 'Role issues tokens for service accounts',
    ko: '역할이 서비스 어카운트의 토큰을 발급할 수 있습니다',
  },
  why: {
    en: 'The holder asks for a token of the strongest account in reach and acts as it; such a token can be made to last.',
    ko: '보유자는 범위 안에서 가장 강한 계정의 토큰을 발급받아 그 계정으로 행동합니다. 오래 유효한 토큰도 만들 수 있습니다.',
  },
  fix: {
    en: 'Name the accounts in resourceNames, or remove the right.',
    ko: 'resourceNames로 계정을 지정하거나 이 권한을 제거합니다.',
  },
  severity: 'high',
  severityReason: {
    en: 'Every account in reach can be taken over.',
    ko: '범위 안의 모든 계정을 탈취할 수 있습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.1.13'],
    nsa: ['rbac', 'service-account-tokens'],
    mitre: ['T1528'],
    owasp: ['K03', 'K06'],
  },
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  noFix: {
    en: 'Only you know which of the rights the program uses.',
    ko: '프로그램이 실제로 쓰는 권한은 사용자만 알 수 있습니다.',
  },
  judges: [roleJudge(dangers.issuesTokens)],
  examples: {
    failing: [
      {
        name: 'tokens for any account',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: issuer}
rules:
  - {apiGroups: [''], resources: [serviceaccounts/token], verbs: [create]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: issuer}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: issuer}
subjects:
  - {kind: ServiceAccount, name: issuer, namespace: ops}
`,
      },
    ],
    passing: [
      {
        name: 'tokens for one account',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: issuer, namespace: shop}
rules:
  - {apiGroups: [''], resources: [serviceaccounts/token], verbs: [create], resourceNames: [cart]}
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
        name: 'creates accounts, not tokens',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: issuer, namespace: shop}
rules:
  - {apiGroups: [''], resources: [serviceaccounts], verbs: [create]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: issuer, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: issuer}
subjects:
  - {kind: ServiceAccount, name: issuer, namespace: shop}
`,
      },
    ],
  },
})
