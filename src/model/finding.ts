import type { Fix } from './fix.ts'
import type { Place } from './place.ts'
import type { Severity } from './severity.ts'
import type { Subject } from './subject.ts'
import type { Text } from './text.ts'

/** Why a finding does not count: a waiver from the configuration or from an annotation on the object. */
export interface Waived {
  readonly source: 'config' | 'annotation'
  readonly reason: string
  readonly author?: string
  /** Last day on which the waiver holds, `YYYY-MM-DD`. */
  readonly until?: string
}

/** One cause on one subject, with every place where it shows. */
export interface Finding {
  /** Id of the check, for example `posture/privileged-container`. */
  readonly check: string
  /** 32 hex digits, equal for the same check and subject whatever the file's layout. */
  readonly fingerprint: string
  readonly subject: Subject
  readonly severity: Severity
  /** Why the severity differs from the check's own, in words; empty when it does not. */
  readonly severityReasons: readonly Text[]
  /** 0 to 1000: order within a severity, by what the subject opens to an attacker. */
  readonly rank: number
  /** What is so, and what an attacker gains from it, in one sentence. */
  readonly message: Text
  readonly places: readonly Place[]
  /** Changes that remove the cause at every place, or none where no mechanical change is safe. */
  readonly fix?: Fix
  /** The cause is an unset field: Kubernetes' default. */
  readonly byDefault: boolean
  readonly waived?: Waived
}
