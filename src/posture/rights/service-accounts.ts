import { type Binding, serviceAccountKind } from '../../kube/objects.ts'
import type { Pod } from '../../kube/pod.ts'
import { serviceAccountOf } from '../../kube/pod-defaults.ts'
import { accountsOfGroup } from '../../kube/rbac.ts'
import type { Seen, World } from '../world.ts'
import { boundSubjects, isPublicRole } from './binding-subjects.ts'

/** A pod that has a token of the API in its file system, and whose. */
export interface Tokened {
  readonly pod: Seen<Pod>
  readonly account: string
  /** A binding among the sources that gives the account rights by its own name: the pod is meant to use the API. */
  readonly binding: Seen<Binding> | undefined
  /** A binding that gives rights to all accounts of a namespace or of the cluster, this one with them. */
  readonly groupBinding: Seen<Binding> | undefined
}

/**
 * The pods that get a token of the API: those that do not say otherwise, whose account, where it is among the sources, does not either.
 * Source: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting
 */
export function tokenedPods(world: World): readonly Tokened[] {
  const { byAccount, ofGroups } = rightsOf(world)
  const out: Tokened[] = []
  for (const pod of world.pods) {
    const account = serviceAccountOf(pod.body.spec)
    const { namespace } = pod.object.metadata
    const accounts = world.find(serviceAccountKind, namespace, account).filter((seen) => world.meets(seen, pod))
    const switchedOff = accounts.some(({ body }) => body.automountServiceAccountToken === false)
    if (!(pod.body.spec.automountServiceAccountToken ?? !switchedOff)) continue
    // What is rendered or applied with a namespace given from outside names none: then the account's name has to do.
    const binds = (given: string | undefined) => given === undefined || namespace === undefined || given === namespace
    const own = byAccount.get(account)?.find((given) => binds(given.namespace) && world.meets(given.binding, pod))
    const group = ofGroups.find((given) => ['*', namespace].includes(given.namespace) && world.meets(given.binding, pod))
    out.push({ pod, account, binding: own?.binding, groupBinding: group?.binding })
  }
  return out
}

interface Given {
  /** Namespace of the account, or of the accounts; `*` for all. */
  readonly namespace: string | undefined
  readonly binding: Seen<Binding>
}

/** The bindings that give a right, by the name of the account, and those that give it to groups of accounts. */
function rightsOf(world: World): {
  readonly byAccount: ReadonlyMap<string, readonly Given[]>
  readonly ofGroups: readonly Given[]
} {
  const byAccount = new Map<string, Given[]>()
  const ofGroups: Given[] = []
  for (const subject of boundSubjects(world)) {
    const { identity, binding } = subject
    if (isPublicRole(subject, world)) continue
    if (identity.kind === 'ServiceAccount') {
      const same = byAccount.get(identity.name)
      const given = { namespace: identity.namespace, binding }
      if (same === undefined) byAccount.set(identity.name, [given])
      else same.push(given)
    } else if (identity.kind === 'Group') {
      const namespace = accountsOfGroup(identity.name)
      if (namespace !== undefined) ofGroups.push({ namespace, binding })
    }
  }
  return { byAccount, ofGroups }
}
