/** A version of an API that the API server serves no more. */
export interface RemovedApi {
  /** `group/version`. */
  readonly apiVersion: string
  readonly kinds: readonly string[]
  /** Minor version of the release that no longer serves it: 25 for v1.25. */
  readonly removedIn: number
  /** What serves the kind instead, or undefined where nothing does. */
  readonly replacement: string | undefined
  /** The newer version has the same fields with the same meaning, so that changing `apiVersion` is enough. */
  readonly sameShape?: true
}

/** The newest release of Kubernetes whose removals are known here. */
export const newestRelease = 37

const workloads = ['Deployment', 'DaemonSet', 'ReplicaSet'] as const
const rbac = ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'] as const
const webhooks = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'] as const
const flow = ['FlowSchema', 'PriorityLevelConfiguration'] as const
const claims = ['DeviceClass', 'ResourceClaim', 'ResourceClaimTemplate', 'ResourceSlice'] as const
const validatingPolicies = ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'] as const
const mutatingPolicies = ['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'] as const

/**
 * Every removal, those announced for coming releases included.
 * Sources: https://kubernetes.io/docs/reference/using-api/deprecation-guide/, and the APILifecycleRemoved methods of k8s.io/api v0.37.2.
 */
export const removedApis: readonly RemovedApi[] = [
  // v1.16
  { apiVersion: 'extensions/v1beta1', kinds: workloads, removedIn: 16, replacement: 'apps/v1' },
  {
    apiVersion: 'extensions/v1beta1',
    kinds: ['NetworkPolicy'],
    removedIn: 16,
    replacement: 'networking.k8s.io/v1',
    sameShape: true,
  },
  { apiVersion: 'extensions/v1beta1', kinds: ['PodSecurityPolicy'], removedIn: 16, replacement: undefined },
  {
    apiVersion: 'apps/v1beta1',
    kinds: ['Deployment', 'StatefulSet', 'ControllerRevision'],
    removedIn: 16,
    replacement: 'apps/v1',
  },
  {
    apiVersion: 'apps/v1beta2',
    kinds: [...workloads, 'StatefulSet', 'ControllerRevision'],
    removedIn: 16,
    replacement: 'apps/v1',
    sameShape: true,
  },
  // v1.22
  {
    apiVersion: 'admissionregistration.k8s.io/v1beta1',
    kinds: webhooks,
    removedIn: 22,
    replacement: 'admissionregistration.k8s.io/v1',
  },
  {
    apiVersion: 'apiextensions.k8s.io/v1beta1',
    kinds: ['CustomResourceDefinition'],
    removedIn: 22,
    replacement: 'apiextensions.k8s.io/v1',
  },
  {
    apiVersion: 'apiregistration.k8s.io/v1beta1',
    kinds: ['APIService'],
    removedIn: 22,
    replacement: 'apiregistration.k8s.io/v1',
    sameShape: true,
  },
  {
    apiVersion: 'authentication.k8s.io/v1beta1',
    kinds: ['TokenReview'],
    removedIn: 22,
    replacement: 'authentication.k8s.io/v1',
    sameShape: true,
  },
  {
    apiVersion: 'authorization.k8s.io/v1beta1',
    kinds: ['LocalSubjectAccessReview', 'SelfSubjectAccessReview', 'SelfSubjectRulesReview', 'SubjectAccessReview'],
    removedIn: 22,
    replacement: 'authorization.k8s.io/v1',
  },
  {
    apiVersion: 'certificates.k8s.io/v1beta1',
    kinds: ['CertificateSigningRequest'],
    removedIn: 22,
    replacement: 'certificates.k8s.io/v1',
  },
  {
    apiVersion: 'coordination.k8s.io/v1beta1',
    kinds: ['Lease'],
    removedIn: 22,
    replacement: 'coordination.k8s.io/v1',
    sameShape: true,
  },
  { apiVersion: 'extensions/v1beta1', kinds: ['Ingress'], removedIn: 22, replacement: 'networking.k8s.io/v1' },
  { apiVersion: 'networking.k8s.io/v1beta1', kinds: ['Ingress'], removedIn: 22, replacement: 'networking.k8s.io/v1' },
  {
    apiVersion: 'networking.k8s.io/v1beta1',
    kinds: ['IngressClass'],
    removedIn: 22,
    replacement: 'networking.k8s.io/v1',
    sameShape: true,
  },
  { apiVersion: 'rbac.authorization.k8s.io/v1alpha1', kinds: rbac, removedIn: 22, replacement: 'rbac.authorization.k8s.io/v1' },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1beta1',
    kinds: rbac,
    removedIn: 22,
    replacement: 'rbac.authorization.k8s.io/v1',
    sameShape: true,
  },
  {
    apiVersion: 'scheduling.k8s.io/v1beta1',
    kinds: ['PriorityClass'],
    removedIn: 22,
    replacement: 'scheduling.k8s.io/v1',
    sameShape: true,
  },
  {
    apiVersion: 'storage.k8s.io/v1beta1',
    kinds: ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'],
    removedIn: 22,
    replacement: 'storage.k8s.io/v1',
    sameShape: true,
  },
  // v1.24
  {
    apiVersion: 'storage.k8s.io/v1alpha1',
    kinds: ['CSIStorageCapacity', 'VolumeAttachment'],
    removedIn: 24,
    replacement: 'storage.k8s.io/v1',
    sameShape: true,
  },
  // v1.25
  { apiVersion: 'batch/v1beta1', kinds: ['CronJob'], removedIn: 25, replacement: 'batch/v1', sameShape: true },
  { apiVersion: 'discovery.k8s.io/v1beta1', kinds: ['EndpointSlice'], removedIn: 25, replacement: 'discovery.k8s.io/v1' },
  { apiVersion: 'events.k8s.io/v1beta1', kinds: ['Event'], removedIn: 25, replacement: 'events.k8s.io/v1' },
  { apiVersion: 'autoscaling/v2beta1', kinds: ['HorizontalPodAutoscaler'], removedIn: 25, replacement: 'autoscaling/v2' },
  // An empty selector picks no pods in v1beta1 and all pods of the namespace in v1.
  { apiVersion: 'policy/v1beta1', kinds: ['PodDisruptionBudget', 'Eviction'], removedIn: 25, replacement: 'policy/v1' },
  { apiVersion: 'policy/v1beta1', kinds: ['PodSecurityPolicy'], removedIn: 25, replacement: undefined },
  { apiVersion: 'node.k8s.io/v1beta1', kinds: ['RuntimeClass'], removedIn: 25, replacement: 'node.k8s.io/v1', sameShape: true },
  // v1.26
  {
    apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta1',
    kinds: flow,
    removedIn: 26,
    replacement: 'flowcontrol.apiserver.k8s.io/v1',
  },
  {
    apiVersion: 'autoscaling/v2beta2',
    kinds: ['HorizontalPodAutoscaler'],
    removedIn: 26,
    replacement: 'autoscaling/v2',
    sameShape: true,
  },
  // v1.27
  {
    apiVersion: 'storage.k8s.io/v1beta1',
    kinds: ['CSIStorageCapacity'],
    removedIn: 27,
    replacement: 'storage.k8s.io/v1',
    sameShape: true,
  },
  // v1.29
  {
    apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta2',
    kinds: flow,
    removedIn: 29,
    replacement: 'flowcontrol.apiserver.k8s.io/v1',
  },
  // v1.32
  {
    apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta3',
    kinds: flow,
    removedIn: 32,
    replacement: 'flowcontrol.apiserver.k8s.io/v1',
  },
  {
    apiVersion: 'admissionregistration.k8s.io/v1alpha1',
    kinds: validatingPolicies,
    removedIn: 32,
    replacement: 'admissionregistration.k8s.io/v1',
  },
  {
    apiVersion: 'authentication.k8s.io/v1alpha1',
    kinds: ['SelfSubjectReview'],
    removedIn: 32,
    replacement: 'authentication.k8s.io/v1',
  },
  // v1.33
  {
    apiVersion: 'authentication.k8s.io/v1beta1',
    kinds: ['SelfSubjectReview'],
    removedIn: 33,
    replacement: 'authentication.k8s.io/v1',
    sameShape: true,
  },
  // v1.34
  {
    apiVersion: 'admissionregistration.k8s.io/v1beta1',
    kinds: validatingPolicies,
    removedIn: 34,
    replacement: 'admissionregistration.k8s.io/v1',
    sameShape: true,
  },
  // v1.35
  { apiVersion: 'storage.k8s.io/v1alpha1', kinds: ['VolumeAttributesClass'], removedIn: 35, replacement: 'storage.k8s.io/v1' },
  // v1.37
  {
    apiVersion: 'networking.k8s.io/v1beta1',
    kinds: ['IPAddress', 'ServiceCIDR'],
    removedIn: 37,
    replacement: 'networking.k8s.io/v1',
    sameShape: true,
  },
  {
    apiVersion: 'certificates.k8s.io/v1alpha1',
    kinds: ['ClusterTrustBundle'],
    removedIn: 37,
    replacement: 'certificates.k8s.io/v1',
  },
  {
    apiVersion: 'storage.k8s.io/v1beta1',
    kinds: ['VolumeAttributesClass'],
    removedIn: 37,
    replacement: 'storage.k8s.io/v1',
    sameShape: true,
  },
  // Announced.
  { apiVersion: 'resource.k8s.io/v1beta1', kinds: claims, removedIn: 38, replacement: 'resource.k8s.io/v1' },
  {
    apiVersion: 'admissionregistration.k8s.io/v1alpha1',
    kinds: mutatingPolicies,
    removedIn: 38,
    replacement: 'admissionregistration.k8s.io/v1',
  },
  {
    apiVersion: 'coordination.k8s.io/v1alpha2',
    kinds: ['LeaseCandidate'],
    removedIn: 38,
    replacement: 'coordination.k8s.io/v1beta1',
  },
  { apiVersion: 'resource.k8s.io/v1beta2', kinds: claims, removedIn: 39, replacement: 'resource.k8s.io/v1' },
  { apiVersion: 'resource.k8s.io/v1alpha3', kinds: ['DeviceTaintRule'], removedIn: 39, replacement: 'resource.k8s.io/v1beta2' },
  {
    apiVersion: 'admissionregistration.k8s.io/v1beta1',
    kinds: mutatingPolicies,
    removedIn: 40,
    replacement: 'admissionregistration.k8s.io/v1',
  },
  {
    apiVersion: 'certificates.k8s.io/v1beta1',
    kinds: ['ClusterTrustBundle', 'PodCertificateRequest'],
    removedIn: 40,
    replacement: 'certificates.k8s.io/v1',
  },
  {
    apiVersion: 'storagemigration.k8s.io/v1beta1',
    kinds: ['StorageVersionMigration'],
    removedIn: 40,
    replacement: 'storagemigration.k8s.io/v1',
  },
]

const byKind = new Map(removedApis.flatMap((api) => api.kinds.map((kind) => [`${api.apiVersion} ${kind}`, api] as const)))

/** The removal of a kind at an `apiVersion`, whatever the release; undefined for what is still served or was never Kubernetes' own. */
export function removalOf(apiVersion: string, kind: string): RemovedApi | undefined {
  return byKind.get(`${apiVersion} ${kind}`)
}

/** The minor version in `1.30`, `v1.30` or `1.30.2-eks-1`; undefined for anything else. */
export function minorOf(version: string): number | undefined {
  const match = /^v?1\.(\d{1,3})(?:[.+-].*)?$/.exec(version.trim())
  return match === null ? undefined : Number(match[1])
}
