import { defineCheck, eachContainer } from '../check.ts'

export const secretAsEnvVariable = defineCheck({
  id: 'posture/secret-as-env-variable',
  title: {
    en: 'Secret is handed over as an environment variable',
    ko: '시크릿이 환경 변수로 전달됩니다',
  },
  why: {
    en: 'Environment variables are inherited by every child process, shown by debug pages and written into crash reports; a file is read by those who open it.',
    ko: '환경 변수는 모든 자식 프로세스에 상속되고 디버그 화면과 오류 보고서에 나타납니다. 파일은 여는 프로세스만 읽습니다.',
  },
  fix: {
    en: 'Mount the Secret as a file, and tell the program the path.',
    ko: '시크릿을 파일로 마운트하고 프로그램에 경로를 알려 줍니다.',
  },
  severity: 'info',
  severityReason: {
    en: 'It is a note: the program has to be able to read a file.',
    ko: '참고 사항입니다. 프로그램이 파일을 읽을 수 있어야 합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.4.1'],
    'cis-eks': ['4.4.1'],
    nsa: ['secrets'],
    mitre: ['T1552.001'],
    owasp: ['K08'],
  },
  references: ['https://kubernetes.io/docs/concepts/security/secrets-good-practices/'],
  noFix: {
    en: 'The program has to read a file instead.',
    ko: '프로그램이 파일을 읽도록 바꾸어야 합니다.',
  },
  judges: [
    eachContainer(({ spec, path }) => [
      ...(spec.env ?? []).flatMap(({ name = '', valueFrom }, index) => {
        const ref = valueFrom?.secretKeyRef
        if (ref === undefined) return []
        return [
          {
            at: [...path, 'env', index, 'valueFrom', 'secretKeyRef'],
            message: {
              en: `key ${ref.key ?? ''} of secret ${ref.name ?? ''} is in the environment as ${name}`,
              ko: `시크릿 ${ref.name ?? ''}의 키 ${ref.key ?? ''}이(가) 환경 변수 ${name}(으)로 전달됩니다`,
            },
          },
        ]
      }),
      ...(spec.envFrom ?? []).flatMap(({ secretRef }, index) => {
        if (secretRef === undefined) return []
        return [
          {
            at: [...path, 'envFrom', index, 'secretRef'],
            message: {
              en: `every key of secret ${secretRef.name ?? ''} is in the environment`,
              ko: `시크릿 ${secretRef.name ?? ''}의 모든 키가 환경 변수로 전달됩니다`,
            },
          },
        ]
      }),
    ]),
  ],
  examples: {
    failing: [
      {
        name: 'one key',
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
`,
      },
      {
        name: 'all keys',
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
          envFrom:
            - secretRef: {name: cart-db}
`,
      },
    ],
    passing: [
      {
        name: 'a file',
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
            - {name: DB_PASSWORD_FILE, value: /run/secrets/password}
            - name: LOG_LEVEL
              valueFrom: {configMapKeyRef: {name: cart, key: level}}
          volumeMounts:
            - {name: db, mountPath: /run/secrets}
`,
      },
    ],
  },
})
