import type { Container } from '../../pod-shape.ts'
import { fieldOf, nameContainers, offenders } from '../containers.ts'
import { type Control, exceptOnWindows, type Objection, type PodToJudge } from '../control.ts'
import { addedBeyond } from './capabilities-baseline.ts'

/** Every container must drop all capabilities, and may add back only the right to listen on a port below 1024. */
export const capabilitiesRestricted: Control = {
  id: 'capabilities_restricted',
  level: 'restricted',
  revisions: [
    { since: 22, rule: dropsAll, overrides: ['capabilities_baseline'] },
    { since: 25, rule: exceptOnWindows(dropsAll), overrides: ['capabilities_baseline'] },
  ],
}

function dropsAll({ spec }: PodToJudge): Objection | undefined {
  const keeping = offenders(spec, keepsSome)
  const adding = offenders(spec, addsMore)
  if (keeping.length === 0 && adding.length === 0) return undefined
  const added = addedBeyond(adding, isAllowed)
  const details: string[] = []
  if (keeping.length > 0) details.push(`${nameContainers(keeping)} must set securityContext.capabilities.drop=["ALL"]`)
  if (adding.length > 0) details.push(added.detail)
  return {
    reason: 'unrestricted capabilities',
    detail: details.join('; '),
    paths: [...fieldOf(keeping, 'securityContext', 'capabilities', 'drop'), ...added.paths],
  }
}

function keepsSome(container: Container): boolean {
  return container.securityContext?.capabilities?.drop?.includes('ALL') !== true
}

function addsMore(container: Container): boolean {
  const added = container.securityContext?.capabilities?.add
  return added !== undefined && !added.every(isAllowed)
}

function isAllowed(capability: string): boolean {
  return capability === 'NET_BIND_SERVICE'
}
