import type { CheckInfo, Language, Result } from '../../../model/index.ts'

/** How a result is to be written. */
export interface OutputContext {
  readonly language: Language
  /** ANSI colours; only the table has any. */
  readonly color: boolean
  /** Columns of the terminal; only the table wraps. */
  readonly width: number
  /** Every subject, place and change, however many. */
  readonly verbose: boolean
  /** One line a finding and nothing else; only the table has it. */
  readonly quiet: boolean
  /** Show waived findings too. Formats with a word of their own for them (JSON, SARIF, JUnit) always carry them. */
  readonly showWaived: boolean
  /** Every known check by its id. A finding of a check that is not in it is still written, with what the finding itself says. */
  readonly checks: ReadonlyMap<string, CheckInfo>
  /** Version of the program that writes; the result names the one that judged. */
  readonly version: string
}

/** An output format: pure, text out, always ending in a line break. */
export interface Format {
  readonly name: string
  /** File name extension, with its dot. */
  readonly extension: string
  readonly mediaType: string
  readonly write: (result: Result, context: OutputContext) => string
  /** The same text bit by bit, where a large result would make it too large to hold. */
  readonly pieces?: (result: Result, context: OutputContext) => Iterable<string>
}
