import type { PolicyRule } from '../../kube/objects.ts'
import { matches } from '../../kube/rbac.ts'
import { compareSeverity, type Severity, type Text } from '../../model/index.ts'
import { defineCheck, together } from '../check.ts'
import { type Danger, dangers } from '../rights/dangers.ts'
import { type Reach, type RoleBody, reachOf } from '../rights/reach-of-role.ts'
import { givenBy, holderText, holds, rolesToJudge, weigh, whereText } from '../rights/role-rights.ts'
import type { Seen } from '../world.ts'

/** API groups of Kubernetes itself: a wildcard in a group of one's own resources opens nothing of others. */
const builtIn = /^$|^(apps|batch|autoscaling|policy|extensions)$|\.k8s\.io$/
const isBuiltIn = (group: string) => group === '*' || builtIn.test(group)

interface Opened {
  readonly severity: Severity
  readonly gain: Text
}

/** What a rule with a wildcard opens, or undefined where it opens nothing, or a check of its own tells it. */
function openedBy(rule: PolicyRule, role: Seen<RoleBody>, reach: Reach): Opened | undefined {
  if (rule.resourceNames !== undefined && rule.resourceNames.length > 0) return undefined
  const all: readonly Danger[] = Object.values(dangers)
  const met = all.filter(({ rights }) => givenBy(rule, rights).some(({ right }) => holds(right, role, reach)))
  if (!(rule.resources ?? []).includes('*')) {
    // Every verb, future ones too, on resources that are harmless in themselves.
    if (!(rule.verbs ?? []).includes('*') || met.length > 0) return undefined
    if ((rule.resources ?? []).length === 0 || !(rule.apiGroups ?? []).some(isBuiltIn)) return undefined
    return { severity: 'low', gain: { en: 'allows every verb, present and future', ko: '현재와 미래의 모든 동사를 허용합니다' } }
  }
  if (matches(rule.apiGroups, '*') && matches(rule.verbs, '*'))
    return { severity: 'critical', gain: { en: 'is as good as cluster-admin', ko: 'cluster-admin과 다름없습니다' } }
  const worst = met.toSorted((a, b) => compareSeverity(a.severity, b.severity))
  const first = worst[0]
  if (first === undefined) return undefined
  const shown = worst.slice(0, 2)
  return {
    severity: first.severity,
    gain: { en: shown.map(({ gain }) => gain.en).join(' and '), ko: shown.map(({ gain }) => gain.ko).join(', ') },
  }
}

const list = (items: readonly string[] | undefined) => (items ?? []).map((item) => (item === '' ? 'core' : item)).join(', ')

function messageOf(rule: PolicyRule, opened: Opened, role: Seen<RoleBody>, reach: Reach): Text {
  const where = whereText(reach, role, [])
  const held = holderText(reach)
  const what = { verbs: list(rule.verbs), resources: list(rule.resources), groups: list(rule.apiGroups) }
  return {
    en: `${what.verbs} on ${what.resources} of API group ${what.groups} ${where.en} ${opened.gain.en}${held.en}`,
    ko: `${where.ko} API 그룹 ${what.groups}의 ${what.resources}에 대한 ${what.verbs} 권한은 ${opened.gain.ko}${held.ko}`,
  }
}

export const wildcardRole = defineCheck({
  id: 'posture/wildcard-role',
  title: { en: 'Role gives rights by wildcard', ko: '역할이 와일드카드로 권한을 부여합니다' },
  why: {
    en: 'A wildcard takes in secrets, exec and token requests along with what was meant, and every resource that is added later: the token of such a role is worth far more than its program needs.',
    ko: '와일드카드에는 의도한 것 외에 시크릿, exec, 토큰 요청과 앞으로 추가될 모든 리소스가 포함됩니다. 이런 역할의 토큰은 프로그램이 필요로 하는 것보다 훨씬 큰 가치가 있습니다.',
  },
  fix: {
    en: 'List the resources and verbs that the program uses; the audit log shows them.',
    ko: '프로그램이 쓰는 리소스와 동사를 나열합니다. 감사 로그에서 확인할 수 있습니다.',
  },
  severity: 'critical',
  severityReason: {
    en: 'Every verb on every resource is cluster-admin by another name; narrower wildcards are as bad as what they take in.',
    ko: '모든 리소스에 대한 모든 동사는 이름만 다른 cluster-admin입니다. 더 좁은 와일드카드는 그것이 포함하는 권한만큼 위험합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.1.3'],
    'cis-eks': ['4.1.3'],
    nsa: ['rbac'],
    mitre: ['T1098.006'],
    owasp: ['K03'],
  },
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege'],
  noFix: {
    en: 'Only you know which of the rights the program uses.',
    ko: '프로그램이 실제로 쓰는 권한은 사용자만 알 수 있습니다.',
  },
  judges: [
    together((world) =>
      rolesToJudge(world).flatMap((role) =>
        (role.body.rules ?? []).flatMap((rule, index) => {
          const reach = reachOf(role, world)
          const opened = openedBy(rule, role, reach)
          if (opened === undefined) return []
          const message = messageOf(rule, opened, role, reach)
          return [{ on: role, at: ['rules', index], message, ...weigh(opened.severity, reach, role) }]
        }),
      ),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'everything',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: operator}
rules:
  - {apiGroups: ['*'], resources: ['*'], verbs: ['*']}
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
        name: 'reading everything of the core group reads secrets',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: viewer, namespace: shop}
rules:
  - {apiGroups: [''], resources: ['*'], verbs: [get, list]}
`,
      },
      {
        name: 'every verb',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: router, namespace: shop}
rules:
  - {apiGroups: [networking.k8s.io], resources: [ingresses], verbs: ['*']}
`,
      },
    ],
    passing: [
      {
        name: 'its own resources',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: operator}
rules:
  - {apiGroups: [carts.example.com], resources: ['*'], verbs: ['*']}
`,
      },
      {
        name: 'reading what holds no secrets',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: viewer}
rules:
  - {apiGroups: [apps], resources: ['*'], verbs: [get, list, watch]}
`,
      },
      {
        name: 'one subresource of everything',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: scaler}
rules:
  - {apiGroups: ['*'], resources: ['*/scale'], verbs: [get, update]}
`,
      },
    ],
  },
})
