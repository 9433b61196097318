import {
  anything,
  flag,
  list,
  map,
  number,
  object,
  objects,
  type Read,
  type Shape,
  text,
  textOrNumber,
  texts,
} from '../lib/shape.ts'
import type { KubeObject } from './meta.ts'

/** A kind of object, in every group it is or was served under, and how its body is read. */
export interface Kind<T> {
  readonly kind: string
  readonly groups: readonly string[]
  readonly shape: Shape<T>
  /** Judged one by one and then let go, because they can be large: what only several objects show cannot ask for them. */
  readonly alone?: true
}

function kind<T>(name: string, groups: readonly string[], shape: Shape<T>): Kind<T> {
  return { kind: name, groups, shape }
}

/** True when the object is of this kind. */
export function isKind<T>(object: KubeObject, wanted: Kind<T>): boolean {
  return object.kind === wanted.kind && wanted.groups.includes(object.group)
}

const empty = object({})
export const namespaceKind = kind('Namespace', [''], empty)

export const serviceKind = kind(
  'Service',
  [''],
  object({
    spec: object({
      type: text,
      selector: map(text),
      clusterIP: text,
      externalIPs: texts,
      externalName: text,
      externalTrafficPolicy: text,
      loadBalancerIP: text,
      loadBalancerSourceRanges: texts,
      loadBalancerClass: text,
      allocateLoadBalancerNodePorts: flag,
      ports: objects({ name: text, port: number, targetPort: textOrNumber, nodePort: number, protocol: text, appProtocol: text }),
    }),
  }),
)
export type Service = Read<typeof serviceKind.shape>

const backend = object({
  // networking.k8s.io/v1, and the flat form of v1beta1 and extensions/v1beta1.
  service: object({ name: text, port: object({ name: text, number }) }),
  serviceName: text,
  servicePort: textOrNumber,
  resource: object({ apiGroup: text, kind: text, name: text }),
})
export const ingressKind = kind(
  'Ingress',
  ['networking.k8s.io', 'extensions'],
  object({
    spec: object({
      ingressClassName: text,
      defaultBackend: backend,
      backend,
      tls: objects({ hosts: texts, secretName: text }),
      rules: objects({ host: text, http: object({ paths: objects({ path: text, pathType: text, backend }) }) }),
    }),
  }),
)
export type Ingress = Read<typeof ingressKind.shape>
export type IngressBackend = Read<typeof backend>

export const gatewayKind = kind(
  'Gateway',
  ['gateway.networking.k8s.io'],
  object({
    spec: object({
      gatewayClassName: text,
      listeners: objects({
        name: text,
        port: number,
        protocol: text,
        hostname: text,
        tls: object({ mode: text, certificateRefs: anything }),
      }),
    }),
  }),
)
export const httpRouteKind = kind(
  'HTTPRoute',
  ['gateway.networking.k8s.io'],
  object({
    spec: object({
      parentRefs: objects({ name: text, namespace: text, kind: text, sectionName: text }),
      hostnames: texts,
      rules: objects({
        filters: objects({ type: text, requestRedirect: object({ scheme: text }) }),
        backendRefs: objects({ kind: text, group: text, name: text, namespace: text, port: number }),
      }),
    }),
  }),
)

const policyRule = { apiGroups: texts, resources: texts, resourceNames: texts, verbs: texts, nonResourceURLs: texts } as const
const subjects = objects({ kind: text, apiGroup: text, name: text, namespace: text })
const roleRef = object({ apiGroup: text, kind: text, name: text })
const rbacGroups = ['rbac.authorization.k8s.io', 'authorization.openshift.io'] as const
export const roleKind = kind('Role', rbacGroups, object({ rules: objects(policyRule) }))
export const clusterRoleKind = kind(
  'ClusterRole',
  rbacGroups,
  object({
    rules: objects(policyRule),
    aggregationRule: object({ clusterRoleSelectors: objects({ matchLabels: map(text), matchExpressions: anything }) }),
  }),
)
export const roleBindingKind = kind('RoleBinding', rbacGroups, object({ subjects, roleRef }))
export const clusterRoleBindingKind = kind('ClusterRoleBinding', rbacGroups, object({ subjects, roleRef }))
export type PolicyRule = NonNullable<Read<typeof roleKind.shape>['rules']>[number]
export type RoleSubject = NonNullable<Read<typeof roleBindingKind.shape>['subjects']>[number]
export type Binding = Read<typeof roleBindingKind.shape>

