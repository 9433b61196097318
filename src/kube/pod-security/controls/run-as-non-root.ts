import type { Container } from '../../pod-shape.ts'
import { fieldOf, nameContainers, nameSetters, nobody, offenders } from '../containers.ts'
import { type Control, exceptInUserNamespace, type Objection, type PodToJudge } from '../control.ts'

/** Containers must be made to run as another user than root, unless the pod has a user namespace of its own. */
export const runAsNonRoot: Control = {
  id: 'runAsNonRoot',
  level: 'restricted',
  revisions: [
    { since: 0, rule: demandsNonRoot },
    { since: 35, rule: exceptInUserNamespace(demandsNonRoot) },
  ],
}

function demandsNonRoot({ spec }: PodToJudge): Objection | undefined {
  const atPod = spec.securityContext?.runAsNonRoot
  const allowing = offenders(spec, allowsRoot)
  // Where the pod says something, silent containers follow it: they need no change of their own.
  const silent = atPod === undefined ? offenders(spec, saysNothing) : nobody
  if (atPod !== false && allowing.length === 0 && silent.length === 0) return undefined
  const paths = fieldOf([...allowing, ...silent], 'securityContext', 'runAsNonRoot')
  if (atPod === false) paths.unshift(['spec', 'securityContext', 'runAsNonRoot'])
  const detail =
    atPod === false || allowing.length > 0
      ? `${nameSetters(atPod === false, allowing)} must not set securityContext.runAsNonRoot=false`
      : `pod or ${nameContainers(silent)} must set securityContext.runAsNonRoot=true`
  return { reason: 'runAsNonRoot != true', detail, paths }
}

function allowsRoot(container: Container): boolean {
  return container.securityContext?.runAsNonRoot === false
}

function saysNothing(container: Container): boolean {
  return container.securityContext?.runAsNonRoot === undefined
}
