import type { Subject } from './subject.ts'
import type { Text } from './text.ts'

/** Why something was not looked at. */
export const gapReasons = [
  'unreadable',
  'invalid',
  'too-large',
  'not-rendered',
  'unsupported',
  'unknown-kind',
  'wrong-type',
  'unknown-field',
  'forbidden',
  'unreachable',
  'excluded',
  'undecidable',
] as const

export type GapReason = (typeof gapReasons)[number]

/** Something that could not be looked at. Never "passed". */
export interface Gap {
  readonly reason: GapReason
  readonly message: Text
  readonly file?: string
  readonly line?: number
  readonly column?: number
  readonly subject?: Subject
  /** Ids of the checks that could not answer; absent when all of them are touched. */
  readonly checks?: readonly string[]
  /** Left out because the user asked for it: told, but it does not change the exit code. */
  readonly byChoice?: boolean
}
