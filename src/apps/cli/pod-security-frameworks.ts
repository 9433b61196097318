import { podSecurityLevels } from '../../kube/pod-security/level-version.ts'
import { type PostureCheck, podSecurityChecks } from '../../posture/index.ts'

/** The checks that only the framework `pss-<level>` runs: Pod Security admission's own controls, at its newest version. */
export function podSecurityOf(framework: string): readonly PostureCheck[] {
  const level = podSecurityLevels.find((known) => framework === `pss-${known}`)
  return level === undefined ? [] : podSecurityChecks({ level, version: 'latest' })
}
