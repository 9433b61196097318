import { printable } from '../../lib/display-width.ts'
import { AppError, errorCodes, type Language } from '../../model/index.ts'

/** Names of files and what stands in them come from others, and must not steer the terminal. */
function shown(text: string): string {
  return text.split('\n').map(printable).join('\n')
}

/** What a person reads when a command fails: one line, a hint where there is one, and the stack only where it is our own fault. */
export function errorLines(error: unknown, language: Language, verbose: boolean): string {
  if (error instanceof AppError) {
    const hint = error.hint === undefined ? '' : `        ${shown(error.hint[language])}\n`
    const cause = verbose && error.cause instanceof Error ? `${shown(error.cause.stack ?? error.cause.message)}\n` : ''
    return `haetae: ${shown(error.text[language])}\n${hint}${cause}`
  }
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const report =
    language === 'ko' ? '내부 오류입니다. 아래 내용과 함께 알려 주십시오' : 'internal error; please report it with what follows'
  return `haetae: ${report}\n${shown(what)}\n`
}

export function exitCodeOf(error: unknown): number {
  return error instanceof AppError ? errorCodes[error.code] : errorCodes.INTERNAL
}
