import { validatingWebhookKind } from '../../kube/objects.ts'
import { type AdmittedRequest, failurePolicyOf, webhookNames } from '../../kube/webhooks.ts'
import { defineCheck, eachObject } from '../check.ts'

const rbac = 'rbac.authorization.k8s.io'
const created = (group: string, resource: string): AdmittedRequest => ({ group, resource, operation: 'CREATE' })

/** What decides who may do what, and what runs: a webhook on any of these is a guard. */
const guards: readonly AdmittedRequest[] = [
  created('', 'pods'),
  { group: '', resource: 'pods/exec', operation: 'CONNECT' },
  created('apps', 'deployments'),
  created('apps', 'daemonsets'),
  created('batch', 'jobs'),
  created(rbac, 'roles'),
  created(rbac, 'rolebindings'),
  created(rbac, 'clusterroles'),
  created(rbac, 'clusterrolebindings'),
  created('', 'namespaces'),
  created('networking.k8s.io', 'networkpolicies'),
]

export const webhookFailsOpen = defineCheck({
  id: 'posture/webhook-fails-open',
  title: {
    en: 'Admission webhook lets everything pass when it is down',
    ko: '어드미션 웹훅이 중단되면 모든 요청이 통과합니다',
  },
  why: {
    en: 'An attacker who floods or stops the webhook, or waits for its next restart, gets in what it would have refused.',
    ko: '공격자는 웹훅에 부하를 주거나 멈추게 하거나 다음 재시작을 기다렸다가, 거부되었을 오브젝트를 들여보냅니다.',
  },
  fix: {
    en: 'Set failurePolicy to Fail, run the webhook in several replicas, and leave kube-system out of its namespaceSelector.',
    ko: 'failurePolicy를 Fail로 설정하고 웹훅을 여러 복제본으로 실행하며 namespaceSelector에서 kube-system을 제외합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'The guard has to be down at the right moment.',
    ko: '제때 보호 장치가 멈춰 있어야 합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    nsa: ['control-plane'],
    mitre: ['T1562.001'],
    owasp: ['K04'],
  },
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#failure-policy',
    'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/',
  ],

  judges: [
    eachObject(validatingWebhookKind, ({ webhooks = [] }, object) =>
      webhooks.flatMap((webhook, index) => {
        const guarded = guards.filter((request) => webhookNames(webhook, request)).map(({ resource }) => resource)
        if (failurePolicyOf(webhook, object.version) !== 'Ignore' || guarded.length === 0) return []
        const at = ['webhooks', index, 'failurePolicy']
        const named = [...new Set(guarded)].slice(0, 3).join(', ')
        return [
          {
            at,
            message: {
              en: `webhook ${webhook.name ?? '?'} guards ${named}, and whatever it does not answer for in time is let in`,
              ko: `웹훅 ${webhook.name ?? '?'}이(가) ${named}을(를) 검사하지만 제때 응답하지 않으면 그대로 허용됩니다`,
            },
            fix: [{ op: 'set' as const, path: at, value: 'Fail' }],
            caveat: {
              en: 'While the webhook is down, what it guards can be neither created nor changed.',
              ko: '웹훅이 중단된 동안에는 검사 대상 오브젝트를 만들거나 바꿀 수 없습니다.',
            },
          },
        ]
      }),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'pods',
        source: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: guard}
webhooks:
  - name: guard.example.com
    clientConfig: {service: {name: guard, namespace: ops}}
    failurePolicy: Ignore
    rules:
      - {apiGroups: [''], apiVersions: ['*'], operations: [CREATE, UPDATE], resources: ['pods']}
`,
      },
      {
        name: 'the old default',
        source: `apiVersion: admissionregistration.k8s.io/v1beta1
kind: ValidatingWebhookConfiguration
metadata: {name: guard}
webhooks:
  - name: guard.example.com
    clientConfig: {service: {name: guard, namespace: ops}}
    rules:
      - {apiGroups: ['*'], apiVersions: ['*'], operations: [CREATE, UPDATE], resources: ['*']}
`,
      },
    ],
    passing: [
      {
        name: 'fails closed',
        source: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: guard}
webhooks:
  - name: guard.example.com
    clientConfig: {service: {name: guard, namespace: ops}}
    failurePolicy: Fail
    rules:
      - {apiGroups: [''], apiVersions: ['*'], operations: [CREATE, UPDATE], resources: ['pods']}
`,
      },
      {
        name: 'the default of v1',
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
        name: 'checks the spelling of its own resources',
        source: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: guard}
webhooks:
  - name: guard.example.com
    clientConfig: {service: {name: guard, namespace: ops}}
    failurePolicy: Ignore
    rules:
      - {apiGroups: ['carts.example.com'], apiVersions: ['*'], operations: [CREATE, UPDATE], resources: ['carts']}
`,
      },
    ],
  },
})
