import type { Container } from '../../pod-shape.ts'
import { fieldOf, nameContainers, offenders } from '../containers.ts'
import { type Control, exceptOnWindows, type Objection, type PodToJudge } from '../control.ts'

/** Every container must forbid gaining privileges, for instance by a set-user-id program: the field's default allows it. */
export const allowPrivilegeEscalation: Control = {
  id: 'allowPrivilegeEscalation',
  level: 'restricted',
  revisions: [
    { since: 8, rule: forbidsEscalation },
    { since: 25, rule: exceptOnWindows(forbidsEscalation) },
  ],
}

function forbidsEscalation({ spec }: PodToJudge): Objection | undefined {
  const bad = offenders(spec, mayEscalate)
  if (bad.length === 0) return undefined
  return {
    reason: 'allowPrivilegeEscalation != false',
    detail: `${nameContainers(bad)} must set securityContext.allowPrivilegeEscalation=false`,
    paths: fieldOf(bad, 'securityContext', 'allowPrivilegeEscalation'),
  }
}

function mayEscalate(container: Container): boolean {
  return container.securityContext?.allowPrivilegeEscalation !== false
}
