import { defineCheck } from '../check.ts'
import { dangers } from '../rights/dangers.ts'
import { roleJudge } from '../rights/role-rights.ts'

export const roleControlsAdmission = defineCheck({
  id: 'posture/role-controls-admission',
  title: {
    en: 'Role controls admission',
    ko: '역할이 어드미션을 제어할 수 있습니다',
  },
  why: {
    en: 'With a webhook of its own the holder sees every object that is written, secrets among them, and may change it; by deleting one it removes the guards of the cluster.',
    ko: '보유자는 자신의 웹훅으로 시크릿을 포함해 기록되는 모든 오브젝트를 보고 바꿀 수 있으며, 기존 웹훅을 지워 클러스터의 보호 장치를 없앨 수 있습니다.',
  },
  fix: {
    en: 'Name the one configuration in resourceNames, and drop create and delete.',
    ko: 'resourceNames로 해당 구성 하나를 지정하고 create와 delete를 제거합니다.',
  },
  severity: 'high',
  severityReason: {
    en: 'Every secret that is written, and every guard, is in the holder’s hands.',
    ko: '기록되는 모든 시크릿과 모든 보호 장치가 보유자의 손에 있습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.1.12'],
    nsa: ['rbac'],
    mitre: ['T1562.001', 'T1557'],
    owasp: ['K03', 'K04'],
  },
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  noFix: {
    en: 'Only you know which of the rights the program uses.',
    ko: '프로그램이 실제로 쓰는 권한은 사용자만 알 수 있습니다.',
  },
  judges: [roleJudge(dangers.controlsAdmission)],
  examples: {
    failing: [
      {
        name: 'writes webhooks',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: operator}
rules:
  - {apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [get, create, update]}
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
        name: 'deletes policies',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: cleaner}
rules:
  - {apiGroups: [admissionregistration.k8s.io], resources: [validatingadmissionpolicies, validatingadmissionpolicybindings], verbs: [delete]}
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
        name: 'patches its own certificate into its own webhook',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: operator}
rules:
  - {apiGroups: [admissionregistration.k8s.io], resources: [validatingwebhookconfigurations], verbs: [get, patch], resourceNames: [operator]}
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
        name: 'reads webhooks',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: viewer}
rules:
  - {apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [get, list, watch]}
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
