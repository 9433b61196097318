import { configMapKind } from '../../kube/objects.ts'
import { decodeBase64 } from '../../lib/base64.ts'
import type { Text } from '../../model/index.ts'
import { defineCheck, eachObject } from '../check.ts'
import { describeSecrets, type Secret, secretOfSetting, secretsInText } from '../secrets/values.ts'

const hashOnly: Text = { en: 'it is a hash, which has to be cracked first', ko: '먼저 풀어야 하는 해시입니다' }

/** Files in which a word without quotes is a variable, or prose. */
const code =
  /\.(?:py|js|mjs|cjs|ts|tsx|jsx|go|rb|lua|java|kt|rs|php|pl|c|h|cpp|cs|groovy|jinja2?|j2|tpl|tmpl|gotmpl|html?|css|md|txt|sql|rego|cel|star|proto|graphql)$/i

interface Entry {
  readonly key: string
  readonly value: string
  readonly field: string
}

function textsOf(map: { readonly [key: string]: string }, field: 'data' | 'binaryData'): readonly Entry[] {
  return Object.entries(map).map(([key, value]) => ({
    key,
    field,
    value: field === 'data' ? value : (decodeBase64(value) ?? ''),
  }))
}

/** A value of several lines; the line break that a block scalar ends with makes none. */
const isFile = (value: string) => value.trimEnd().includes('\n')

function secretsOf(key: string, value: string): readonly Secret[] {
  if (isFile(value)) return secretsInText(value, { code: code.test(key) })
  const secret = secretOfSetting(key, value.trim())
  return secret === undefined ? [] : [{ ...secret, name: secret.name ?? key }]
}

export const secretInConfigMap = defineCheck({
  id: 'posture/secret-in-config-map',
  title: {
    en: 'Secret stands in a ConfigMap',
    ko: '컨피그맵에 비밀 값이 들어 있습니다',
  },
  why: {
    en: 'ConfigMaps are not encrypted at rest and most roles may read them, so the secret is as good as public inside the cluster.',
    ko: '컨피그맵은 저장 시 암호화되지 않고 대부분의 역할이 읽을 수 있으므로, 비밀 값이 클러스터 안에서 공개된 것이나 다름없습니다.',
  },
  fix: {
    en: 'Withdraw the value, and keep the new one in a Secret or an external store.',
    ko: '값을 폐기하고 새 값을 시크릿이나 외부 저장소에 보관합니다.',
  },
  severity: 'high',
  severityReason: {
    en: 'The credential is exposed to everyone who can read ConfigMaps.',
    ko: '컨피그맵을 읽을 수 있는 모두에게 자격 증명이 노출됩니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.4.2'],
    'cis-eks': ['4.4.2'],
    nsa: ['secrets'],
    mitre: ['T1552.001', 'T1552.007'],
    owasp: ['K08'],
  },
  references: [
    'https://kubernetes.io/docs/concepts/configuration/configmap/',
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  ],
  noFix: {
    en: 'The value has to be withdrawn where it was issued, and only you know where it is to be kept from now on.',
    ko: '값을 발급한 곳에서 먼저 폐기해야 하며, 앞으로 어디에 보관할지는 사용자만 알 수 있습니다.',
  },
  judges: [
    eachObject(configMapKind, ({ data = {}, binaryData = {} }) =>
      [...textsOf(data, 'data'), ...textsOf(binaryData, 'binaryData')].flatMap(({ key, value, field }) => {
        const secrets = secretsOf(key, value)
        if (secrets.length === 0) return []
        const { en, ko } = describeSecrets(secrets, isFile(value))
        return [
          {
            at: [field, key],
            message: { en: `${key} holds ${en}`, ko: `${key}에 ${ko}이(가) 들어 있습니다` },
            ...(secrets.every(({ weak }) => weak) ? { severity: 'low' as const, severityReason: hashOnly } : {}),
          },
        ]
      }),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'a value',
        source: `apiVersion: v1
kind: ConfigMap
metadata: {name: cart}
data:
  DB_HOST: db.shop
  DB_PASSWORD: hunter2
`,
      },
      {
        name: 'bytes that are text',
        source: `apiVersion: v1
kind: ConfigMap
metadata: {name: cart}
binaryData:
  DB_PASSWORD: aHVudGVyMg==
`,
      },
      {
        name: 'inside a file',
        source: `apiVersion: v1
kind: ConfigMap
metadata: {name: cart}
data:
  application.properties: |
    spring.datasource.username=cart
    spring.datasource.password=hunter2
`,
      },
    ],
    passing: [
      {
        name: 'where the secret is to be found',
        source: `apiVersion: v1
kind: ConfigMap
metadata: {name: cart}
data:
  application.properties: |
    # spring.datasource.password=hunter2
    spring.datasource.password=\${DB_PASSWORD}
    password.min-length=12
  DB_PASSWORD_FILE: /run/secrets/db
  ca.crt: |
    -----BEGIN CERTIFICATE-----
    MIIB
    -----END CERTIFICATE-----
`,
      },
      {
        name: 'code that handles passwords',
        source: `apiVersion: v1
kind: ConfigMap
metadata: {name: cart}
data:
  login.py: |
    password = request.form['password']
    token = issue(password)
`,
      },
    ],
  },
})
