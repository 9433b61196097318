/**
 * Judges configuration: what manifests and live objects give away to an attacker, by Kubernetes' own defaults or by what they say.
 * Pure: shown one object after the other, it answers with findings, gaps and facts.
 *
 * ```ts
 * import { checks, PostureJudge } from '../posture/index.ts'
 * import { readObjects } from '../kube/read-object.ts'
 *
 * const judge = new PostureJudge({ checks: checks.filter(({ id }) => id === 'posture/privileged-container') })
 * const pod = {
 *   apiVersion: 'v1',
 *   kind: 'Pod',
 *   metadata: { name: 'debug' },
 *   spec: { containers: [{ name: 'sh', image: 'busybox:1.36', securityContext: { privileged: true } }] },
 * }
 * const origin = {
 *   file: 'pod.yaml',
 *   unit: '',
 *   locate: () => ({ file: 'pod.yaml', line: 1, column: 1, endLine: 1, endColumn: 1, unset: false }),
 * }
 * for (const { object } of readObjects(pod)) judge.look(object, origin)
 * judge.finish().findings.map((finding) => finding.severity) //=> ['critical']
 * ```
 */
export * from './check.ts'
export { checks } from './checks.ts'
export { subjectOf } from './collect.ts'
export { type Exposure, exposures, exposureText } from './exposure.ts'
export { GapList } from './gap-list.ts'
export { type Judgement, type JudgeOptions, type Look, PostureJudge } from './judge.ts'
export { podSecurityChecks } from './pod-security.ts'
export { looksAt } from './reach.ts'
export { type Seen, World } from './world.ts'
