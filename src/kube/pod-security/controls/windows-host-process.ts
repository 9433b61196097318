import type { Container } from '../../pod-shape.ts'
import { fieldOf, nameSetters, offenders } from '../containers.ts'
import type { Control, Objection, PodToJudge } from '../control.ts'

/** A host process container is a process of the Windows node itself. */
export const windowsHostProcess: Control = {
  id: 'windowsHostProcess',
  level: 'baseline',
  revisions: [{ since: 0, rule: startsNoHostProcess }],
}

function startsNoHostProcess({ spec }: PodToJudge): Objection | undefined {
  const atPod = spec.securityContext?.windowsOptions?.hostProcess === true
  const bad = offenders(spec, isHostProcess)
  if (!atPod && bad.length === 0) return undefined
  const paths = fieldOf(bad, 'securityContext', 'windowsOptions', 'hostProcess')
  if (atPod) paths.unshift(['spec', 'securityContext', 'windowsOptions', 'hostProcess'])
  return {
    reason: 'hostProcess',
    detail: `${nameSetters(atPod, bad)} must not set securityContext.windowsOptions.hostProcess=true`,
    paths,
  }
}

function isHostProcess(container: Container): boolean {
  return container.securityContext?.windowsOptions?.hostProcess === true
}
