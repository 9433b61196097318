/** A kind to read, as the API server names it. */
export interface WantedKind {
  /** API group, `''` for the core group. */
  readonly group: string
  /** Versions that can be judged, best first. The first one that the server serves is read. */
  readonly versions: readonly string[]
  /** Plural lower-case name in the path, for example `deployments`. */
  readonly resource: string
  readonly kind: string
  readonly namespaced: boolean
  /** A resource that no server needs to have: where discovery names no such group, or no such resource in it, there is nothing to read and no gap. */
  readonly optional?: boolean
  /** Ask for names, labels and owners alone; the body never leaves the API server. */
  readonly metadataOnly?: boolean
}

const v1 = ['v1'] as const
const policyVersions = ['v1', 'v1beta1', 'v1alpha2', 'v1alpha1'] as const

/** A kind of an add-on of which only the presence is asked. */
function present(group: string, versions: readonly string[], resource: string, kind: string, namespaced: boolean): WantedKind {
  return { group, versions, resource, kind, namespaced, optional: true, metadataOnly: true }
}

/**
 * What is read from a live cluster, namespaces first. Of Secrets only the metadata: their values decide nothing here, and what is
 * not read cannot leak. Left out because nothing judges them: nodes, endpoints, events, leases, and controller revisions
 * (copies of pod templates that other objects already hold).
 */
export const wantedKinds: readonly WantedKind[] = [
  { group: '', versions: v1, resource: 'namespaces', kind: 'Namespace', namespaced: false },
  { group: '', versions: v1, resource: 'pods', kind: 'Pod', namespaced: true },
  { group: '', versions: v1, resource: 'replicationcontrollers', kind: 'ReplicationController', namespaced: true },
  { group: '', versions: v1, resource: 'services', kind: 'Service', namespaced: true },
  { group: '', versions: v1, resource: 'configmaps', kind: 'ConfigMap', namespaced: true },
  { group: '', versions: v1, resource: 'secrets', kind: 'Secret', namespaced: true, metadataOnly: true },
  { group: '', versions: v1, resource: 'serviceaccounts', kind: 'ServiceAccount', namespaced: true },
  { group: '', versions: v1, resource: 'persistentvolumeclaims', kind: 'PersistentVolumeClaim', namespaced: true },
  { group: '', versions: v1, resource: 'persistentvolumes', kind: 'PersistentVolume', namespaced: false },
  { group: '', versions: v1, resource: 'limitranges', kind: 'LimitRange', namespaced: true },

  { group: 'apps', versions: v1, resource: 'deployments', kind: 'Deployment', namespaced: true },
  { group: 'apps', versions: v1, resource: 'statefulsets', kind: 'StatefulSet', namespaced: true },
  { group: 'apps', versions: v1, resource: 'daemonsets', kind: 'DaemonSet', namespaced: true },
  { group: 'apps', versions: v1, resource: 'replicasets', kind: 'ReplicaSet', namespaced: true },
  { group: 'batch', versions: v1, resource: 'cronjobs', kind: 'CronJob', namespaced: true },
  { group: 'batch', versions: v1, resource: 'jobs', kind: 'Job', namespaced: true },

  { group: 'networking.k8s.io', versions: v1, resource: 'ingresses', kind: 'Ingress', namespaced: true },
  { group: 'networking.k8s.io', versions: v1, resource: 'networkpolicies', kind: 'NetworkPolicy', namespaced: true },
  { group: 'networking.k8s.io', versions: v1, resource: 'ingressclasses', kind: 'IngressClass', namespaced: false },

  { group: 'rbac.authorization.k8s.io', versions: v1, resource: 'roles', kind: 'Role', namespaced: true },
  { group: 'rbac.authorization.k8s.io', versions: v1, resource: 'rolebindings', kind: 'RoleBinding', namespaced: true },
  { group: 'rbac.authorization.k8s.io', versions: v1, resource: 'clusterroles', kind: 'ClusterRole', namespaced: false },
  {
    group: 'rbac.authorization.k8s.io',
    versions: v1,
    resource: 'clusterrolebindings',
    kind: 'ClusterRoleBinding',
    namespaced: false,
  },

  {
    group: 'admissionregistration.k8s.io',
    versions: v1,
    resource: 'validatingwebhookconfigurations',
    kind: 'ValidatingWebhookConfiguration',
    namespaced: false,
  },
  {
    group: 'admissionregistration.k8s.io',
    versions: v1,
    resource: 'mutatingwebhookconfigurations',
    kind: 'MutatingWebhookConfiguration',
    namespaced: false,
  },
  { group: 'storage.k8s.io', versions: v1, resource: 'storageclasses', kind: 'StorageClass', namespaced: false },
  {
    group: 'apiregistration.k8s.io',
    versions: v1,
    resource: 'apiservices',
    kind: 'APIService',
    namespaced: false,
    optional: true,
  },

  {
    group: 'gateway.networking.k8s.io',
    versions: ['v1', 'v1beta1'],
    resource: 'gateways',
    kind: 'Gateway',
    namespaced: true,
    optional: true,
  },
  {
    group: 'gateway.networking.k8s.io',
    versions: ['v1', 'v1beta1'],
    resource: 'httproutes',
    kind: 'HTTPRoute',
    namespaced: true,
    optional: true,
  },

  // Network policies of other kinds: that they are there counts, their rules are not read.
  present('cilium.io', ['v2'], 'ciliumnetworkpolicies', 'CiliumNetworkPolicy', true),
  present('cilium.io', ['v2'], 'ciliumclusterwidenetworkpolicies', 'CiliumClusterwideNetworkPolicy', false),
  present('crd.projectcalico.org', v1, 'globalnetworkpolicies', 'GlobalNetworkPolicy', false),
  present('projectcalico.org', ['v3'], 'globalnetworkpolicies', 'GlobalNetworkPolicy', false),
  present('policy.networking.k8s.io', policyVersions, 'clusternetworkpolicies', 'ClusterNetworkPolicy', false),
  present('policy.networking.k8s.io', policyVersions, 'adminnetworkpolicies', 'AdminNetworkPolicy', false),
  present('policy.networking.k8s.io', policyVersions, 'baselineadminnetworkpolicies', 'BaselineAdminNetworkPolicy', false),
]
