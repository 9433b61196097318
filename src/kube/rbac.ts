import type { PolicyRule, RoleSubject } from './objects.ts'

/** What someone asks of the API server, as far as RBAC looks at it. */
export interface AccessRequest {
  readonly verb: string
  /** API group, `''` for the core group. */
  readonly group: string
  /** Resource in the plural, with its subresource where one is asked for: `pods`, `pods/exec`. */
  readonly resource: string
  /** Name of the object; absent for `create` and for lists. */
  readonly name?: string
}

/**
 * True when a rule lets a request through. `*` stands for a whole verb, group or resource. A resource `*` covers subresources too; `*` before
 * a slash covers that subresource of everything; after a slash it is no pattern, so that `nodes/` with it covers nothing that exists.
 * Source: k8s.io/kubernetes v1.37.2, plugin/pkg/auth/authorizer/rbac RuleAllows, pkg/apis/rbac/v1/evaluation_helpers.go.
 */
export function ruleAllows(rule: PolicyRule, request: AccessRequest): boolean {
  return (
    matches(rule.verbs, request.verb) &&
    matches(rule.apiGroups, request.group) &&
    resourceMatches(rule.resources, request.resource) &&
    nameMatches(rule.resourceNames, request.name ?? '')
  )
}

/** True when a rule lets a request for a path outside the API's resources through, such as `/metrics`. A path may end in `*`. */
export function ruleAllowsPath(rule: PolicyRule, verb: string, path: string): boolean {
  if (!matches(rule.verbs, verb)) return false
  return (rule.nonResourceURLs ?? []).some(
    (pattern) => pattern === '*' || pattern === path || (pattern.endsWith('*') && path.startsWith(withoutStars(pattern))),
  )
}

/** Without the stars at the end. A regular expression would look at every run of stars anew from each of its stars. */
function withoutStars(pattern: string): string {
  let end = pattern.length
  while (pattern[end - 1] === '*') end--
  return pattern.slice(0, end)
}

/** True when the list holds the value, or `*`. */
export function matches(list: readonly string[] | undefined, wanted: string): boolean {
  return list?.some((item) => item === '*' || item === wanted) ?? false
}

/** True when one of a rule's resources covers `pods` or `pods/exec`. */
export function resourceMatches(resources: readonly string[] | undefined, wanted: string): boolean {
  const slash = wanted.indexOf('/')
  const ofEverything = slash < 0 ? undefined : `*${wanted.slice(slash)}`
  return resources?.some((item) => item === '*' || item === wanted || item === ofEverything) ?? false
}

function nameMatches(names: readonly string[] | undefined, wanted: string): boolean {
  return names === undefined || names.length === 0 || names.includes(wanted)
}

/** Someone who can hold a role. */
export type Identity =
  | { readonly kind: 'User' | 'Group'; readonly name: string }
  | { readonly kind: 'ServiceAccount'; readonly name: string; readonly namespace: string | undefined }

const accountUser = /^system:serviceaccount:([^:]+):([^:]+)$/

/**
 * Who a binding's subject is. A service account without a namespace is one of the binding's own, and the user name that the API server gives a
 * service account is that account. Undefined for kinds that RBAC does not know: they hold nothing.
 * Source: k8s.io/kubernetes v1.37.2, pkg/registry/rbac/validation/rule.go appliesToUser.
 */
export function identityOf(subject: RoleSubject, bindingNamespace: string | undefined): Identity | undefined {
  const { kind, name } = subject
  if (name === undefined || name === '') return undefined
  if (kind === 'ServiceAccount') {
    const own = subject.namespace === undefined || subject.namespace === '' ? bindingNamespace : subject.namespace
    return { kind, name, namespace: own }
  }
  if (kind === 'Group') return { kind, name }
  if (kind !== 'User') return undefined
  const account = accountUser.exec(name)
  if (account === null) return { kind, name }
  return { kind: 'ServiceAccount', name: account[2] ?? '', namespace: account[1] }
}

/** `ServiceAccount shop/cart`, `Group oncall`. */
export function formatIdentity(identity: Identity): string {
  if (identity.kind !== 'ServiceAccount' || identity.namespace === undefined) return `${identity.kind} ${identity.name}`
  return `${identity.kind} ${identity.namespace}/${identity.name}`
}

/** The namespace whose service accounts a group holds, `'*'` for all namespaces, undefined for groups of other people. */
export function accountsOfGroup(group: string): string | undefined {
  if (group === 'system:serviceaccounts') return '*'
  const prefix = 'system:serviceaccounts:'
  return group.startsWith(prefix) ? group.slice(prefix.length) : undefined
}
