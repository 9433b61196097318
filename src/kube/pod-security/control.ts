import type { Metadata } from '../meta.ts'
import type { PodSpec } from '../pod-shape.ts'

/** A field inside the pod: keys and list indexes from its root. */
export type Path = readonly (string | number)[]

/** A pod, or a workload's pod template: the annotations that count are those of the template. */
export interface PodToJudge {
  readonly metadata: Metadata
  readonly spec: PodSpec
}

/** What a rule has against a pod. */
export interface Objection {
  /** In the API server's words, short: `hostPort`. */
  readonly reason: string
  /** In the API server's words, with the values that were met: `container "a" uses hostPort 8080`. */
  readonly detail: string
  /**
   * The fields that have to change, from the root of the pod; changing them all satisfies the rule, and fewer do not. A field that must be
   * set and is not has the path where it belongs.
   */
  readonly paths: readonly Path[]
}

export interface Violation extends Objection {
  /** The control's id in the Pod Security Standards' own code, for example `allowPrivilegeEscalation`. */
  readonly control: string
}

export type Rule = (pod: PodToJudge) => Objection | undefined

/** A control's rule from one minor version of Kubernetes on, until its next revision. */
export interface Revision {
  /** The minor version: 25 for v1.25. */
  readonly since: number
  readonly rule: Rule
  /** Ids of baseline controls that are not asked where this one is, because it is the stricter form of the same question. */
  readonly overrides?: readonly string[]
}

export interface Control {
  readonly id: string
  /** Baseline controls are asked at the restricted level too. */
  readonly level: 'baseline' | 'restricted'
  /** In rising order of `since`. */
  readonly revisions: readonly Revision[]
}

/** From v1.25 on, rules about fields that a Windows pod may not set do not ask for them. */
export function exceptOnWindows(rule: Rule): Rule {
  return (pod) => (pod.spec.os?.name === 'windows' ? undefined : rule(pod))
}

/** From v1.35 on, some rules do not hold for a pod in a user namespace of its own: its root is nobody on the node. Source: KEP-127. */
export function exceptInUserNamespace(rule: Rule): Rule {
  return (pod) => (pod.spec.hostUsers === false ? undefined : rule(pod))
}
