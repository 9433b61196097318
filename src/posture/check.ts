import type { KubeObject } from '../kube/meta.ts'
import type { Kind } from '../kube/objects.ts'
import type { Pod, PodContainer } from '../kube/pod.ts'
import type { Change, CheckInfo, Params, ParamValues, Path, Severity, Text } from '../model/index.ts'
import type { Seen, World } from './world.ts'

/** Something that is so, at a field of the object that is judged. */
export interface Cause {
  /** Path from the object's root; it may name a field that is not there, where it belongs. */
  readonly at: Path
  /** What is so and what an attacker gains from it, in one sentence. Never holds a secret's value. */
  readonly message: Text
  /** The container it belongs to; container judges need not say it. */
  readonly container?: string
  /** Where this cause is worse or milder than the check's own severity, and why. */
  readonly severity?: Severity
  readonly severityReason?: Text
  /** The smallest change that removes this cause, where one is safe to make without knowing the program. */
  readonly fix?: readonly Change[]
  /** What the fix may break. */
  readonly caveat?: Text
  /** Sets findings of one check on one object apart; causes with the same key (or none) are one finding with several places. */
  readonly key?: string
}

/** Something this check could not decide. */
export interface Unknown {
  readonly gap: Text
  readonly at: Path
}

export type Verdict = readonly (Cause | Unknown)[]

/** What a judge gets besides the thing it judges. */
export interface Context<P extends Params = Params> {
  readonly params: ParamValues<P>
}

/** A cause or unknown on one of the objects of the world. */
export type WorldVerdict = readonly ((Cause | Unknown) & { readonly on: Seen<unknown> })[]

/**
 * How a check looks: at each container (`everyContainer: false` leaves ephemeral ones out), each pod (pods and pod templates alike), each object of a
 * kind, or, for what only several objects together show, at everything once.
 */
export type Judge<P extends Params = Params> =
  | { readonly on: 'container'; judge(container: PodContainer, pod: Pod, context: Context<P>): Verdict }
  | { readonly on: 'pod'; judge(pod: Pod, context: Context<P>): Verdict }
  | {
      readonly on: 'object'
      readonly kind: Kind<unknown>
      judge(body: unknown, object: KubeObject, context: Context<P>): Verdict
    }
  | { readonly on: 'any'; judge(object: KubeObject, context: Context<P>): Verdict }
  | { readonly on: 'world'; judge(world: World, context: Context<P>): WorldVerdict }

export interface PostureCheck<P extends Params = Params> extends CheckInfo<P> {
  /** The severity rises by one where the workload can be reached from outside the cluster. */
  readonly raisedByExposure?: boolean
  /** Kinds whose absence it takes for a fact: where one of them could not be read, the check answers with a gap. */
  readonly absenceOf?: readonly Kind<unknown>[]
  readonly judges: readonly Judge<NoInfer<P>>[]
}

/** Declares a check; the identity function, for its types. */
export function defineCheck<const P extends Params = Record<never, never>>(check: PostureCheck<P>): PostureCheck<P> {
  return check
}

/** Judges every container of every pod and pod template. */
export function eachContainer<P extends Params>(
  judge: (container: PodContainer, pod: Pod, context: Context<P>) => Verdict,
): Judge<P> {
  return { on: 'container', judge }
}

/** Judges every pod and pod template. */
export function eachPod<P extends Params>(judge: (pod: Pod, context: Context<P>) => Verdict): Judge<P> {
  return { on: 'pod', judge }
}

/** Judges every object of one kind; `body` is typed by the kind's shape. */
export function eachObject<T, P extends Params>(
  kind: Kind<T>,
  judge: (body: T, object: KubeObject, context: Context<P>) => Verdict,
): Judge<P> {
  return { on: 'object', kind, judge: judge as (body: unknown, object: KubeObject, context: Context<P>) => Verdict }
}

/** Judges the head (group, version, kind, metadata) of every object of any kind. */
export function anyObject<P extends Params>(judge: (object: KubeObject, context: Context<P>) => Verdict): Judge<P> {
  return { on: 'any', judge }
}

/** Judges all objects together, once, after the last one was read. */
export function together<P extends Params>(judge: (world: World, context: Context<P>) => WorldVerdict): Judge<P> {
  return { on: 'world', judge }
}

/** `value` when the condition holds, else nothing: for verdicts of at most one cause. */
export function when(condition: boolean, cause: () => Cause): Verdict {
  return condition ? [cause()] : []
}
