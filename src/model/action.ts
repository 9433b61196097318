import type { Evidence } from './evidence.ts'
import type { Fix } from './fix.ts'
import type { Subject } from './subject.ts'

/** Something haetae may do to the world, always with the evidence that asks for it. */
export interface Action {
  readonly kind: 'patch' | 'isolate' | 'terminate' | 'restart-clean'
  readonly subject: Subject
  readonly fix?: Fix
  readonly because: readonly Evidence[]
}
