import { namespaceKind } from '../../kube/objects.ts'
import type { Pod } from '../../kube/pod.ts'
import {
  asAdmitted,
  evaluatePodSecurity,
  type LevelVersion,
  namespacePolicy,
  type Violation,
} from '../../kube/pod-security/index.ts'
import type { Seen, World } from '../world.ts'

/** What the Pod Security labels of a pod's own namespace come to for it. */
export interface OwnNamespaceVerdict {
  readonly pod: Seen<Pod>
  readonly namespace: string
  readonly enforce: LevelVersion
  readonly refused: readonly Violation[]
  /** The level that is only told of, by a warning or in the audit log, and what it has against the pod. */
  readonly told: { readonly by: 'warn' | 'audit'; readonly level: LevelVersion; readonly violations: readonly Violation[] }
}

/** For every pod whose namespace is among the sources: what admission would say. Where both modes ask for something, the warning is taken. */
export function ownNamespaceVerdicts(world: World): readonly OwnNamespaceVerdict[] {
  return world.all(namespaceKind).flatMap((namespace) => {
    const { name, labels } = namespace.object.metadata
    const { enforce, warn, audit } = namespacePolicy(labels).policy
    if (name === undefined) return []
    const by = warn.level === 'privileged' ? 'audit' : 'warn'
    const level = by === 'warn' ? warn : audit
    return world
      .podsIn(name)
      .filter((pod) => world.meets(pod, namespace))
      .map((pod) => {
        const admitted = asAdmitted(pod.body)
        const refused = evaluatePodSecurity(admitted, enforce.level, enforce.version)
        const violations = evaluatePodSecurity(admitted, level.level, level.version)
        return { pod, namespace: name, enforce, refused, told: { by, level, violations } }
      })
  })
}

/** `host namespaces (hostNetwork=true)`, as the API server says it. */
export function violationText({ reason, detail }: Violation): string {
  return detail === '' ? reason : `${reason} (${detail})`
}

/** Paths of the fields that a violation names, from the object's root. */
export function violationPaths(pod: Seen<Pod>, { paths }: Violation): readonly (readonly (string | number)[])[] {
  return (paths.length === 0 ? [['spec']] : paths).map((path) => [...pod.body.path, ...path])
}
