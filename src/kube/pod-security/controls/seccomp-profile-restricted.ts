import type { Container } from '../../pod-shape.ts'
import { fieldOf, nameContainers, nobody, offenders } from '../containers.ts'
import { type Control, exceptOnWindows, type Objection, type PodToJudge } from '../control.ts'
import { forbiddenProfiles, isForbiddenProfile, setsForbiddenProfile } from './seccomp-profile-baseline.ts'

/** A seccomp profile must be named for every container, by itself or by its pod: without one, every system call is open. */
export const seccompProfileRestricted: Control = {
  id: 'seccompProfile_restricted',
  level: 'restricted',
  revisions: [
    { since: 19, rule: demandsProfile, overrides: ['seccompProfile_baseline'] },
    { since: 25, rule: exceptOnWindows(demandsProfile), overrides: ['seccompProfile_baseline'] },
  ],
}

function demandsProfile({ spec }: PodToJudge): Objection | undefined {
  const profile = spec.securityContext?.seccompProfile
  const atPod = isForbiddenProfile(profile)
  const bad = offenders(spec, setsForbiddenProfile)
  // Where the pod names a profile, silent containers follow it: they need no change of their own.
  const silent = profile === undefined ? offenders(spec, namesNone) : nobody
  if (!atPod && bad.length === 0 && silent.length === 0) return undefined
  const missing = fieldOf(silent, 'securityContext', 'seccompProfile', 'type')
  if (atPod || bad.length > 0) {
    const objection = forbiddenProfiles({ spec }, atPod, bad)
    return { ...objection, paths: [...objection.paths, ...missing] }
  }
  return {
    reason: 'seccompProfile',
    detail: `pod or ${nameContainers(silent)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
    paths: missing,
  }
}

function namesNone(container: Container): boolean {
  return container.securityContext?.seccompProfile === undefined
}
