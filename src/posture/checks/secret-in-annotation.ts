import { isRecord } from '../../lib/shape.ts'
import type { Path } from '../../model/index.ts'
import { anyObject, type Cause, defineCheck, eachPod } from '../check.ts'
import { describeSecret, secretOfSetting } from '../secrets/values.ts'

const applied = 'kubectl.kubernetes.io/last-applied-configuration'

function secretsIn(texts: { readonly [key: string]: string } | undefined, path: Path): readonly Cause[] {
  const out: Cause[] = []
  for (const [key, value] of Object.entries(texts ?? {})) {
    // What was applied stands in the object itself, where it is judged.
    const secret = key === applied ? undefined : secretOfSetting(key, value)
    if (secret === undefined || secret.weak) continue
    const { en, ko } = describeSecret({ ...secret, name: key })
    out.push({
      at: [...path, key],
      message: { en: `${en} stands in the object’s metadata`, ko: `${ko}이(가) 오브젝트의 메타데이터에 적혀 있습니다` },
    })
  }
  return out
}

/** The values of a Secret that `kubectl apply` keeps in an annotation. */
function appliedCopy(annotations: { readonly [key: string]: string } | undefined): readonly Cause[] {
  const copy = annotations?.[applied]
  if (copy === undefined) return []
  const keys = keysOf(copy)
  if (keys.length === 0) return []
  const names = keys.slice(0, 5).join(', ')
  return [
    {
      at: ['metadata', 'annotations', applied],
      severity: 'medium',
      severityReason: {
        en: 'reading the annotation takes the right to read the secret, except where tools export annotations',
        ko: '애너테이션을 읽으려면 시크릿 읽기 권한이 필요하지만, 도구가 애너테이션을 내보내면 노출됩니다',
      },
      message: {
        en: `kubectl apply left a copy of the secret’s values (${names}) in an annotation`,
        ko: `kubectl apply가 시크릿 값(${names})의 사본을 애너테이션에 남겼습니다`,
      },
    },
  ]
}

function keysOf(copy: string): readonly string[] {
  try {
    const object: unknown = JSON.parse(copy)
    if (!isRecord(object)) return []
    return [object.data, object.stringData].flatMap((data) =>
      isRecord(data) ? Object.keys(data).filter((key) => data[key] !== '' && data[key] !== null) : [],
    )
  } catch {
    return []
  }
}

export const secretInAnnotation = defineCheck({
  id: 'posture/secret-in-annotation',
  title: {
    en: 'Secret stands in an annotation or a label',
    ko: '애너테이션이나 레이블에 비밀 값이 적혀 있습니다',
  },
  why: {
    en: 'Annotations and labels are shown by every tool, exported as metrics and readable with far less than the right to read secrets.',
    ko: '애너테이션과 레이블은 모든 도구에 표시되고 메트릭으로 내보내지며, 시크릿을 읽을 권한보다 훨씬 적은 권한으로 읽을 수 있습니다.',
  },
  fix: {
    en: 'Withdraw the value and remove the annotation. Apply Secrets on the server side, which leaves no copy of them behind.',
    ko: '값을 폐기하고 애너테이션을 제거합니다. 시크릿은 서버 사이드 적용(server-side apply)을 사용하면 사본이 남지 않습니다.',
  },
  severity: 'high',
  severityReason: {
    en: 'The credential is exposed to everyone who can read the object.',
    ko: '오브젝트를 읽을 수 있는 모두에게 자격 증명이 노출됩니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.4.2'],
    'cis-eks': ['4.4.2'],
    nsa: ['secrets'],
    mitre: ['T1552.007'],
    owasp: ['K08'],
  },
  references: [
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/',
    'https://kubernetes.io/docs/reference/using-api/server-side-apply/',
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  ],
  noFix: {
    en: 'The value has to be withdrawn where it was issued, and only you know where it is to be kept from now on.',
    ko: '값을 발급한 곳에서 먼저 폐기해야 하며, 앞으로 어디에 보관할지는 사용자만 알 수 있습니다.',
  },
  judges: [
    anyObject((object) => [
      ...secretsIn(object.metadata.annotations, ['metadata', 'annotations']),
      ...secretsIn(object.metadata.labels, ['metadata', 'labels']),
      ...(object.kind === 'Secret' && object.group === '' ? appliedCopy(object.metadata.annotations) : []),
    ]),
    eachPod((pod) => [
      ...secretsIn(pod.metadata.annotations, [...pod.path, 'metadata', 'annotations']),
      ...secretsIn(pod.metadata.labels, [...pod.path, 'metadata', 'labels']),
    ]),
  ],
  examples: {
    failing: [
      {
        name: 'a token for a tool',
        source: `apiVersion: v1
kind: Service
metadata:
  name: cart
  annotations:
    probe.example/password: hunter2
spec: {ports: [{port: 80}]}
`,
      },
      {
        name: 'what kubectl apply left of a Secret',
        source: `apiVersion: v1
kind: Secret
metadata:
  name: cart-db
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"v1","kind":"Secret","metadata":{"name":"cart-db"},"stringData":{"password":"hunter2"}}
`,
      },
    ],
    passing: [
      {
        name: 'names of secrets, and checksums',
        source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
  annotations:
    nginx.ingress.kubernetes.io/auth-secret: cart-basic-auth
spec:
  template:
    metadata:
      annotations:
        checksum/secret: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
        vault.hashicorp.com/agent-inject-token: 'true'
    spec: {containers: [{name: cart, image: 'registry.example/cart:1.4'}]}
`,
      },
      {
        name: 'a Secret that kubectl applied without values',
        source: `apiVersion: v1
kind: Secret
metadata:
  name: cart-db
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"v1","kind":"Secret","metadata":{"name":"cart-db"}}
`,
      },
    ],
  },
})
