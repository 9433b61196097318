import { defineCheck } from '../check.ts'
import { dangers } from '../rights/dangers.ts'
import { roleJudge } from '../rights/role-rights.ts'

export const roleEntersPods = defineCheck({
  id: 'posture/role-enters-pods',
  title: {
    en: 'Role gets into running pods',
    ko: '역할이 실행 중인 파드에 들어갈 수 있습니다',
  },
  why: {
    en: 'With exec, attach, port forwarding or an ephemeral container the holder runs commands in any pod in reach, reads its memory and files and acts with its service account.',
    ko: 'exec, attach, 포트 포워딩, 임시 컨테이너로 범위 안의 모든 파드에서 명령을 실행하고 메모리와 파일을 읽으며 그 서비스 어카운트로 행동합니다.',
  },
  fix: {
    en: 'Remove the right from programs; give it to people for a short time, in one namespace.',
    ko: '프로그램에서는 이 권한을 제거하고, 사람에게는 한 네임스페이스에서 짧은 기간만 부여합니다.',
  },
  severity: 'high',
  severityReason: {
    en: 'Other workloads and their secrets are open to the holder.',
    ko: '다른 워크로드와 그 시크릿이 보유자에게 열립니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    nsa: ['rbac'],
    mitre: ['T1609'],
    owasp: ['K03'],
  },
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  noFix: {
    en: 'Only you know which of the rights the program uses.',
    ko: '프로그램이 실제로 쓰는 권한은 사용자만 알 수 있습니다.',
  },
  judges: [roleJudge(dangers.entersPods)],
  examples: {
    failing: [
      {
        name: 'exec in every namespace',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: debugger}
rules:
  - {apiGroups: [''], resources: [pods/exec], verbs: [create]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: debugger}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: debugger}
subjects:
  - {kind: ServiceAccount, name: debugger, namespace: ops}
`,
      },
      {
        name: 'every kind of port forwarding',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: tunnel, namespace: shop}
rules:
  - {apiGroups: [''], resources: ['*/portforward'], verbs: [create]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: tunnel, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: tunnel}
subjects:
  - {kind: ServiceAccount, name: tunnel, namespace: shop}
`,
      },
    ],
    passing: [
      {
        name: 'reads pods and their logs',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: viewer}
rules:
  - {apiGroups: [''], resources: [pods, pods/log], verbs: [get, list]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: viewer}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: viewer}
subjects:
  - {kind: ServiceAccount, name: viewer, namespace: ops}
`,
      },
      {
        name: 'may not create exec sessions',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: lister}
rules:
  - {apiGroups: [''], resources: [pods/exec], verbs: [list]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: lister}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: lister}
subjects:
  - {kind: ServiceAccount, name: lister, namespace: ops}
`,
      },
    ],
  },
})
