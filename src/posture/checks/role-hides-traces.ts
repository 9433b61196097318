import { defineCheck } from '../check.ts'
import { dangers } from '../rights/dangers.ts'
import { roleJudge } from '../rights/role-rights.ts'

export const roleHidesTraces = defineCheck({
  id: 'posture/role-hides-traces',
  title: {
    en: 'Role deletes the traces of what happened',
    ko: '역할이 발생한 일의 흔적을 지울 수 있습니다',
  },
  why: {
    en: 'An attacker who deletes events removes what would have told of the pods that were started and the images that were pulled.',
    ko: '이벤트를 지울 수 있는 공격자는 시작된 파드와 내려받은 이미지를 알려 줄 기록을 없앱니다.',
  },
  fix: {
    en: 'Remove delete and deletecollection: events go away by themselves after an hour.',
    ko: 'delete와 deletecollection을 제거합니다. 이벤트는 한 시간 뒤 저절로 사라집니다.',
  },
  severity: 'low',
  severityReason: {
    en: 'It hides an attack, and does not make one.',
    ko: '공격을 숨길 뿐, 공격을 만들지는 않습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    nsa: ['rbac', 'audit-logging'],
    mitre: ['T1070'],
    owasp: ['K03', 'K05'],
  },
  references: ['https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/'],
  noFix: {
    en: 'Only you know which of the rights the program uses.',
    ko: '프로그램이 실제로 쓰는 권한은 사용자만 알 수 있습니다.',
  },
  judges: [roleJudge(dangers.hidesTraces)],
  examples: {
    failing: [
      {
        name: 'deletes events',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: cleaner}
rules:
  - {apiGroups: ['', events.k8s.io], resources: [events], verbs: [list, delete]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: cleaner}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cleaner}
subjects:
  - {kind: ServiceAccount, name: cleaner, namespace: ops}
`,
      },
    ],
    passing: [
      {
        name: 'writes events',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: controller}
rules:
  - {apiGroups: [''], resources: [events], verbs: [create, patch]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: controller}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: controller}
subjects:
  - {kind: ServiceAccount, name: controller, namespace: ops}
`,
      },
    ],
  },
})