export const serviceAccountKind = kind(
  'ServiceAccount',
  [''],
  object({
    automountServiceAccountToken: flag,
    secrets: objects({ name: text }),
    imagePullSecrets: objects({ name: text }),
  }),
)

export const configMapKind = {
  ...kind('ConfigMap', [''], object({ data: map(text), binaryData: map(text), immutable: flag })),
  alone: true,
} as const
export const secretKind = kind('Secret', [''], object({ type: text, data: map(text), stringData: map(text), immutable: flag }))

const selectorShape = object({
  matchLabels: map(text),
  matchExpressions: objects({ key: text, operator: text, values: texts }),
})
export type LabelSelector = Read<typeof selectorShape>

const clientConfig = object({
  url: text,
  caBundle: text,
  service: object({ name: text, namespace: text, port: number, path: text }),
})
const webhooks = objects({
  name: text,
  clientConfig,
  failurePolicy: text,
  timeoutSeconds: number,
  sideEffects: text,
  matchPolicy: text,
  namespaceSelector: selectorShape,
  objectSelector: selectorShape,
  matchConditions: anything,
  rules: objects({ apiGroups: texts, apiVersions: texts, operations: texts, resources: texts, scope: text }),
})
export const validatingWebhookKind = kind(
  'ValidatingWebhookConfiguration',
  ['admissionregistration.k8s.io'],
  object({ webhooks }),
)
export const mutatingWebhookKind = kind('MutatingWebhookConfiguration', ['admissionregistration.k8s.io'], object({ webhooks }))
export type Webhook = NonNullable<Read<typeof webhooks>>[number]

export const apiServiceKind = kind(
  'APIService',
  ['apiregistration.k8s.io'],
  object({
    spec: object({
      insecureSkipTLSVerify: flag,
      caBundle: text,
      group: text,
      version: text,
      service: object({ name: text, namespace: text, port: number }),
    }),
  }),
)

export const storageClassKind = kind(
  'StorageClass',
  ['storage.k8s.io'],
  object({ provisioner: text, parameters: map(text), mountOptions: texts }),
)
export const persistentVolumeKind = kind(
  'PersistentVolume',
  [''],
  object({
    spec: object({
      hostPath: object({ path: text, type: text }),
      local: object({ path: text }),
      nfs: object({ server: text, path: text }),
      csi: object({ driver: text, volumeAttributes: map(text) }),
      accessModes: texts,
      storageClassName: text,
      mountOptions: texts,
      claimRef: object({ name: text, namespace: text }),
    }),
  }),
)
export const networkPolicyKind = kind(
  'NetworkPolicy',
  ['networking.k8s.io', 'extensions'],
  object({
    spec: object({
      podSelector: selectorShape,
      policyTypes: texts,
      ingress: list(anything, () => ({})),
      egress: list(anything, () => ({})),
    }),
  }),
)

export const limitRangeKind = kind(
  'LimitRange',
  [''],
  object({ spec: object({ limits: objects({ type: text, default: map(textOrNumber), max: map(textOrNumber) }) }) }),
)

/** Other kinds of policy that limit a namespace's network: that they are there counts, their rules are not read. */
export const ciliumNetworkPolicyKind = kind('CiliumNetworkPolicy', ['cilium.io'], empty)
export const clusterNetworkPolicyKinds: readonly Kind<unknown>[] = [
  kind('CiliumClusterwideNetworkPolicy', ['cilium.io'], empty),
  kind('GlobalNetworkPolicy', ['crd.projectcalico.org', 'projectcalico.org'], empty),
  kind('AdminNetworkPolicy', ['policy.networking.k8s.io'], empty),
  kind('BaselineAdminNetworkPolicy', ['policy.networking.k8s.io'], empty),
  kind('ClusterNetworkPolicy', ['policy.networking.k8s.io'], empty),
]

/** Every kind whose body some check reads, besides the workloads. */
export const readKinds: readonly Kind<unknown>[] = [
  namespaceKind,
  serviceKind,
  ingressKind,
  gatewayKind,
  httpRouteKind,
  roleKind,
  clusterRoleKind,
  roleBindingKind,
  clusterRoleBindingKind,
  serviceAccountKind,
  configMapKind,
  secretKind,
  validatingWebhookKind,
  mutatingWebhookKind,
  apiServiceKind,
  storageClassKind,
  persistentVolumeKind,
  networkPolicyKind,
  limitRangeKind,
  ciliumNetworkPolicyKind,
  ...clusterNetworkPolicyKinds,
]
