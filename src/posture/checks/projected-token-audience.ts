import type { Path } from '../../model/index.ts'
import { type Cause, defineCheck, eachPod } from '../check.ts'

const day = 86_400
/** How the API server itself is called in tokens, by default. */
const ownAudience = /^(?:api|kubernetes|https:\/\/kubernetes\.default\.svc(?:\.[a-z0-9.-]+)?)$/

function lifetimeOf(seconds: number | undefined, path: Path): readonly Cause[] {
  if (seconds === undefined || seconds <= day) return []
  const days = Math.round(seconds / day)
  return [
    {
      at: [...path, 'expirationSeconds'],
      key: 'lifetime',
      message: {
        en: `the token asks to be good for ${days} ${days === 1 ? 'day' : 'days'}, and so is a copy of it`,
        ko: `토큰이 ${days}일간 유효하도록 요청하며, 그 사본도 그동안 유효합니다`,
      },
      fix: [{ op: 'set', path: [...path, 'expirationSeconds'], value: 3600 }],
      caveat: {
        en: 'A program that reads the file only once fails after an hour.',
        ko: '파일을 한 번만 읽는 프로그램은 한 시간 뒤 실패합니다.',
      },
    },
  ]
}

function audienceOf(audience: string | undefined, path: Path): readonly Cause[] {
  if (audience === undefined || audience === '' || ownAudience.test(audience)) return []
  return [
    {
      at: [...path, 'audience'],
      key: `audience ${audience}`,
      severity: 'info',
      severityReason: {
        en: 'what the token opens is decided at the other service',
        ko: '토큰으로 할 수 있는 일은 상대 서비스가 정합니다',
      },
      message: {
        en: `the pod carries a token that ${audience} accepts as its identity`,
        ko: `파드가 ${audience}에서 신원으로 받아들이는 토큰을 가집니다`,
      },
    },
  ]
}

export const projectedTokenAudience = defineCheck({
  id: 'posture/projected-token-audience',
  title: {
    en: 'Pod carries a token for another service, or a long-lived one',
    ko: '파드가 다른 서비스용 토큰이나 오래 유효한 토큰을 가집니다',
  },
  why: {
    en: 'Whoever reads the file acts as the pod at the service that the token names, from anywhere, until it expires.',
    ko: '파일을 읽은 공격자는 토큰이 가리키는 서비스에서 만료될 때까지 어디서든 그 파드로 행동합니다.',
  },
  fix: {
    en: 'Ask for an hour: the kubelet renews the token. Limit at the other service what this account may do there.',
    ko: '유효 기간을 한 시간으로 요청합니다(kubelet이 갱신합니다). 상대 서비스에서 이 계정의 권한을 제한합니다.',
  },
  severity: 'low',
  severityReason: {
    en: 'A stolen token stays good for long.',
    ko: '훔친 토큰을 오래 쓸 수 있습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.1.6'],
    'cis-eks': ['4.1.6'],
    nsa: ['service-account-tokens'],
    mitre: ['T1528'],
    owasp: ['K06'],
  },
  references: ['https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken'],

  judges: [
    eachPod((pod) =>
      (pod.spec.volumes ?? []).flatMap((volume, index) =>
        (volume.projected?.sources ?? []).flatMap(({ serviceAccountToken: token }, source) => {
          if (token === undefined) return []
          const path = [...pod.specPath, 'volumes', index, 'projected', 'sources', source, 'serviceAccountToken']
          return [...lifetimeOf(token.expirationSeconds, path), ...audienceOf(token.audience, path)]
        }),
      ),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'a year',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      volumes:
        - name: token
          projected:
            sources:
              - serviceAccountToken: {path: api, expirationSeconds: 31536000}
      containers:
        - name: cart
          image: registry.example/cart:1.4
`,
      },
      {
        name: 'for a vault, and for a week',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      volumes:
        - name: token
          projected:
            sources:
              - serviceAccountToken: {path: vault, audience: vault, expirationSeconds: 604800}
      containers:
        - name: cart
          image: registry.example/cart:1.4
`,
      },
    ],
    passing: [
      {
        name: 'an hour for the API',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      volumes:
        - name: token
          projected:
            sources:
              - serviceAccountToken: {path: api, expirationSeconds: 3600}
      containers:
        - name: cart
          image: registry.example/cart:1.4
`,
      },
      {
        name: 'the API by its address',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      volumes:
        - name: token
          projected:
            sources:
              - serviceAccountToken: {path: api, audience: 'https://kubernetes.default.svc'}
      containers:
        - name: cart
          image: registry.example/cart:1.4
`,
      },
    ],
  },
})
