import type { Path } from './place.ts'
import type { Text } from './text.ts'

/** A JSON value, as RFC 8259 has it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** One step of a change to an object, in the sense of RFC 6902 (add, replace, remove), with the path as a list of steps. */
export type Change =
  | { readonly op: 'set'; readonly path: Path; readonly value: Json }
  | { readonly op: 'remove'; readonly path: Path }

/**
 * The smallest change that removes a cause. `changes` is the patch against the object; the patch against the source is
 * derived from it, keeping comments, order and indentation.
 */
export interface Fix {
  readonly changes: readonly Change[]
  /** What may stop working, where something may. A fix with a caveat is shown, and written only when asked for by name. */
  readonly caveat?: Text
}
