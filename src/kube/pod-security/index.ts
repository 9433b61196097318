/** The Pod Security Standards, exact to the API server. */
export { asAdmitted } from './admitted.ts'
export type { Violation } from './control.ts'
export { podSecurityControls } from './controls.ts'
export { controlsAsked, describeViolations, evaluatePodSecurity, newestKnownMinor } from './evaluate.ts'
export { type Level, type LevelVersion, type PodSecurityVersion, parseLevelVersion } from './level-version.ts'
export { namespacePolicy } from './namespace-policy.ts'
