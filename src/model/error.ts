import type { Text } from './text.ts'

/** Every error a person can meet, with its exit code. */
export const errorCodes = {
  USAGE: 2,
  CONFIG: 2,
  NOT_FOUND: 2,
  UNREADABLE: 2,
  INVALID_INPUT: 2,
  LIMIT: 2,
  CLUSTER: 2,
  INTERNAL: 70,
} as const

export type ErrorCode = keyof typeof errorCodes

/** The one error of the product: a code from the table, a message for people, the cause and what to do about it. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly text: Text
  readonly hint: Text | undefined

  constructor(code: ErrorCode, text: Text, options: { cause?: unknown; hint?: Text } = {}) {
    super(text.en, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.text = text
    this.hint = options.hint
  }
}
