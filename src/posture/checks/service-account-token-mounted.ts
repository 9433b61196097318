import { clusterRoleBindingKind, roleBindingKind, serviceAccountKind } from '../../kube/objects.ts'
import { defineCheck, together } from '../check.ts'
import { tokenedPods } from '../rights/service-accounts.ts'

const losesToken = {
  en: 'A program that calls the API loses its credential.',
  ko: 'API를 호출하는 프로그램은 자격 증명을 잃습니다.',
}

export const serviceAccountTokenMounted = defineCheck({
  id: 'posture/service-account-token-mounted',
  title: {
    en: 'API token is mounted into a pod that shows no use for it',
    ko: '쓰는 흔적이 없는 파드에 API 토큰이 마운트됩니다',
  },
  why: {
    en: 'Whoever gets a shell or a file read in the pod takes the token to the API server: it tells who is there, and gives whatever the account is given now or later.',
    ko: '파드에서 셸이나 파일 읽기를 얻은 공격자는 토큰으로 API 서버에 접근하여 클러스터를 탐색하고, 계정이 지금 또는 나중에 갖는 모든 권한을 얻습니다.',
  },
  fix: {
    en: 'Set automountServiceAccountToken to false, in the pod or in its service account.',
    ko: '파드나 서비스 어카운트에서 automountServiceAccountToken을 false로 설정합니다.',
  },
  severity: 'low',
  severityReason: {
    en: 'By itself the token gives little more than a view of the API.',
    ko: '토큰만으로는 API를 조금 볼 수 있을 뿐입니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.1.6'],
    'cis-eks': ['4.1.6'],
    nsa: ['service-account-tokens'],
    mitre: ['T1528', 'T1613'],
    owasp: ['K01', 'K03'],
  },
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
  ],

  absenceOf: [serviceAccountKind, roleBindingKind, clusterRoleBindingKind],
  judges: [
    together((world) =>
      tokenedPods(world)
        // The account that pods have by default is told by a check of its own.
        .filter(({ account, binding }) => account !== 'default' && binding === undefined)
        .map(({ pod, account }) => {
          const at = [...pod.body.specPath, 'automountServiceAccountToken']
          return {
            on: pod,
            at,
            message: {
              en: `the token of service account ${account} is mounted, though none of the sources gives that account a right`,
              ko: `서비스 어카운트 ${account}의 토큰이 마운트되지만 소스 어디에서도 이 계정에 권한을 부여하지 않습니다`,
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
        name: 'an account without rights',
        source: `apiVersion: v1
kind: ServiceAccount
metadata: {name: cart, namespace: shop}
---
apiVersion: apps/v1
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
    passing: [
      {
        name: 'switched off in the pod',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      serviceAccountName: cart
      automountServiceAccountToken: false
      containers:
        - name: cart
          image: registry.example/cart:1.4
`,
      },
      {
        name: 'switched off in the account',
        source: `apiVersion: v1
kind: ServiceAccount
metadata: {name: cart, namespace: shop}
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
      serviceAccountName: cart
      containers:
        - name: cart
          image: registry.example/cart:1.4
`,
      },
      {
        name: 'the account has a role, so the pod uses the API',
        source: `apiVersion: v1
kind: ServiceAccount
metadata: {name: cart, namespace: shop}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: cart, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: cart}
subjects: [{kind: ServiceAccount, name: cart}]
---
apiVersion: apps/v1
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
      {
        name: 'the chart leaves the namespace to whoever installs it',
        source: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: cart}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cart}
subjects: [{kind: ServiceAccount, name: cart, namespace: default}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart}
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
