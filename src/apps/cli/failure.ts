import { AppError, errorCodes, type Language } from '../../model/index.ts'

/** What a person reads when a command fails: one line, a hint where there is one, and the stack only where it is our own fault. */
export function errorLines(error: unknown, language: Language, verbose: boolean): string {
  if (error instanceof AppError) {
    const hint = error.hint === undefined ? '' : `        ${error.hint[language]}\n`
    const cause = verbose && error.cause instanceof Error ? `${error.cause.stack ?? error.cause.message}\n` : ''
    return `haetae: ${error.text[language]}\n${hint}${cause}`
  }
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const report =
    language === 'ko' ? '내부 오류입니다. 아래 내용과 함께 알려 주십시오' : 'internal error; please report it with what follows'
  return `haetae: ${report}\n${what}\n`
}

export function exitCodeOf(error: unknown): number {
  return error instanceof AppError ? errorCodes[error.code] : errorCodes.INTERNAL
}
