import type { Container } from '../../pod-shape.ts'
import { fieldOf, nameSetters, offenders } from '../containers.ts'
import { type Control, exceptInUserNamespace, type Objection, type PodToJudge } from '../control.ts'

/** Nothing may ask to run as root, unless the pod has a user namespace of its own. */
export const runAsUser: Control = {
  id: 'runAsUser',
  level: 'restricted',
  revisions: [
    { since: 23, rule: asksForNoRoot },
    { since: 35, rule: exceptInUserNamespace(asksForNoRoot) },
  ],
}

function asksForNoRoot({ spec }: PodToJudge): Objection | undefined {
  const atPod = spec.securityContext?.runAsUser === 0
  const bad = offenders(spec, asksForRoot)
  if (!atPod && bad.length === 0) return undefined
  const paths = fieldOf(bad, 'securityContext', 'runAsUser')
  if (atPod) paths.unshift(['spec', 'securityContext', 'runAsUser'])
  return { reason: 'runAsUser=0', detail: `${nameSetters(atPod, bad)} must not set runAsUser=0`, paths }
}

function asksForRoot(container: Container): boolean {
  return container.securityContext?.runAsUser === 0
}
