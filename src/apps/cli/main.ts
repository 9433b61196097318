import { CommanderError } from 'commander'
import { AppError } from '../../model/index.ts'
import { reasonOf } from '../../sources/manifests/walk.ts'
import { errorLines, exitCodeOf } from './failure.ts'
import { chooseLanguage, languageAfter, languageAsked } from './language.ts'
import { createProgram } from './program.ts'
import { usageErrorLines } from './usage-error.ts'

// Help and wrong use come before any settings are read: the command line and the locale choose their language.
const language = chooseLanguage(languageAsked(process.argv.slice(2)), process.env)
const program = createProgram(language)

process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') {
    const reason = reasonOf(cause)
    const text = { en: `standard output cannot be written: ${reason}`, ko: `표준 출력에 쓸 수 없습니다: ${reason}` }
    process.stderr.write(errorLines(new AppError('UNREADABLE', text), language, false))
    process.exit(2)
  }
  // A reader that has seen enough (`haetae scan | head`) is no error, and makes no result a clean one.
  if (process.exitCode !== undefined) process.exit()
})

if (!isFolderThere()) {
  const text = { en: 'the folder that it was started in is gone', ko: '실행한 폴더가 없어졌습니다' }
  process.stderr.write(errorLines(new AppError('NOT_FOUND', text), language, false))
  process.exit(2)
}

function isFolderThere(): boolean {
  try {
    process.cwd()
    return true
  } catch {
    return false
  }
}

program.parseAsync().catch(async (error: unknown) => {
  if (error instanceof CommanderError) {
    // Help that was printed, asked for or not, is an error to commander, too.
    if (error.exitCode !== 0 && error.code !== 'commander.help') process.stderr.write(usageErrorLines(error, language))
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else {
    const options: { verbose?: unknown } = program.opts()
    const speaks = await languageAfter(program.opts(), process.env)
    process.stderr.write(errorLines(error, speaks, options.verbose === true))
    process.exitCode = exitCodeOf(error)
  }
})
