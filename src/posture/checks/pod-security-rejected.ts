import { defineCheck, together } from '../check.ts'
import { ownNamespaceVerdicts, violationPaths, violationText } from '../containers/own-namespace.ts'

export const podSecurityRejected = defineCheck({
  id: 'posture/pod-security-rejected',
  title: {
    en: 'Pod is refused by its own namespace',
    ko: '파드가 자신의 네임스페이스에서 거부됩니다',
  },
  why: {
    en: 'The workload does not start, and what usually follows is that the level is taken down for the whole namespace.',
    ko: '워크로드가 시작되지 않으며, 그러면 대개 네임스페이스 전체의 수준을 낮추게 됩니다.',
  },
  fix: {
    en: 'Change the fields that are named; where the pod really needs them, move it to a namespace of its own.',
    ko: '표시된 필드를 수정합니다. 꼭 필요하다면 파드를 별도의 네임스페이스로 옮깁니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'The workload does not run as it is written.',
    ko: '작성된 대로는 워크로드가 실행되지 않습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.2.1'],
    nsa: ['pod-security'],
    mitre: ['T1610'],
    owasp: ['K04'],
  },
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
  ],
  noFix: {
    en: 'The check of each field has its own fix.',
    ko: '각 필드의 점검에 조치가 있습니다.',
  },
  judges: [
    together((world) =>
      ownNamespaceVerdicts(world).flatMap(({ pod, namespace, enforce: { level, version }, refused }) =>
        refused.flatMap((violation) =>
          violationPaths(pod, violation).map((at) => ({
            on: pod,
            at,
            message: {
              en: `namespace ${namespace} enforces ${level}:${version} and refuses the pod by control ${violation.control}: ${violationText(violation)}`,
              ko: `네임스페이스 ${namespace}의 ${level}:${version} 수준이 ${violation.control} 항목으로 파드를 거부합니다: ${violationText(violation)}`,
            },
          })),
        ),
      ),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'a host namespace under baseline',
        source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: baseline
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      hostPID: true
      containers:
        - name: cart
          image: registry.example/cart:1.4
`,
      },
      {
        name: 'nothing said under restricted',
        source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: restricted
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - name: cart
          image: registry.example/cart:1.4
`,
      },
    ],
    passing: [
      {
        name: 'what baseline allows',
        source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: baseline
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - name: cart
          image: registry.example/cart:1.4
`,
      },
      {
        name: 'a warning refuses nothing',
        source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/warn: restricted
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - name: cart
          image: registry.example/cart:1.4
`,
      },
      {
        name: 'another namespace',
        source: `apiVersion: v1
kind: Namespace
metadata:
  name: ops
  labels:
    pod-security.kubernetes.io/enforce: restricted
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - name: cart
          image: registry.example/cart:1.4
`,
      },
    ],
  },
})
