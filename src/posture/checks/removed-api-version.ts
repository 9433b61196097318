import { minorOf, newestRelease, removalOf } from '../../kube/removed-apis.ts'
import type { Params, Text } from '../../model/index.ts'
import { anyObject, type Context, defineCheck } from '../check.ts'

const settings = {
  version: {
    default: `1.${newestRelease}`,
    about: {
      en: 'Kubernetes release that the objects are meant for, such as 1.34',
      ko: '오브젝트를 적용할 Kubernetes 버전(예: 1.34)',
    },
  },
} satisfies Params

const protective = new Set([
  'PodSecurityPolicy',
  'NetworkPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
])
const protects: Text = { en: 'what it is meant to enforce does not hold', ko: '강제하려던 내용이 적용되지 않습니다' }
const caveat: Text = {
  en: 'Clusters older than the release that brought the newer version do not know it.',
  ko: '새 버전이 도입되기 전의 클러스터에서는 사용할 수 없습니다.',
}

export const removedApiVersion = defineCheck({
  id: 'posture/removed-api-version',
  title: {
    en: 'Object uses an API version that is no longer served',
    ko: '더 이상 제공되지 않는 API 버전을 사용합니다',
  },
  why: {
    en: 'The API server refuses the object, so what it was to protect stays open; a cluster that is kept back for its sake misses security fixes.',
    ko: 'API 서버가 오브젝트를 거부하므로 보호하려던 것이 열린 채로 남습니다. 이 때문에 클러스터 업그레이드를 미루면 보안 수정을 받지 못합니다.',
  },
  fix: {
    en: 'Change apiVersion to the one that is served, and the fields that changed with it.',
    ko: 'apiVersion을 제공되는 버전으로 바꾸고 함께 바뀐 필드를 수정합니다.',
  },
  severity: 'low',
  severityReason: {
    en: 'The object has no effect; that matters most where it protects something.',
    ko: '오브젝트가 효과가 없으며, 보호용 오브젝트일 때 특히 문제가 됩니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    nsa: ['upgrading'],
    mitre: ['T1562.001'],
    owasp: ['K10'],
  },
  references: [
    'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
    'https://kubernetes.io/docs/reference/using-api/deprecation-policy/',
  ],

  params: settings,
  judges: [
    anyObject((object, { params }: Context<typeof settings>) => {
      const { apiVersion, kind } = object
      const removal = removalOf(apiVersion, kind)
      const target = minorOf(params.version) ?? newestRelease
      if (removal === undefined || removal.removedIn > target) return []
      const { removedIn, replacement, sameShape } = removal
      return [
        {
          at: ['apiVersion'],
          message: {
            en: `${apiVersion} ${kind} is not served since Kubernetes 1.${removedIn}${replacement === undefined ? ' and nothing takes its place' : `; ${replacement} is`}`,
            ko: `${apiVersion} ${kind}은(는) Kubernetes 1.${removedIn}부터 제공되지 않습니다${replacement === undefined ? '. 대체 API는 없습니다' : `. ${replacement}을(를) 사용해야 합니다`}`,
          },
          ...(protective.has(kind) ? { severity: 'medium' as const, severityReason: protects } : {}),
          ...(sameShape === true && replacement !== undefined
            ? { fix: [{ op: 'set' as const, path: ['apiVersion'], value: replacement }], caveat }
            : {}),
        },
      ]
    }),
  ],
  examples: {
    failing: [
      {
        name: 'the same fields in the newer version',
        source: `apiVersion: batch/v1beta1
kind: CronJob
metadata: {name: report}
spec: {schedule: "0 4 * * *"}
`,
      },
      {
        name: 'protections that are not there',
        source: `apiVersion: extensions/v1beta1
kind: NetworkPolicy
metadata: {name: deny}
spec: {podSelector: {}}
---
apiVersion: policy/v1beta1
kind: PodSecurityPolicy
metadata: {name: restricted}
spec: {privileged: false}
`,
      },
    ],
    passing: [
      {
        name: 'the version that is served',
        source: `apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec: {schedule: "0 4 * * *"}
`,
      },
      {
        name: 'someone else’s API of the same name',
        source: `apiVersion: example.com/v1beta1
kind: CronJob
metadata: {name: report}
`,
      },
      {
        name: 'a removal that is only announced',
        source: `apiVersion: resource.k8s.io/v1beta2
kind: DeviceClass
metadata: {name: gpu}
`,
      },
    ],
  },
})
