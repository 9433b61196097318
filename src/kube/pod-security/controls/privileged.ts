import type { Container } from '../../pod-shape.ts'
import { fieldOf, nameContainers, offenders } from '../containers.ts'
import type { Control, Objection, PodToJudge } from '../control.ts'

/** A privileged container has none of the walls between it and the node. */
export const privileged: Control = {
  id: 'privileged',
  level: 'baseline',
  revisions: [{ since: 0, rule: isUnprivileged }],
}

function isUnprivileged({ spec }: PodToJudge): Objection | undefined {
  const bad = offenders(spec, isPrivileged)
  if (bad.length === 0) return undefined
  return {
    reason: 'privileged',
    detail: `${nameContainers(bad)} must not set securityContext.privileged=true`,
    paths: fieldOf(bad, 'securityContext', 'privileged'),
  }
}

function isPrivileged(container: Container): boolean {
  return container.securityContext?.privileged === true
}
