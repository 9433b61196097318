import { displayName } from '../../kube/subject.ts'
import { isBuiltInWorkload } from '../../kube/workload.ts'
import { anyObject, defineCheck, when } from '../check.ts'

export const defaultNamespaceUsed = defineCheck({
  id: 'posture/default-namespace-used',
  title: {
    en: 'Workload runs in the default namespace',
    ko: '워크로드가 default 네임스페이스에서 실행됩니다',
  },
  why: {
    en: 'Rights, quotas, network policies and Pod Security are given by namespace; in default everything that nobody placed meets, and shares one account.',
    ko: '권한, 쿼터, 네트워크 정책, Pod Security는 네임스페이스 단위로 적용됩니다. default에는 배치를 정하지 않은 모든 것이 모여 하나의 계정을 공유합니다.',
  },
  fix: {
    en: 'Give each application a namespace of its own.',
    ko: '애플리케이션마다 별도의 네임스페이스를 사용합니다.',
  },
  severity: 'low',
  severityReason: {
    en: 'It is a missing boundary, and no hole by itself.',
    ko: '경계가 없는 것이며 그 자체로 취약점은 아닙니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.6.4', '5.6.1'],
    'cis-eks': ['4.5.2', '4.5.1'],
    nsa: ['namespaces'],
    mitre: ['T1610'],
    owasp: ['K01'],
  },
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/'],
  noFix: {
    en: 'Everything that belongs to the application has to move with it.',
    ko: '애플리케이션에 속한 모든 것을 함께 옮겨야 합니다.',
  },

  judges: [
    anyObject((object) =>
      when(object.metadata.namespace === 'default' && isBuiltInWorkload(object), () => ({
        at: ['metadata', 'namespace'],
        message: {
          en: `${object.kind} ${displayName(object)} is in namespace default, together with whatever else nobody placed`,
          ko: `${object.kind} ${displayName(object)}이(가) 배치를 정하지 않은 다른 모든 것과 함께 default 네임스페이스에 있습니다`,
        },
      })),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'said so',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: default}
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
        name: 'a namespace of its own',
        source: `apiVersion: apps/v1
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
        name: 'none named: it is decided when it is applied',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart}
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
        name: 'what is not a workload of its own is told with its workload',
        source: `apiVersion: v1
kind: Service
metadata: {name: cart, namespace: default}
spec: {ports: [{port: 80}]}
`,
      },
    ],
  },
})
