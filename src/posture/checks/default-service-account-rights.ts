import type { Text } from '../../model/index.ts'
import { defineCheck, together } from '../check.ts'
import { boundSubjects, isAdminRole, isPublicRole } from '../rights/binding-subjects.ts'

const oneNamespace: Text = { en: 'it holds in one namespace only', ko: '한 네임스페이스에서만 유효합니다' }

export const defaultServiceAccountRights = defineCheck({
  id: 'posture/default-service-account-rights',
  title: {
    en: 'Rights are given to accounts that every pod has',
    ko: '모든 파드가 갖는 계정에 권한이 부여됩니다',
  },
  why: {
    en: 'A pod that names no account runs as default, so whatever is bound to it, or to the group of all accounts, is in the hands of every such pod, present and future, the weakest included.',
    ko: '계정을 지정하지 않은 파드는 default로 실행되므로, default나 전체 계정 그룹에 바인딩된 권한은 가장 약한 파드를 포함해 현재와 미래의 모든 파드가 갖게 됩니다.',
  },
  fix: {
    en: 'Make a service account for the program that needs the role, and bind that one.',
    ko: '역할이 필요한 프로그램을 위한 서비스 어카운트를 만들어 그 계정에 바인딩합니다.',
  },
  severity: 'high',
  severityReason: {
    en: 'A shell in any pod of the namespace has these rights.',
    ko: '네임스페이스의 어느 파드에서든 셸을 얻으면 이 권한을 갖습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.1.5'],
    'cis-eks': ['4.1.5'],
    nsa: ['rbac', 'service-account-tokens'],
    mitre: ['T1528', 'T1098.006'],
    owasp: ['K03'],
  },
  references: [
    'https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#service-account-permissions',
  ],
  noFix: {
    en: 'It takes a new service account, and only you know which pods are to use it.',
    ko: '새 서비스 어카운트가 필요하며, 어떤 파드가 써야 하는지는 사용자만 알 수 있습니다.',
  },
  judges: [
    together((world) =>
      boundSubjects(world)
        .filter((bound) => bound.who === 'default-accounts' && !isAdminRole(bound) && !isPublicRole(bound, world))
        .map(({ binding, at, role, name, clusterWide }) => ({
          on: binding,
          at,
          message: {
            en: `${name} has role ${role}${clusterWide ? ' in the whole cluster' : ''}, and with it every pod that asks for no account of its own`,
            ko: `${name}이(가) ${clusterWide ? '클러스터 전체에서 ' : ''}역할 ${role}을(를) 가지며, 계정을 지정하지 않은 모든 파드가 이를 함께 갖습니다`,
          },
          ...(clusterWide ? {} : { severity: 'medium' as const, severityReason: oneNamespace }),
        })),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'the default account',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reader, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'view'}
subjects:
  - {kind: ServiceAccount, name: default, namespace: shop}
`,
      },
      {
        name: 'every account of the cluster',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: reader}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'view'}
subjects:
  - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: 'system:serviceaccounts'}
`,
      },
    ],
    passing: [
      {
        name: 'an account of its own',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reader, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'view'}
subjects:
  - {kind: ServiceAccount, name: reader, namespace: shop}
`,
      },
      {
        name: 'discovery of the token issuer',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: issuer}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'system:service-account-issuer-discovery'}
subjects:
  - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: 'system:serviceaccounts'}
`,
      },
    ],
  },
})
