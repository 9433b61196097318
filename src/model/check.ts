import type { Severity } from './severity.ts'
import type { Text } from './text.ts'

/** The stages of a container's life at which a check can answer. */
export const stages = ['build', 'registry', 'admission', 'run', 'respond'] as const
export type Stage = (typeof stages)[number]

/** Who answers for it on a managed cluster. */
export const owners = ['customer', 'provider', 'shared'] as const
export type Owner = (typeof owners)[number]

/** Framework id to control ids, for example `{ 'cis-kubernetes': ['5.2.2'] }`. */
export type Controls = { readonly [framework: string]: readonly string[] }

/** A manifest (or other source text) that fails or passes the check, as the reader of the documentation sees it. */
export interface Example {
  readonly name: string
  readonly source: string
  /** Settings the example is judged with, where they are not the defaults. */
  readonly params?: { readonly [param: string]: ParamValue }
}

export type ParamValue = boolean | number | string | readonly string[]

/** A setting of a check: its default gives its type. */
export interface Param<T extends ParamValue = ParamValue> {
  readonly default: T
  readonly about: Text
}

export type Params = { readonly [name: string]: Param }

/** The values a check gets for the params it declares. */
export type ParamValues<P extends Params> = { readonly [K in keyof P]: Widen<P[K]['default']> }

type Widen<T> = T extends boolean ? boolean : T extends number ? number : T extends string ? string : readonly string[]

/** Everything about a check except how it judges: the product prints it and the reference is generated from it. */
export interface CheckInfo<P extends Params = Params> {
  /** `<room>/<file name>`. */
  readonly id: string
  readonly title: Text
  /** How an attacker uses it. */
  readonly why: Text
  /** What to change, in words. */
  readonly fix: Text
  readonly severity: Severity
  readonly severityReason: Text
  readonly stages: readonly Stage[]
  readonly owner: Owner
  readonly controls: Controls
  /** Sources of the rule: a KEP, a page of the Kubernetes documentation, a CVE. */
  readonly references: readonly string[]
  readonly params?: P
  /** Why findings of this check carry no mechanical fix; absent where they do. */
  readonly noFix?: Text
  readonly examples: { readonly failing: readonly Example[]; readonly passing: readonly Example[] }
}
