import type { Service } from './objects.ts'
import type { Labels } from './selectors.ts'

type Path = readonly (string | number)[]

/** An annotation that keeps a load balancer off the internet, with the values that do; absent `values` is any value but false. */
interface Mark {
  readonly key: string
  readonly values?: RegExp
}

/** Source: the cloud providers' load balancer documentation, each under the annotation's own name. */
const internalMarks: readonly Mark[] = [
  { key: 'service.beta.kubernetes.io/aws-load-balancer-internal' },
  { key: 'service.beta.kubernetes.io/aws-load-balancer-scheme', values: /^internal$/ },
  { key: 'networking.gke.io/load-balancer-type', values: /^internal$/i },
  { key: 'cloud.google.com/load-balancer-type', values: /^internal$/i },
  { key: 'service.beta.kubernetes.io/azure-load-balancer-internal', values: /^true$/i },
  { key: 'service.beta.kubernetes.io/oci-load-balancer-internal', values: /^true$/i },
  { key: 'oci-network-load-balancer.oraclecloud.com/internal', values: /^true$/i },
  { key: 'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type', values: /^intranet$/ },
  { key: 'service.beta.kubernetes.io/alicloud-loadbalancer-address-type', values: /^intranet$/ },
  { key: 'service.beta.kubernetes.io/openstack-internal-load-balancer', values: /^true$/i },
  { key: 'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type', values: /^private$/ },
  { key: 'service.kubernetes.io/qcloud-loadbalancer-internal-subnetid' },
  { key: 'service.beta.kubernetes.io/cce-load-balancer-internal-vpc', values: /^true$/i },
  { key: 'kubernetes.io/elb.autocreate', values: /"type"\s*:\s*"inner"/ },
  { key: 'service.beta.kubernetes.io/do-loadbalancer-network', values: /^internal$/i },
  { key: 'load-balancer.hetzner.cloud/disable-public-network', values: /^true$/i },
  { key: 'service.beta.kubernetes.io/scw-loadbalancer-private', values: /^true$/i },
  { key: 'service.beta.kubernetes.io/osc-load-balancer-internal', values: /^true$/i },
  { key: 'service.beta.kubernetes.io/ncloud-load-balancer-internal', values: /^true$/i },
  { key: 'yandex.cloud/load-balancer-type', values: /^internal$/ },
  { key: 'lb.stackit.cloud/internal-lb', values: /^true$/i },
]

/** Controllers and classes whose load balancers are internal unless told otherwise, or never public. */
const internalClasses = new Set(['service.k8s.aws/nlb', 'eks.amazonaws.com/nlb', 'tailscale'])
const awsScheme = 'service.beta.kubernetes.io/aws-load-balancer-scheme'
const awsType = 'service.beta.kubernetes.io/aws-load-balancer-type'

/** Annotations with the address ranges that may connect, as a list with commas. */
const rangeKeys = [
  'service.beta.kubernetes.io/load-balancer-source-ranges',
  'service.beta.kubernetes.io/azure-allowed-ip-ranges',
  'service.beta.kubernetes.io/do-loadbalancer-allow-rules',
]

/** Annotations that hand the question over to something outside the cluster. */
const elsewhereKeys = [
  'service.beta.kubernetes.io/aws-load-balancer-security-groups',
  'service.beta.kubernetes.io/azure-allowed-service-tags',
  'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-acl-id',
]

const addressKeys = ['metallb.universe.tf/loadBalancerIPs', 'metallb.io/loadBalancerIPs', 'kube-vip.io/loadbalancerIPs']

/** Who may connect to a service's load balancer. `elsewhere`: decided by a firewall or list that the manifest only names. */
export type LoadBalancerReach =
  | { readonly by: 'anyone'; readonly at: Path; readonly range: string | undefined }
  | { readonly by: 'internal' | 'ranges' }
  | { readonly by: 'elsewhere'; readonly at: Path }

/** Who may connect to the load balancer of a service of that type, as far as the object says. */
export function loadBalancerReach(service: Service, annotations: Labels = {}): LoadBalancerReach {
  if (isInternal(service, annotations)) return { by: 'internal' }
  const ranges = service.spec?.loadBalancerSourceRanges ?? []
  const open = ranges.findIndex(isEverywhere)
  if (open >= 0) return { by: 'anyone', at: ['spec', 'loadBalancerSourceRanges', open], range: ranges[open] }
  if (ranges.length > 0) return { by: 'ranges' }
  for (const key of rangeKeys) {
    const value = annotations[key]
    if (value === undefined || value.trim() === '') continue
    const everywhere = value.split(',').find((range) => isEverywhere(range.replace(/^cidr:/, '')))
    if (everywhere === undefined) return { by: 'ranges' }
    return { by: 'anyone', at: ['metadata', 'annotations', key], range: everywhere.trim() }
  }
  const elsewhere = elsewhereKeys.find((key) => annotations[key] !== undefined)
  if (elsewhere !== undefined) return { by: 'elsewhere', at: ['metadata', 'annotations', elsewhere] }
  return { by: 'anyone', at: ['spec', 'loadBalancerSourceRanges'], range: undefined }
}

function isInternal(service: Service, annotations: Labels): boolean {
  for (const { key, values } of internalMarks) {
    const value = annotations[key]?.trim()
    if (value !== undefined && (values === undefined ? value !== '' && !/^false$/i.test(value) : values.test(value))) return true
  }
  // The AWS Load Balancer Controller makes internal ones unless asked for internet-facing.
  const handled =
    internalClasses.has(service.spec?.loadBalancerClass ?? '') || /^(?:external|nlb-ip)$/.test(annotations[awsType] ?? '')
  if (handled && annotations[awsScheme] !== 'internet-facing') return true
  const addresses = [service.spec?.loadBalancerIP, ...addressKeys.map((key) => annotations[key])].filter(
    (text) => text !== undefined,
  )
  return addresses.length > 0 && addresses.every((text) => text.split(',').every((address) => isPrivateAddress(address.trim())))
}

function isEverywhere(range: string): boolean {
  return /^(?:0\.0\.0\.0\/0|::\/0)$/.test(range.trim())
}

/** True for addresses of RFC 1918, RFC 6598, RFC 4193 and loopback or link-local ones. */
export function isPrivateAddress(address: string): boolean {
  if (/^(?:10|127)\.|^192\.168\.|^169\.254\./.test(address)) return true
  const second = /^(?:172|100)\.(\d{1,3})\./.exec(address)?.[1]
  if (second !== undefined) {
    const part = Number(second)
    return address.startsWith('172.') ? part >= 16 && part <= 31 : part >= 64 && part <= 127
  }
  return /^(?:f[cd][0-9a-f]{2}:|fe80:|::1$)/i.test(address)
}
