import type { PolicyRule } from '../../kube/objects.ts'
import { ruleAllows } from '../../kube/rbac.ts'
import { defineCheck } from '../check.ts'
import { dangers } from '../rights/dangers.ts'
import { roleJudge } from '../rights/role-rights.ts'

const signers = ['kubernetes.io/kube-apiserver-client', 'kubernetes.io/kube-apiserver-client-kubelet', 'kubernetes.io/*']

/**
 * False where the role itself limits the approval to signers whose certificates the API server does not take for a user's. A role that says
 * nothing of signers may be joined by one that does.
 */
function approvesClients(rules: readonly PolicyRule[]): boolean {
  const group = 'certificates.k8s.io'
  const said = rules.filter(
    ({ apiGroups = [], resources = [], verbs = [] }) =>
      apiGroups.includes(group) && resources.includes('signers') && (verbs.includes('approve') || verbs.includes('*')),
  )
  if (said.length === 0) return true
  return said.some((rule) => signers.some((name) => ruleAllows(rule, { verb: 'approve', group, resource: 'signers', name })))
}

export const roleApprovesCertificates = defineCheck({
  id: 'posture/role-approves-certificates',
  title: {
    en: 'Role approves certificate requests',
    ko: '역할이 인증서 요청을 승인할 수 있습니다',
  },
  why: {
    en: 'With the approval of signing requests goes the making of client certificates for any user or node, which no one can revoke until they expire.',
    ko: '서명 요청을 승인할 수 있으면 임의의 사용자나 노드의 클라이언트 인증서를 만들 수 있으며, 이 인증서는 만료될 때까지 취소할 수 없습니다.',
  },
  fix: {
    en: 'Keep the right to the approver of one signer, and name that signer in resourceNames of the approve verb.',
    ko: '이 권한은 한 서명자의 승인 프로그램에만 두고, approve 동사의 resourceNames에 그 서명자를 지정합니다.',
  },
  severity: 'high',
  severityReason: {
    en: 'It makes credentials that cannot be taken back.',
    ko: '되돌릴 수 없는 자격 증명을 만듭니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.1.11'],
    nsa: ['rbac', 'authentication'],
    mitre: ['T1098.006'],
    owasp: ['K03', 'K06'],
  },
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/'],
  noFix: {
    en: 'Only you know which of the rights the program uses.',
    ko: '프로그램이 실제로 쓰는 권한은 사용자만 알 수 있습니다.',
  },
  judges: [roleJudge(dangers.approvesCertificates, { applies: (_reach, { body }) => approvesClients(body.rules ?? []) })],
  examples: {
    failing: [
      {
        name: 'approves for every signer',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: approver}
rules:
  - {apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests/approval], verbs: [update]}
  - {apiGroups: [certificates.k8s.io], resources: [signers], verbs: [approve]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: approver}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: approver}
subjects:
  - {kind: ServiceAccount, name: approver, namespace: ops}
`,
      },
      {
        name: 'approves client certificates',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: approver}
rules:
  - {apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests/approval], verbs: [update]}
  - {apiGroups: [certificates.k8s.io], resources: [signers], verbs: [approve], resourceNames: [kubernetes.io/kube-apiserver-client]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: approver}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: approver}
subjects:
  - {kind: ServiceAccount, name: approver, namespace: ops}
`,
      },
    ],
    passing: [
      {
        name: 'approves serving certificates of kubelets only',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: approver}
rules:
  - {apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests/approval], verbs: [update]}
  - {apiGroups: [certificates.k8s.io], resources: [signers], verbs: [approve], resourceNames: [kubernetes.io/kubelet-serving]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: approver}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: approver}
subjects:
  - {kind: ServiceAccount, name: approver, namespace: ops}
`,
      },
      {
        name: 'asks for certificates',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: requester}
rules:
  - {apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests], verbs: [create, get]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: requester}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: requester}
subjects:
  - {kind: ServiceAccount, name: requester, namespace: ops}
`,
      },
    ],
  },
})
