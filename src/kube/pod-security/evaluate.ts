import type { PodToJudge, Rule, Violation } from './control.ts'
import { podSecurityControls } from './controls.ts'
import type { Level, LevelVersion, PodSecurityVersion } from './level-version.ts'

/** The newest release of Kubernetes whose rules are known here, as its minor version. */
export const newestKnownMinor = 37

interface Step {
  readonly control: string
  readonly rule: Rule
}
type Plan = readonly Step[]

const none: readonly Violation[] = Object.freeze([])
const plans = {
  baseline: plansByVersion('baseline'),
  restricted: plansByVersion('restricted'),
} as const

/**
 * What the Pod Security Standards have against a pod, in the order and words of the API server. Source: k8s.io/pod-security-admission
 * v0.37.2. The pod is judged as it is; `asAdmitted` first fills in what the API server would, for a pod from a manifest.
 */
export function evaluatePodSecurity(pod: PodToJudge, level: Level, version: PodSecurityVersion): readonly Violation[] {
  if (level === 'privileged') return none
  const plan = plans[level].byVersion.get(version) ?? plans[level].newest
  let violations: Violation[] | undefined
  for (let index = 0; index < plan.length; index++) {
    const step = plan[index]
    const objection = step?.rule(pod)
    if (step === undefined || objection === undefined) continue
    violations ??= []
    violations.push({ control: step.control, ...objection, detail: objection.detail.toWellFormed() })
  }
  return violations ?? none
}

/** Ids of the controls that are asked, in order: those of the level less those that a stricter one replaces. */
export function controlsAsked({ level, version }: LevelVersion): readonly string[] {
  if (level === 'privileged') return []
  return (plans[level].byVersion.get(version) ?? plans[level].newest).map(({ control }) => control)
}

/** One sentence about all violations, as the API server prints it after `violates PodSecurity "restricted:latest": `. */
export function describeViolations(violations: readonly Violation[]): string {
  return violations.map(({ reason, detail }) => (detail === '' ? reason : `${reason} (${detail})`)).join(', ')
}

function plansByVersion(level: 'baseline' | 'restricted'): {
  readonly byVersion: ReadonlyMap<string, Plan>
  readonly newest: Plan
} {
  const byVersion = new Map<string, Plan>()
  for (let minor = 0; minor <= newestKnownMinor; minor++) byVersion.set(`v1.${minor}`, planFor(level, minor))
  return { byVersion, newest: planFor(level, newestKnownMinor) }
}

function planFor(level: 'baseline' | 'restricted', minor: number): Plan {
  const steps: Step[] = []
  const overridden = new Set<string>()
  for (const control of podSecurityControls) {
    if (control.level === 'restricted' && level === 'baseline') continue
    const revision = control.revisions.findLast(({ since }) => since <= minor)
    if (revision === undefined) continue
    steps.push({ control: control.id, rule: revision.rule })
    for (const id of revision.overrides ?? []) overridden.add(id)
  }
  return steps.filter(({ control }) => !overridden.has(control))
}
