import { mutatingWebhookKind, validatingWebhookKind, type Webhook } from '../../kube/objects.ts'
import { type Cause, defineCheck, eachObject } from '../check.ts'

/** The API server's own host, and names that only the cluster knows. */
const inside = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|[a-z0-9.-]+\.svc(?:\.[a-z0-9.-]+)?)$/i

function outside(webhooks: readonly Webhook[] = []): readonly Cause[] {
  return webhooks.flatMap(({ name = '?', clientConfig }, index) => {
    const host = /^https?:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(clientConfig?.url ?? '')?.[1]
    if (host === undefined || inside.test(host)) return []
    return [
      {
        at: ['webhooks', index, 'clientConfig', 'url'],
        message: {
          en: `webhook ${name} sends what it is asked about to ${host}, which decides whether it is admitted`,
          ko: `웹훅 ${name}이(가) 검사할 오브젝트를 ${host}(으)로 보내며, 그곳에서 허용 여부를 결정합니다`,
        },
      },
    ]
  })
}

export const webhookOutsideCluster = defineCheck({
  id: 'posture/webhook-outside-cluster',
  title: {
    en: 'Admission webhook is outside the cluster',
    ko: '어드미션 웹훅이 클러스터 밖에 있습니다',
  },
  why: {
    en: 'Every object that the rules name leaves the cluster, secrets too where they are named; whoever takes over the address or its name decides what is admitted.',
    ko: '규칙에 해당하는 모든 오브젝트(시크릿 포함)가 클러스터 밖으로 나갑니다. 그 주소나 이름을 장악한 사람이 무엇을 허용할지 결정합니다.',
  },
  fix: {
    en: 'Run the webhook in the cluster and name it by its service.',
    ko: '웹훅을 클러스터 안에서 실행하고 서비스로 지정합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes a hold on the other address first.',
    ko: '먼저 그 주소를 장악해야 합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    nsa: ['control-plane'],
    mitre: ['T1557'],
    owasp: ['K04', 'K09'],
  },
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#url'],
  noFix: {
    en: 'The webhook has to move first.',
    ko: '먼저 웹훅을 옮겨야 합니다.',
  },

  judges: [
    eachObject(validatingWebhookKind, ({ webhooks }) => outside(webhooks)),
    eachObject(mutatingWebhookKind, ({ webhooks }) => outside(webhooks)),
  ],
  examples: {
    failing: [
      {
        name: 'a service on the internet',
        source: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: guard}
webhooks:
  - name: guard.example.com
    clientConfig: {url: 'https://admission.vendor.example/check'}
    rules:
      - {apiGroups: [''], apiVersions: ['*'], operations: [CREATE, UPDATE], resources: ['pods']}
`,
      },
    ],
    passing: [
      {
        name: 'in the cluster',
        source: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: guard}
webhooks:
  - name: guard.example.com
    clientConfig: {service: {name: guard, namespace: ops}}
    rules:
      - {apiGroups: [''], apiVersions: ['*'], operations: [CREATE, UPDATE], resources: ['pods']}
`,
      },
      {
        name: 'beside the API server, as managed clusters do',
        source: `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: guard}
webhooks:
  - name: guard.example.com
    clientConfig: {url: 'https://127.0.0.1:23443/mutate'}
    rules:
      - {apiGroups: [''], apiVersions: ['*'], operations: [CREATE, UPDATE], resources: ['pods']}
`,
      },
      {
        name: 'a service by its name',
        source: `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: guard}
webhooks:
  - name: guard.example.com
    clientConfig: {url: 'https://guard.ops.svc:443/mutate'}
    rules:
      - {apiGroups: [''], apiVersions: ['*'], operations: [CREATE, UPDATE], resources: ['pods']}
`,
      },
    ],
  },
})
