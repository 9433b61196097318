import { defineCheck, together } from '../check.ts'
import { ownNamespaceVerdicts, violationPaths, violationText } from '../containers/own-namespace.ts'

export const podSecurityWarned = defineCheck({
  id: 'posture/pod-security-warned',
  title: {
    en: 'Pod does not meet the level its namespace warns about',
    ko: '파드가 네임스페이스의 경고 수준을 충족하지 않습니다',
  },
  why: {
    en: 'The namespace lets the pod in and only warns, or notes it in the audit log: the day the level is enforced, the pod no longer starts.',
    ko: '네임스페이스는 파드를 허용하고 경고하거나 감사 로그에만 남깁니다. 이 수준이 적용되는 날 파드는 시작되지 않습니다.',
  },
  fix: {
    en: 'Change the fields that are named before the level is enforced.',
    ko: '수준을 적용하기 전에 표시된 필드를 수정합니다.',
  },
  severity: 'info',
  severityReason: {
    en: 'The pod runs; what it has open is told by the checks of each field.',
    ko: '파드는 실행되며, 열려 있는 것은 각 필드의 점검이 알립니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { 'cis-kubernetes': ['5.2.1'], nsa: ['pod-security'], mitre: ['T1610'], owasp: ['K04'] },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/'],
  noFix: { en: 'The check of each field has its own fix.', ko: '각 필드의 점검에 조치가 있습니다.' },
  judges: [
    together((world) =>
      ownNamespaceVerdicts(world).flatMap(({ pod, namespace, refused, told: { by, level, violations } }) => {
        const known = new Set(refused.map(({ control }) => control))
        const name = `${level.level}:${level.version}`
        const says =
          by === 'warn'
            ? { en: `namespace ${namespace} warns by ${name}`, ko: `네임스페이스 ${namespace}이(가) ${name} 기준으로 경고합니다` }
            : {
                en: `namespace ${namespace} notes in the audit log by ${name}`,
                ko: `네임스페이스 ${namespace}이(가) ${name} 기준으로 감사 로그에 남깁니다`,
              }
        return violations
          .filter(({ control }) => !known.has(control))
          .flatMap((violation) =>
            violationPaths(pod, violation).map((at) => ({
              on: pod,
              at,
              message: { en: `${says.en}: ${violationText(violation)}`, ko: `${says.ko}: ${violationText(violation)}` },
            })),
          )
      }),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'a bare pod where restricted is warned about',
        source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: baseline
    pod-security.kubernetes.io/warn: restricted
---
apiVersion: v1
kind: Pod
metadata: {name: cart, namespace: shop}
spec: {containers: [{name: cart, image: registry.example/cart:1.4}]}
`,
      },
      {
        name: 'audited only',
        source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels: {pod-security.kubernetes.io/audit: baseline}
---
apiVersion: v1
kind: Pod
metadata: {name: cart, namespace: shop}
spec: {hostPID: true, containers: [{name: cart, image: registry.example/cart:1.4}]}
`,
      },
    ],
    passing: [
      {
        name: 'what is refused anyway is told by that',
        source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: baseline
    pod-security.kubernetes.io/warn: baseline
---
apiVersion: v1
kind: Pod
metadata: {name: cart, namespace: shop}
spec: {hostPID: true, containers: [{name: cart, image: registry.example/cart:1.4}]}
`,
      },
      {
        name: 'another namespace',
        source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels: {pod-security.kubernetes.io/warn: restricted}
---
apiVersion: v1
kind: Pod
metadata: {name: cart, namespace: web}
spec: {hostPID: true, containers: [{name: cart, image: registry.example/cart:1.4}]}
`,
      },
    ],
  },
})
