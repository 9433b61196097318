import type { Fact } from './fact.ts'
import type { Finding } from './finding.ts'
import type { Gap } from './gap.ts'

/** What was looked at, and what was not, by whose choice. */
export interface Scope {
  /** The paths, cluster or archive the user named. */
  readonly targets: readonly string[]
  readonly files: { readonly read: number; readonly judged: number; readonly other: number }
  /** Objects by kind that were judged. */
  readonly kinds: { readonly [kind: string]: number }
  /** Objects by kind that hold nothing any check asks for (definitions, dashboards…): seen, not judged. */
  readonly notJudged: { readonly [kind: string]: number }
  readonly namespaces: readonly string[]
  /** Workloads whose source names no namespace. */
  readonly withoutNamespace: number
  readonly workloads: number
  readonly containers: number
  readonly checks: readonly string[]
}

/** Where the time went, in milliseconds. */
export interface Stats {
  readonly wallMs: number
  readonly phases: { readonly [phase: string]: number }
}

/** Everything one run has to say. */
export interface Result {
  readonly version: string
  /** RFC 3339, UTC. */
  readonly startedAt: string
  readonly findings: readonly Finding[]
  readonly gaps: readonly Gap[]
  readonly facts: readonly Fact[]
  readonly scope: Scope
  readonly stats: Stats
}
