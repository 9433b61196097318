import type { Owner } from './check.ts'
import type { Text } from './text.ts'

/** How a control can be answered at all: by checks, only by people (a contract, a procedure), or by something else (a node's files, a cloud's API). */
export const controlWays = ['checks', 'manual', 'other'] as const
export type ControlWay = (typeof controlWays)[number]

/** One demand of a framework, in our own words. */
export interface FrameworkControl {
  /** The framework's own number or name for it: `5.2.2`, `T1611`, `2.10.3`. */
  readonly id: string
  readonly title: Text
  /** The heading it stands under. */
  readonly section?: Text
  /** Who answers for it on a managed cluster. */
  readonly owner: Owner
  readonly how: ControlWay
  /** Ids of checks, or patterns over them such as `posture/role-*`; checks that name the control themselves are joined to these. */
  readonly checks: readonly string[]
  /** The control accepts Kubernetes' default: findings about a field that is not set do not count against it. */
  readonly unset?: 'allowed'
  /** Without checks: why it cannot be looked at. With checks: what of it they do not see, so that a pass is a pass in part. */
  readonly note?: Text
}

/** A benchmark, standard or law as a list of controls over the same checks. */
export interface Framework {
  readonly id: string
  readonly title: Text
  readonly version: string
  /** Where the text of the framework is published. */
  readonly source?: string
  readonly controls: readonly FrameworkControl[]
}
