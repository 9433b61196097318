import type { Json } from './fix.ts'
import type { Subject } from './subject.ts'

/** Something true of a subject that is neither good nor bad by itself: reachable from outside, runs an image, uses an account. */
export interface Fact {
  readonly type: string
  readonly subject: Subject
  readonly value: Json
}
