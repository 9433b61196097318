import type { Text } from '../../model/index.ts'
import { defineCheck, eachContainer } from '../check.ts'
import { describeSecret, secretOfSetting } from '../secrets/values.ts'

const hashOnly: Text = { en: 'it is a hash, which has to be cracked first', ko: '먼저 풀어야 하는 해시입니다' }

export const secretInEnv = defineCheck({
  id: 'posture/secret-in-env',
  title: {
    en: 'Secret stands in an environment variable of the manifest',
    ko: '매니페스트의 환경 변수에 비밀 값이 적혀 있습니다',
  },
  why: {
    en: 'Whoever reads the manifest, its repository or the pod (a right that viewers have) reads the secret, and it stays in the history of the repository.',
    ko: '매니페스트나 저장소를 읽거나 파드를 조회할 수 있는(view 권한) 사람은 누구나 비밀 값을 읽으며, 저장소의 이력에도 남습니다.',
  },
  fix: {
    en: 'Withdraw the value, keep the new one in a Secret or an external store, and mount it as a file.',
    ko: '값을 폐기하고 새 값을 시크릿이나 외부 저장소에 보관하여 파일로 마운트합니다.',
  },
  severity: 'high',
  severityReason: {
    en: 'The credential is exposed to everyone who can read the manifest or view pods.',
    ko: '매니페스트를 읽거나 파드를 조회할 수 있는 모두에게 자격 증명이 노출됩니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.4.1'],
    'cis-eks': ['4.4.1'],
    nsa: ['secrets'],
    mitre: ['T1552.001', 'T1552.007'],
    owasp: ['K08'],
  },
  references: [
    'https://kubernetes.io/docs/concepts/configuration/secret/',
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  ],
  noFix: {
    en: 'The value has to be withdrawn where it was issued, and only you know where it is to be kept from now on.',
    ko: '값을 발급한 곳에서 먼저 폐기해야 하며, 앞으로 어디에 보관할지는 사용자만 알 수 있습니다.',
  },
  judges: [
    eachContainer((container) =>
      (container.spec.env ?? []).flatMap(({ name = '', value }, index) => {
        const secret = value === undefined ? undefined : secretOfSetting(name, value)
        if (secret === undefined) return []
        const { en, ko } = describeSecret({ ...secret, name })
        return [
          {
            at: [...container.path, 'env', index, 'value'],
            message: {
              en: `environment variable ${en} stands in clear in the pod’s definition`,
              ko: `환경 변수 ${ko}이(가) 파드 정의에 평문으로 적혀 있습니다`,
            },
            ...(secret.weak ? { severity: 'low' as const, severityReason: hashOnly } : {}),
          },
        ]
      }),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'a password',
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
          env:
            - {name: DB_PASSWORD, value: hunter2}
`,
      },
      {
        name: 'inside an address',
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
          env:
            - {name: DATABASE_URL, value: 'postgres://cart:hunter2@db.shop:5432/cart'}
`,
      },
    ],
    passing: [
      {
        name: 'taken from a Secret',
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
          env:
            - name: DB_PASSWORD
              valueFrom: {secretKeyRef: {name: cart-db, key: password}}
            - {name: DATABASE_URL, value: 'postgres://cart:$(DB_PASSWORD)@db.shop:5432/cart'}
`,
      },
      {
        name: 'settings about secrets',
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
          env:
            - {name: DB_PASSWORD_FILE, value: /run/secrets/db}
            - {name: PASSWORD_MIN_LENGTH, value: '12'}
            - {name: TLS_SECRET, value: cart-tls}
            - {name: TOKEN_URL, value: 'https://sso.example/token'}
            - {name: API_KEY, value: changeme}
`,
      },
    ],
  },
})
