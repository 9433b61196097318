import type { Container } from '../../pod-shape.ts'
import { fieldOf, nameSetters, type Offender, offenders } from '../containers.ts'
import type { Control, Objection, Path, PodToJudge } from '../control.ts'
import { goQuote, plural, quoteAll, sortedOnce } from '../wording.ts'

/** Where a seccomp profile is named, it must be the runtime's or one of the node's. Before v1.19 annotations named it. */
export const seccompProfileBaseline: Control = {
  id: 'seccompProfile_baseline',
  level: 'baseline',
  revisions: [
    { since: 0, rule: annotatesNoUnconfined },
    { since: 19, rule: setsNoUnconfined },
  ],
}

const podAnnotation = 'seccomp.security.alpha.kubernetes.io/pod'
const containerAnnotation = 'container.seccomp.security.alpha.kubernetes.io/'

function annotatesNoUnconfined({ metadata, spec }: PodToJudge): Objection | undefined {
  const annotations = metadata.annotations
  if (annotations === undefined) return undefined
  const isForbidden = (key: string) => annotations[key] !== undefined && !isAllowedValue(annotations[key])
  const keys = new Set<string>(isForbidden(podAnnotation) ? [podAnnotation] : [])
  for (const { name } of offenders(spec, (container) => isForbidden(containerAnnotation + (container.name ?? '')))) {
    keys.add(containerAnnotation + name)
  }
  if (keys.size === 0) return undefined
  const forbidden = sortedOnce([...keys].map((key) => `${key}=${goQuote(annotations[key] ?? '')}`))
  return {
    reason: 'seccompProfile',
    detail: `forbidden ${plural('annotation', 'annotations', forbidden.length)} ${forbidden.join(', ')}`,
    paths: [...keys].map((key) => ['metadata', 'annotations', key]),
  }
}

function isAllowedValue(value: string): boolean {
  return value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/')
}

function setsNoUnconfined({ spec }: PodToJudge): Objection | undefined {
  const atPod = isForbiddenProfile(spec.securityContext?.seccompProfile)
  const bad = offenders(spec, setsForbiddenProfile)
  return atPod || bad.length > 0 ? forbiddenProfiles({ spec }, atPod, bad) : undefined
}

/** What there is to say where the pod (`atPod`) and these containers name a profile that is not allowed. */
export function forbiddenProfiles({ spec }: Pick<PodToJudge, 'spec'>, atPod: boolean, bad: readonly Offender[]): Objection {
  const types = bad.map(({ container }) => container.securityContext?.seccompProfile?.type ?? '')
  const paths: Path[] = fieldOf(bad, 'securityContext', 'seccompProfile', 'type')
  if (atPod) {
    types.push(spec.securityContext?.seccompProfile?.type ?? '')
    paths.unshift(['spec', 'securityContext', 'seccompProfile', 'type'])
  }
  return {
    reason: 'seccompProfile',
    detail: `${nameSetters(atPod, bad)} must not set securityContext.seccompProfile.type to ${quoteAll(sortedOnce(types))}`,
    paths,
  }
}

export function setsForbiddenProfile(container: Container): boolean {
  return isForbiddenProfile(container.securityContext?.seccompProfile)
}

/** A profile without a type is one with the type ''. */
export function isForbiddenProfile(profile: { readonly type?: string } | undefined): boolean {
  return profile !== undefined && profile.type !== 'RuntimeDefault' && profile.type !== 'Localhost'
}
