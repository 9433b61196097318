import type { Container } from '../../pod-shape.ts'
import { fieldOf, nameContainers, offenders } from '../containers.ts'
import { type Control, exceptInUserNamespace, type Objection, type PodToJudge } from '../control.ts'
import { quoteAll, sortedOnce } from '../wording.ts'

/** The parts of /proc that runtimes hide must stay hidden, unless the pod has a user namespace of its own. */
export const procMount: Control = {
  id: 'procMount',
  level: 'baseline',
  revisions: [
    { since: 0, rule: keepsProcMasked },
    { since: 35, rule: exceptInUserNamespace(keepsProcMasked) },
  ],
}

export function keepsProcMasked({ spec }: PodToJudge): Objection | undefined {
  const bad = offenders(spec, unmasksProc)
  if (bad.length === 0) return undefined
  const values = sortedOnce(bad.map(({ container }) => container.securityContext?.procMount ?? ''))
  return {
    reason: 'procMount',
    detail: `${nameContainers(bad)} must not set securityContext.procMount to ${quoteAll(values)}`,
    paths: fieldOf(bad, 'securityContext', 'procMount'),
  }
}

function unmasksProc(container: Container): boolean {
  const value = container.securityContext?.procMount
  return value !== undefined && value !== 'Default'
}
