import { defineCheck } from '../check.ts'
import { dangers } from '../rights/dangers.ts'
import { roleJudge } from '../rights/role-rights.ts'

export const roleCreatesVolumes = defineCheck({
  id: 'posture/role-creates-volumes',
  title: {
    en: 'Role creates persistent volumes',
    ko: '역할이 퍼시스턴트 볼륨을 만들 수 있습니다',
  },
  why: {
    en: 'A persistent volume may be any directory of a node. Whoever creates one mounts the node’s disk through a harmless looking claim, which no Pod Security level refuses.',
    ko: '퍼시스턴트 볼륨은 노드의 임의 디렉터리일 수 있습니다. 볼륨을 만들 수 있으면 평범해 보이는 클레임으로 노드의 디스크를 마운트하며, 어떤 Pod Security 수준도 이를 막지 않습니다.',
  },
  fix: {
    en: 'Leave volumes to the storage provisioner; users ask for them with claims.',
    ko: '볼륨은 스토리지 프로비저너가 만들게 하고 사용자는 클레임으로 요청합니다.',
  },
  severity: 'high',
  severityReason: {
    en: 'It leads to the node’s disk around Pod Security.',
    ko: 'Pod Security를 우회하여 노드의 디스크에 이릅니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.1.9'],
    nsa: ['rbac'],
    mitre: ['T1611'],
    owasp: ['K03'],
  },
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  noFix: {
    en: 'Only you know which of the rights the program uses.',
    ko: '프로그램이 실제로 쓰는 권한은 사용자만 알 수 있습니다.',
  },
  judges: [roleJudge(dangers.createsVolumes)],
  examples: {
    failing: [
      {
        name: 'creates volumes',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: provisioner}
rules:
  - {apiGroups: [''], resources: [persistentvolumes], verbs: [get, list, create]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: provisioner}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: provisioner}
subjects:
  - {kind: ServiceAccount, name: provisioner, namespace: ops}
`,
      },
    ],
    passing: [
      {
        name: 'creates claims',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: app, namespace: shop}
rules:
  - {apiGroups: [''], resources: [persistentvolumeclaims], verbs: [create]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: app, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: app}
subjects:
  - {kind: ServiceAccount, name: app, namespace: shop}
`,
      },
      {
        name: 'a Role cannot give it',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: app, namespace: shop}
rules:
  - {apiGroups: [''], resources: [persistentvolumes], verbs: [create]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: app, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: app}
subjects:
  - {kind: ServiceAccount, name: app, namespace: shop}
`,
      },
    ],
  },
})
