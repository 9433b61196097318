import { defineCheck } from '../check.ts'
import { dangers } from '../rights/dangers.ts'
import { roleJudge } from '../rights/role-rights.ts'

export const roleReachesNodes = defineCheck({
  id: 'posture/role-reaches-nodes',
  title: {
    en: 'Role reaches the kubelet of every node',
    ko: '역할이 모든 노드의 kubelet에 접근할 수 있습니다',
  },
  why: {
    en: 'nodes/proxy passes requests on to the kubelet’s own API, which runs commands in any pod of the node; even get is enough, and neither admission nor the audit log sees it.',
    ko: 'nodes/proxy는 요청을 kubelet API로 넘기며, kubelet은 노드의 어떤 파드에서든 명령을 실행합니다. get만으로도 충분하며 어드미션과 감사 로그에 남지 않습니다.',
  },
  fix: {
    en: 'Replace nodes/proxy by what is really read: nodes/metrics, nodes/stats, nodes/log, nodes/healthz or nodes/pods.',
    ko: 'nodes/proxy 대신 실제로 읽는 nodes/metrics, nodes/stats, nodes/log, nodes/healthz, nodes/pods를 허용합니다.',
  },
  severity: 'critical',
  severityReason: {
    en: 'A command in every pod of the cluster.',
    ko: '클러스터의 모든 파드에서 명령을 실행할 수 있습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.1.10'],
    nsa: ['rbac', 'worker-nodes'],
    mitre: ['T1609'],
    owasp: ['K03'],
  },
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/',
  ],
  noFix: {
    en: 'Only you know which of the rights the program uses.',
    ko: '프로그램이 실제로 쓰는 권한은 사용자만 알 수 있습니다.',
  },
  judges: [roleJudge(dangers.reachesNodes)],
  examples: {
    failing: [
      {
        name: 'a monitoring agent that asks for too much',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: agent}
rules:
  - {apiGroups: [''], resources: [nodes, nodes/metrics, nodes/proxy], verbs: [get, list]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: agent}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: agent}
subjects:
  - {kind: ServiceAccount, name: agent, namespace: ops}
`,
      },
    ],
    passing: [
      {
        name: 'reads metrics by their own subresource',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: agent}
rules:
  - {apiGroups: [''], resources: [nodes/metrics, nodes/stats], verbs: [get]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: agent}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: agent}
subjects:
  - {kind: ServiceAccount, name: agent, namespace: ops}
`,
      },
      {
        name: 'nodes/* is a literal word for RBAC, and gives nothing',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: agent}
rules:
  - {apiGroups: [''], resources: ['nodes/*'], verbs: [get]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: agent}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: agent}
subjects:
  - {kind: ServiceAccount, name: agent, namespace: ops}
`,
      },
      {
        name: 'held in a namespace, where there are no nodes',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: agent, namespace: shop}
rules:
  - {apiGroups: [''], resources: [nodes/proxy], verbs: [get]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: agent, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: agent}
subjects:
  - {kind: ServiceAccount, name: agent, namespace: shop}
`,
      },
    ],
  },
})
