import { serviceAccountKind } from '../../kube/objects.ts'
import { defineCheck, together } from '../check.ts'
import { tokenedPods } from '../rights/service-accounts.ts'

const losesToken = {
  en: 'A program that calls the API loses its credential.',
  ko: 'API를 호출하는 프로그램은 자격 증명을 잃습니다.',
}

export const defaultServiceAccount = defineCheck({
  id: 'posture/default-service-account',
  title: {
    en: 'Pod runs with the token of the default service account',
    ko: '파드가 default 서비스 어카운트의 토큰으로 실행됩니다',
  },
  why: {
    en: 'All pods that name no account share this one: a right that is given to it for one of them is in the hands of whoever breaks into any other.',
    ko: '계정을 지정하지 않은 모든 파드가 이 계정을 공유하므로, 한 파드를 위해 준 권한을 다른 파드에 침입한 공격자도 갖습니다.',
  },
  fix: {
    en: 'Set automountServiceAccountToken to false; a program that calls the API gets an account of its own.',
    ko: 'automountServiceAccountToken을 false로 설정하고, API를 호출하는 프로그램에는 전용 계정을 만듭니다.',
  },
  severity: 'low',
  severityReason: {
    en: 'By itself the account gives little more than a view of the API.',
    ko: '이 계정만으로는 API를 조금 볼 수 있을 뿐입니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.1.5', '5.1.6'],
    'cis-eks': ['4.1.5', '4.1.6'],
    nsa: ['service-account-tokens'],
    mitre: ['T1528', 'T1613'],
    owasp: ['K01', 'K03'],
  },
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
    'https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts',
  ],

  absenceOf: [serviceAccountKind],
  judges: [
    together((world) =>
      tokenedPods(world)
        .filter(({ account }) => account === 'default')
        .map(({ pod, binding, groupBinding }) => {
          const at = [...pod.body.specPath, 'automountServiceAccountToken']
          const given = binding ?? groupBinding
          if (given !== undefined) {
            const by = `${given.object.kind} ${given.object.metadata.name ?? '?'}`
            return {
              on: pod,
              at: [...pod.body.specPath, 'serviceAccountName'],
              severity: 'medium' as const,
              severityReason: { en: `${by} gives this account rights`, ko: `${by}이(가) 이 계정에 권한을 부여합니다` },
              message: {
                en: `the pod shares the token of service account default and the rights that ${by} gives it`,
                ko: `파드가 default 서비스 어카운트의 토큰과 ${by}이(가) 주는 권한을 공유합니다`,
              },
            }
          }
          return {
            on: pod,
            at,
            message: {
              en: 'the pod gets the token of service account default, which it shares with every pod that names none',
              ko: '파드가 default 서비스 어카운트의 토큰을 받으며, 계정을 지정하지 않은 모든 파드와 이를 공유합니다',
            },
            fix: [{ op: 'set' as const, path: at, value: false }],
            caveat: losesToken,
          }
        }),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'nothing said',
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
        name: 'the account has rights in one of two namespaces',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reader, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: default}]
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
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: ops}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: registry.example/web:1.4
`,
      },
    ],
    passing: [
      {
        name: 'no token',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      automountServiceAccountToken: false
      containers:
        - name: cart
          image: registry.example/cart:1.4
`,
      },
      {
        name: 'the account gives none',
        source: `apiVersion: v1
kind: ServiceAccount
metadata: {name: default, namespace: shop}
automountServiceAccountToken: false
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
        name: 'an account of its own',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      serviceAccountName: cart
      containers:
        - name: cart
          image: registry.example/cart:1.4
`,
      },
    ],
  },
})
