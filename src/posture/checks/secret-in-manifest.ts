import { secretKind } from '../../kube/objects.ts'
import { defineCheck, together } from '../check.ts'
import { secretKeys } from '../secrets/object.ts'

export const secretInManifest = defineCheck({
  id: 'posture/secret-in-manifest',
  title: {
    en: 'Secret is kept unencrypted in a file',
    ko: '시크릿이 암호화되지 않은 채 파일에 있습니다',
  },
  why: {
    en: 'base64 is no encryption: whoever reads the file, its repository or a copy of either has the values, and they stay in the history after the file is gone.',
    ko: 'base64는 암호화가 아닙니다. 파일이나 저장소, 그 사본을 읽는 사람은 값을 얻으며, 파일을 지워도 이력에 남습니다.',
  },
  fix: {
    en: 'Withdraw the values, and keep the new ones encrypted (SOPS, Sealed Secrets) or in an external store.',
    ko: '값을 폐기하고 새 값은 암호화(SOPS, Sealed Secrets)하거나 외부 저장소에 보관합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes access to the file first.',
    ko: '먼저 파일에 접근해야 합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.4.2'],
    'cis-eks': ['4.4.2'],
    nsa: ['secrets', 'encryption'],
    mitre: ['T1552.001'],
    owasp: ['K08'],
  },
  references: [
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
    'https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/',
  ],
  noFix: {
    en: 'The value has to be withdrawn where it was issued, and only you know where it is to be kept from now on.',
    ko: '값을 발급한 곳에서 먼저 폐기해야 하며, 앞으로 어디에 보관할지는 사용자만 알 수 있습니다.',
  },
  judges: [
    together((world) =>
      world.all(secretKind).flatMap((secret) => {
        // In a cluster a Secret is where it belongs.
        if (secret.origin.file === 'cluster') return []
        const found = secretKeys(secret.body)
        const names = found.map(({ key }) => key)
        const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? '…' : '')
        return found.map(({ at }) => ({
          on: secret,
          at,
          message: {
            en: `the values of ${shown} stand in this file in clear${'data' === at[0] ? ' (base64 is no encryption)' : ''}`,
            ko: `${shown}의 값이 이 파일에 평문으로 있습니다${'data' === at[0] ? '(base64는 암호화가 아닙니다)' : ''}`,
          },
        }))
      }),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'a password in base64',
        source: `apiVersion: v1
kind: Secret
metadata: {name: cart-db}
type: Opaque
data:
  username: Y2FydA==
  password: aHVudGVyMg==
`,
      },
      {
        name: 'in clear',
        source: `apiVersion: v1
kind: Secret
metadata: {name: cart-db}
stringData:
  DATABASE_URL: postgres://cart:hunter2@db.shop/cart
`,
      },
    ],
    passing: [
      {
        name: 'encrypted with SOPS',
        source: `apiVersion: v1
kind: Secret
metadata: {name: cart-db}
stringData:
  password: ENC[AES256_GCM,data:p673w==,iv:YY=,tag:UQ=,type:str]
sops: {version: 3.9.0}
`,
      },
      {
        name: 'sealed',
        source: `apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: {name: cart-db}
spec: {encryptedData: {password: AgBy3i4OJSWK}}
`,
      },
      {
        name: 'empty, placeholders, certificates and plain settings',
        source: `apiVersion: v1
kind: Secret
metadata: {name: cart}
stringData:
  password: ""
  api-key: <your-api-key>
  username: cart
  LOG_LEVEL: debug
  ca.crt: |
    -----BEGIN CERTIFICATE-----
    MIIB
    -----END CERTIFICATE-----
  config.yaml: |
    route: {receiver: default}
`,
      },
    ],
  },
})
