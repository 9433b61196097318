import { secretKind } from '../../kube/objects.ts'
import { defineCheck, eachObject, when } from '../check.ts'

const tokenType = 'kubernetes.io/service-account-token'
const accountOf = 'kubernetes.io/service-account.name'

export const legacyTokenSecret = defineCheck({
  id: 'posture/legacy-token-secret',
  title: {
    en: 'Token of a service account never expires',
    ko: '서비스 어카운트 토큰이 만료되지 않습니다',
  },
  why: {
    en: 'A token in a Secret of this type works until the Secret is deleted, from anywhere: a copy in a backup or a log is good for years.',
    ko: '이 유형의 시크릿에 든 토큰은 시크릿을 지울 때까지 어디서든 유효합니다. 백업이나 로그에 남은 사본 하나를 몇 년이고 쓸 수 있습니다.',
  },
  fix: {
    en: 'Delete the Secret. Programs in the cluster get a token that is renewed; for others ask for one that expires (kubectl create token).',
    ko: '시크릿을 삭제합니다. 클러스터 안의 프로그램은 갱신되는 토큰을 받으며, 밖의 프로그램에는 만료되는 토큰(kubectl create token)을 발급합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'A copy of the token has to be found first.',
    ko: '먼저 토큰의 사본을 찾아야 합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.1.6'],
    'cis-eks': ['4.1.6'],
    nsa: ['service-account-tokens'],
    mitre: ['T1528'],
    owasp: ['K06', 'K08'],
  },
  references: ['https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets'],
  noFix: {
    en: 'Whoever uses the token needs another one first.',
    ko: '토큰을 쓰는 곳에 먼저 다른 토큰이 필요합니다.',
  },
  judges: [
    eachObject(secretKind, ({ type }, object) => {
      const account = object.metadata.annotations?.[accountOf]
      // A live Secret is read without its body: the annotation, which only these carry, tells it.
      return when(type === tokenType || (type === undefined && account !== undefined), () => {
        return {
          at: type === undefined ? ['metadata', 'annotations', accountOf] : ['type'],
          message: {
            en: `the token of service account ${account ?? '?'} that is kept here works until the secret is deleted`,
            ko: `여기에 보관되는 서비스 어카운트 ${account ?? '?'}의 토큰은 시크릿을 삭제할 때까지 유효합니다`,
          },
        }
      })
    }),
  ],
  examples: {
    failing: [
      {
        name: 'a token for a pipeline',
        source: `apiVersion: v1
kind: Secret
metadata:
  name: deployer-token
  annotations: {kubernetes.io/service-account.name: deployer}
type: kubernetes.io/service-account-token
`,
      },
      {
        name: 'a live one, of which only the metadata is read',
        source: `apiVersion: v1
kind: Secret
metadata:
  name: deployer-token
  annotations: {kubernetes.io/service-account.name: deployer}
`,
      },
    ],
    passing: [
      {
        name: 'another type',
        source: `apiVersion: v1
kind: Secret
metadata: {name: cart-tls}
type: kubernetes.io/tls
data: {tls.crt: "", tls.key: ""}
`,
      },
    ],
  },
})
