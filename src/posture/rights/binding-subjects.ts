import { type Binding, clusterRoleBindingKind, clusterRoleKind, roleBindingKind, roleKind } from '../../kube/objects.ts'
import { accountsOfGroup, formatIdentity, type Identity } from '../../kube/rbac.ts'
import type { Path } from '../../model/index.ts'
import type { Seen, World } from '../world.ts'
import { identitiesOf, isProvided, type RoleBody } from './reach-of-role.ts'

/**
 * Who a subject is to a judge. Each class is told by one check, so that one subject of a binding is never told twice: `anyone` needs no
 * credential, `anyone-known` any credential at all, `masters` is the group above RBAC, `default-accounts` is what pods get that ask for nothing.
 */
export type SubjectClass = 'anyone' | 'anyone-known' | 'masters' | 'default-accounts' | 'account' | 'person'

export function classOf(identity: Identity): SubjectClass {
  if (identity.kind === 'ServiceAccount') return identity.name === 'default' ? 'default-accounts' : 'account'
  if (identity.name === 'system:anonymous' || identity.name === 'system:unauthenticated') return 'anyone'
  if (identity.kind === 'User') return 'person'
  if (identity.name === 'system:authenticated') return 'anyone-known'
  if (identity.name === 'system:masters') return 'masters'
  return accountsOfGroup(identity.name) === undefined ? 'person' : 'default-accounts'
}

/** One subject of a binding that nobody but the user wrote. */
export interface BoundSubject {
  readonly binding: Seen<Binding>
  readonly clusterWide: boolean
  /** Name of the role that is given. */
  readonly role: string
  readonly roleKind: string
  readonly who: SubjectClass
  readonly identity: Identity
  /** The subject in words. */
  readonly name: string
  /** Path of the subject in the binding. */
  readonly at: Path
}

const known = new WeakMap<World, readonly BoundSubject[]>()

/**
 * Every subject of every binding among the sources, those left out that Kubernetes or the provider put there. Worked out once, for all checks that
 * ask.
 */
export function boundSubjects(world: World): readonly BoundSubject[] {
  const before = known.get(world)
  if (before !== undefined) return before
  const subjects = readSubjects(world)
  known.set(world, subjects)
  return subjects
}

function readSubjects(world: World): readonly BoundSubject[] {
  const out: BoundSubject[] = []
  for (const binding of [...world.all(clusterRoleBindingKind), ...world.all(roleBindingKind)]) {
    if (isProvided(binding)) continue
    const { name: role = '', kind: roleKindName = '' } = binding.body.roleRef ?? {}
    for (const { identity, index } of identitiesOf(binding))
      out.push({
        binding,
        clusterWide: binding.object.kind === clusterRoleBindingKind.kind,
        role,
        roleKind: roleKindName,
        who: classOf(identity),
        identity,
        name: formatIdentity(identity),
        at: ['subjects', index],
      })
  }
  return out
}

/** Roles that Kubernetes itself gives to everyone, known or not: version, health, discovery, who am I. */
const publicRoles = new Set([
  'system:public-info-viewer',
  'system:discovery',
  'system:basic-user',
  'system:service-account-issuer-discovery',
  'system:cluster-trust-bundle-discovery',
  'kubeadm:bootstrap-signer-clusterinfo',
])

const publicPaths = /^\/(healthz|livez|readyz|version)(\/\*?|\*)?$/

/** True where the role gives away nothing: one of those that Kubernetes gives to everyone, or health checks alone. */
export function isPublicRole(bound: BoundSubject, world: World): boolean {
  if (publicRoles.has(bound.role)) return true
  const { namespace } = bound.binding.object.metadata
  const roles: readonly Seen<RoleBody>[] =
    bound.roleKind === 'Role' ? world.find(roleKind, namespace, bound.role) : world.find(clusterRoleKind, undefined, bound.role)
  return (
    roles.length > 0 &&
    roles.every(({ body }) =>
      (body.rules ?? []).every(
        ({ resources = [], nonResourceURLs = [] }) =>
          resources.length === 0 && nonResourceURLs.every((path) => publicPaths.test(path)),
      ),
    )
  )
}

/** Roles that hold every right, or enough of them to get the rest in a second step where they are given for the whole cluster. */
export function isAdminRole({ role, roleKind: kind, clusterWide }: BoundSubject): boolean {
  if (kind !== 'ClusterRole') return false
  return role === 'cluster-admin' || (clusterWide && (role === 'admin' || role === 'edit'))
}
