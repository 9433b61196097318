import type { Webhook } from './objects.ts'
import { type Labels, matchesSelector } from './selectors.ts'

/** A request that a webhook may be called for: `pods` or `pods/exec`, by `CREATE`, `UPDATE`, `DELETE` or `CONNECT`. */
export interface AdmittedRequest {
  readonly group: string
  readonly resource: string
  readonly operation: string
}

/**
 * True when one of a webhook's rules names the request. `*` stands for all resources without their subresources, `*` on both sides of a slash for
 * all of both. Source: k8s.io/apiserver pkg/admission/plugin/webhook/predicates/rules.
 */
export function webhookNames({ rules = [] }: Webhook, { group, resource, operation }: AdmittedRequest): boolean {
  const slash = resource.indexOf('/')
  const [main, sub] = slash < 0 ? [resource, ''] : [resource.slice(0, slash), resource.slice(slash + 1)]
  const covers = (pattern: string) => {
    const at = pattern.indexOf('/')
    const [wantedMain, wantedSub] = at < 0 ? [pattern, ''] : [pattern.slice(0, at), pattern.slice(at + 1)]
    return (wantedMain === '*' || wantedMain === main) && (wantedSub === sub || wantedSub === '*')
  }
  return rules.some(
    ({ apiGroups = [], resources = [], operations = [] }) =>
      (apiGroups.includes('*') || apiGroups.includes(group)) &&
      (operations.includes('*') || operations.includes(operation)) &&
      resources.some(covers),
  )
}

/** True when the webhook is called for objects of a namespace with these labels. Without a selector it is called for all. */
export function webhookSelectsNamespace({ namespaceSelector }: Webhook, labels: Labels): boolean {
  return namespaceSelector === undefined || matchesSelector(namespaceSelector, labels)
}

/** True when the webhook is called for an object that has no labels: it does not wait to be asked for by one. */
export function webhookSelectsUnlabelled({ objectSelector }: Webhook): boolean {
  return objectSelector === undefined || matchesSelector(objectSelector, {})
}

/** What becomes of a request when the webhook does not answer: the default changed with v1 of the API. */
export function failurePolicyOf({ failurePolicy }: Webhook, version: string): string {
  return failurePolicy ?? (version === 'v1' ? 'Fail' : 'Ignore')
}
