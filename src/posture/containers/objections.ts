import type { Pod } from '../../kube/pod.ts'
import type { Control } from '../../kube/pod-security/control.ts'
import type { Path } from '../../model/index.ts'

/** The fields that the newest revision of a Pod Security control objects to, from the object's root. */
export function objectedPaths(control: Control, pod: Pod): readonly Path[] {
  const objection = control.revisions.at(-1)?.rule(pod)
  return (objection?.paths ?? []).map((path) => [...pod.path, ...path])
}
