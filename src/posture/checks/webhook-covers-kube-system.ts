import { mutatingWebhookKind, namespaceKind, validatingWebhookKind, type Webhook } from '../../kube/objects.ts'
import { failurePolicyOf, webhookNames, webhookSelectsNamespace, webhookSelectsUnlabelled } from '../../kube/webhooks.ts'
import type { Change, Json, Text } from '../../model/index.ts'
import { defineCheck, together } from '../check.ts'
import { isProvided } from '../rights/reach-of-role.ts'
import type { Seen, World } from '../world.ts'

const pods = { group: '', resource: 'pods', operation: 'CREATE' }
const secrets = { group: '', resource: 'secrets', operation: 'CREATE' }
const nameLabel = 'kubernetes.io/metadata.name'
const caveat: Text = {
  en: 'What the webhook enforces does not hold in kube-system from then on.',
  ko: '이후 웹훅이 강제하던 내용은 kube-system에 적용되지 않습니다.',
}

/** The labels of kube-system: those of its Namespace object where it is among the sources, else the one that it always has. */
function reachesKubeSystem(webhook: Webhook, configuration: Seen<unknown>, world: World): boolean {
  const namespace = world.find(namespaceKind, undefined, 'kube-system').find((seen) => world.meets(seen, configuration))
  const labels = { ...namespace?.object.metadata.labels, [nameLabel]: 'kube-system' }
  if (!webhookSelectsNamespace(webhook, labels) || !webhookSelectsUnlabelled(webhook)) return false
  // Conditions are CEL; one that speaks of kube-system is taken to leave it out.
  return !JSON.stringify(webhook.matchConditions ?? '').includes('kube-system')
}

function leaveOut({ namespaceSelector }: Webhook, index: number): Change {
  const given: Json[] = (namespaceSelector?.matchExpressions ?? []).map((expression) => ({ ...expression }))
  return {
    op: 'set',
    path: ['webhooks', index, 'namespaceSelector', 'matchExpressions'],
    value: [...given, { key: nameLabel, operator: 'NotIn', values: ['kube-system'] }],
  }
}

export const webhookCoversKubeSystem = defineCheck({
  id: 'posture/webhook-covers-kube-system',
  title: {
    en: 'Admission webhook is in the way of kube-system',
    ko: '어드미션 웹훅이 kube-system까지 가로막습니다',
  },
  why: {
    en: 'When such a webhook is down, the pods of DNS, network and of the webhook itself cannot come back, and stopping one pod stops the cluster; one that is asked about secrets there sees the tokens of the control plane.',
    ko: '이런 웹훅이 중단되면 DNS, 네트워크, 웹훅 자신의 파드도 다시 시작되지 못해 파드 하나를 멈추면 클러스터가 멈춥니다. 시크릿을 대상으로 하면 컨트롤 플레인의 토큰까지 봅니다.',
  },
  fix: {
    en: 'Leave kube-system out by namespaceSelector, and ask for the resources that are needed only.',
    ko: 'namespaceSelector로 kube-system을 제외하고 필요한 리소스만 대상으로 합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes the webhook’s failure, or a hold on the webhook itself.',
    ko: '웹훅의 장애나 웹훅 자체의 탈취가 있어야 합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    nsa: ['control-plane'],
    mitre: ['T1499', 'T1552.007'],
    owasp: ['K04', 'K09'],
  },
  references: ['https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/'],

  judges: [
    together((world) =>
      [...world.all(validatingWebhookKind), ...world.all(mutatingWebhookKind)].flatMap((configuration) =>
        (configuration.body.webhooks ?? []).flatMap((webhook, index) => {
          if (isProvided(configuration) || !reachesKubeSystem(webhook, configuration, world)) return []
          const blocks = failurePolicyOf(webhook, configuration.object.version) === 'Fail' && webhookNames(webhook, pods)
          const sees = webhookNames(webhook, secrets)
          if (!blocks && !sees) return []
          const name = webhook.name ?? '?'
          const message: Text = blocks
            ? {
                en: `no pod of kube-system can start while webhook ${name} does not answer${sees ? ', and it sees every secret that is written there' : ''}`,
                ko: `웹훅 ${name}이(가) 응답하지 않으면 kube-system의 파드가 시작되지 못합니다${sees ? '. 그곳에 기록되는 모든 시크릿도 봅니다' : ''}`,
              }
            : {
                en: `webhook ${name} sees every secret that is written to kube-system`,
                ko: `웹훅 ${name}이(가) kube-system에 기록되는 모든 시크릿을 봅니다`,
              }
          return [
            { on: configuration, at: ['webhooks', index, 'namespaceSelector'], message, fix: [leaveOut(webhook, index)], caveat },
          ]
        }),
      ),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'every pod',
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
        name: 'another namespace is left out',
        source: `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: guard}
webhooks:
  - name: guard.example.com
    clientConfig: {service: {name: guard, namespace: ops}}
    namespaceSelector:
      matchExpressions:
        - {key: kubernetes.io/metadata.name, operator: NotIn, values: [ops]}
    rules:
      - {apiGroups: ['*'], apiVersions: ['*'], operations: [CREATE, UPDATE], resources: ['*']}
`,
      },
      {
        name: 'every secret',
        source: `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: guard}
webhooks:
  - name: guard.example.com
    clientConfig: {service: {name: guard, namespace: ops}}
    failurePolicy: Ignore
    rules:
      - {apiGroups: [''], apiVersions: ['*'], operations: [CREATE, UPDATE], resources: ['secrets']}
`,
      },
    ],
    passing: [
      {
        name: 'kube-system is left out',
        source: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: guard}
webhooks:
  - name: guard.example.com
    clientConfig: {service: {name: guard, namespace: ops}}
    namespaceSelector:
      matchExpressions:
        - {key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system]}
    rules:
      - {apiGroups: [''], apiVersions: ['*'], operations: [CREATE, UPDATE], resources: ['pods']}
`,
      },
      {
        name: 'namespaces that ask for it',
        source: `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: guard}
webhooks:
  - name: guard.example.com
    clientConfig: {service: {name: guard, namespace: ops}}
    namespaceSelector: {matchLabels: {inject: enabled}}
    rules:
      - {apiGroups: [''], apiVersions: ['*'], operations: [CREATE, UPDATE], resources: ['pods']}
`,
      },
      {
        name: 'pods that ask for it',
        source: `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: guard}
webhooks:
  - name: guard.example.com
    clientConfig: {service: {name: guard, namespace: ops}}
    objectSelector: {matchLabels: {inject: enabled}}
    rules:
      - {apiGroups: [''], apiVersions: ['*'], operations: [CREATE, UPDATE], resources: ['pods']}
`,
      },
      {
        name: 'a condition leaves it out',
        source: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: guard}
webhooks:
  - name: guard.example.com
    clientConfig: {service: {name: guard, namespace: ops}}
    matchConditions:
      - {name: not-system, expression: "request.namespace != 'kube-system'"}
    rules:
      - {apiGroups: [''], apiVersions: ['*'], operations: [CREATE, UPDATE], resources: ['pods']}
`,
      },
      {
        name: 'lets pods pass when it is down',
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
    ],
  },
})
