import { defineCheck, together } from '../check.ts'
import { boundSubjects } from '../rights/binding-subjects.ts'

export const mastersGroupBinding = defineCheck({
  id: 'posture/masters-group-binding',
  title: {
    en: 'Binding names the group system:masters',
    ko: '바인딩이 system:masters 그룹을 지정합니다',
  },
  why: {
    en: 'The API server lets members of system:masters through before it asks RBAC, so the binding cannot limit them; it teaches tools to hand out certificates of that group, which cannot be taken back.',
    ko: 'API 서버는 RBAC을 묻기 전에 system:masters 구성원을 통과시키므로 이 바인딩으로는 제한할 수 없습니다. 도구가 회수할 수 없는 그 그룹의 인증서를 나눠 주게 만듭니다.',
  },
  fix: {
    en: 'Bind a group of your own, and keep system:masters for the day the cluster is broken.',
    ko: '별도의 그룹을 바인딩하고 system:masters는 비상시에만 사용합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes a certificate of the group first.',
    ko: '먼저 그 그룹의 인증서가 필요합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.1.7'],
    nsa: ['rbac', 'authentication'],
    mitre: ['T1078'],
    owasp: ['K03'],
  },
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege'],
  noFix: {
    en: 'Only you know which group the binding was meant for.',
    ko: '어떤 그룹을 의도했는지는 사용자만 알 수 있습니다.',
  },
  judges: [
    together((world) =>
      boundSubjects(world)
        .filter(({ who }) => who === 'masters')
        .map(({ binding, at, role }) => ({
          on: binding,
          at,
          message: {
            en: `role ${role} is given to system:masters, whose members RBAC does not limit and no one can revoke`,
            ko: `RBAC으로 제한되지 않고 회수할 수도 없는 system:masters에 역할 ${role}을(를) 부여합니다`,
          },
        })),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'administrators by certificate',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: admins}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'cluster-admin'}
subjects:
  - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: 'system:masters'}
`,
      },
    ],
    passing: [
      {
        name: 'administrators by a group of the identity provider',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: admins}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'view'}
subjects:
  - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: 'platform-admins'}
`,
      },
      {
        name: 'a user of that name is not the group',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: admins}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'view'}
subjects:
  - {kind: User, apiGroup: rbac.authorization.k8s.io, name: 'system:masters'}
`,
      },
    ],
  },
})
