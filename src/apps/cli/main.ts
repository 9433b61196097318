import { CommanderError } from 'commander'
import { errorLines, exitCodeOf } from './failure.ts'
import { chooseLanguage, languageAfter, languageAsked } from './language.ts'
import { createProgram } from './program.ts'
import { usageErrorLines } from './usage-error.ts'

// Help and wrong use come before any settings are read: the command line and the locale choose their language.
const language = chooseLanguage(languageAsked(process.argv.slice(2)), process.env)
const program = createProgram(language)

// A reader that has seen enough (`haetae scan | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

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
