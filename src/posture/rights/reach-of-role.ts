import { type Binding, clusterRoleBindingKind, clusterRoleKind, roleBindingKind, roleKind } from '../../kube/objects.ts'
import { formatIdentity, type Identity, identityOf } from '../../kube/rbac.ts'
import { matchesSelector } from '../../kube/selectors.ts'
import type { Read } from '../../lib/shape.ts'
import type { Seen, World } from '../world.ts'

export type RoleBody = Read<typeof clusterRoleKind.shape>

/** A binding among the sources, and whether what it gives holds in the whole cluster. */
export interface Hold {
  readonly binding: Seen<Binding>
  readonly clusterWide: boolean
}

/** How far a role's rights go by the bindings among the sources, and who has them. */
export interface Reach {
  readonly scope: 'cluster' | 'namespaces' | 'unbound'
  /** Namespaces in which the role holds, where it does not hold everywhere; '' for one that the source does not name. */
  readonly namespaces: readonly string[]
  /** The holders in words, each once. */
  readonly holders: readonly string[]
}

const indexes = new WeakMap<World, ReadonlyMap<string, readonly Hold[]>>()

/** The bindings of a world by the role they give: worked out once, for all checks that ask. */
function indexOf(world: World): ReadonlyMap<string, readonly Hold[]> {
  const known = indexes.get(world)
  if (known !== undefined) return known
  const index = new Map<string, Hold[]>()
  const add = (binding: Seen<Binding>, clusterWide: boolean) => {
    const { kind = '', name = '' } = binding.body.roleRef ?? {}
    const key = `${kind} ${name}`
    const same = index.get(key)
    if (same === undefined) index.set(key, [{ binding, clusterWide }])
    else same.push({ binding, clusterWide })
  }
  for (const binding of world.all(clusterRoleBindingKind)) add(binding, true)
  for (const binding of world.all(roleBindingKind)) add(binding, false)
  indexes.set(world, index)
  return index
}

/** Where the roles that Kubernetes ships take up the rules of others by label, and which of them hold the others' rights in turn. */
const builtInTargets: ReadonlyMap<string, readonly string[]> = new Map([
  ['rbac.authorization.k8s.io/aggregate-to-view', ['view', 'edit', 'admin']],
  ['rbac.authorization.k8s.io/aggregate-to-edit', ['edit', 'admin']],
  ['rbac.authorization.k8s.io/aggregate-to-admin', ['admin']],
])

const aggregators = new WeakMap<World, readonly Seen<RoleBody>[]>()

/** The cluster roles that take up the rules of others. */
function aggregatorsOf(world: World): readonly Seen<RoleBody>[] {
  const known = aggregators.get(world)
  if (known !== undefined) return known
  const found = world.all(clusterRoleKind).filter(({ body }) => body.aggregationRule !== undefined)
  aggregators.set(world, found)
  return found
}

/** Names of the cluster roles that hold the rules of this one: itself, and those that aggregate it. */
function namesOf(role: Seen<RoleBody>, world: World): ReadonlySet<string> {
  const names = new Set([role.object.metadata.name ?? ''])
  for (const [label, targets] of builtInTargets)
    if (role.object.metadata.labels?.[label] === 'true') for (const target of targets) names.add(target)
  for (const parent of aggregatorsOf(world))
    if (aggregates(parent, role) && world.meets(parent, role)) names.add(parent.object.metadata.name ?? '')
  return names
}

/** True when `parent` takes up the rules of `role`. */
export function aggregates(parent: Seen<RoleBody>, role: Seen<RoleBody>): boolean {
  const selectors = parent.body.aggregationRule?.clusterRoleSelectors ?? []
  return selectors.some(
    (selector) =>
      selector.matchExpressions === undefined &&
      matchesSelector({ matchLabels: selector.matchLabels ?? {} }, role.object.metadata.labels),
  )
}

/** The bindings among the sources that give a role, where role and binding can meet in one cluster. */
export function holdsOf(role: Seen<RoleBody>, world: World): readonly Hold[] {
  const index = indexOf(world)
  if (role.object.kind === roleKind.kind)
    return (index.get(`Role ${role.object.metadata.name ?? ''}`) ?? []).filter(
      ({ binding }) => world.sameNamespace(binding, role) && world.meets(binding, role),
    )
  return [...namesOf(role, world)]
    .flatMap((name) => index.get(`ClusterRole ${name}`) ?? [])
    .filter(({ binding }) => world.meets(binding, role))
}

/** Who a binding names, with the index of each. */
export function identitiesOf(binding: Seen<Binding>): readonly { readonly identity: Identity; readonly index: number }[] {
  const out: { identity: Identity; index: number }[] = []
  for (const [index, subject] of (binding.body.subjects ?? []).entries()) {
    const identity = identityOf(subject, binding.object.metadata.namespace)
    if (identity !== undefined) out.push({ identity, index })
  }
  return out
}

const reaches = new WeakMap<Seen<RoleBody>, Reach>()

/** How far a role reaches in the world that it belongs to. A binding without subjects gives it to nobody. Worked out once for each role. */
export function reachOf(role: Seen<RoleBody>, world: World): Reach {
  const known = reaches.get(role)
  if (known !== undefined) return known
  const reach = workOutReach(role, world)
  reaches.set(role, reach)
  return reach
}

function workOutReach(role: Seen<RoleBody>, world: World): Reach {
  const holders = new Set<string>()
  const namespaces = new Set<string>()
  let clusterWide = false
  for (const hold of holdsOf(role, world)) {
    const identities = identitiesOf(hold.binding)
    for (const { identity } of identities) holders.add(formatIdentity(identity))
    if (identities.length === 0) continue
    if (hold.clusterWide) clusterWide = true
    else namespaces.add(hold.binding.object.metadata.namespace ?? '')
  }
  const scope = clusterWide ? 'cluster' : namespaces.size > 0 ? 'namespaces' : 'unbound'
  return { scope, namespaces: [...namespaces], holders: [...holders] }
}

const shippedNames = /^(?:system:.*|cluster-admin|admin|edit|view)$/

/**
 * True for what Kubernetes or the provider of a managed cluster put there: the customer does not write it, and it is written back. A file counts only
 * where it was taken from a cluster, by label and name together.
 */
export function isProvided({ object, origin }: Seen<unknown>): boolean {
  const { name = '', labels = {} } = object.metadata
  const shipped = labels['kubernetes.io/bootstrapping'] === 'rbac-defaults'
  if (origin.file !== 'cluster') return shipped && shippedNames.test(name)
  return shipped || name.startsWith('system:') || name.startsWith('eks:')
}
