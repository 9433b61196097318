import { Command, CommanderError, Option } from 'commander'
import { addCommands } from './commands.ts'
import { errorLines, exitCodeOf } from './failure.ts'
import { chooseLanguage } from './language.ts'
import { version } from './package.ts'

const program = new Command('haetae')
  .description('Protects what Kubernetes leaves unprotected.')
  .version(version, '-V, --version', 'print the version')
  .addOption(new Option('--lang <language>', 'language of the output').choices(['en', 'ko']))
  .option('--config <file>', 'settings and waivers (default: haetae.yaml here or above)')
  .option('--no-color', 'no colour, whatever the terminal can do')
  .option('-q, --quiet', 'results only, one a line')
  .option('-v, --verbose', 'everything, and where the time went')
  .showHelpAfterError('(haetae --help tells what there is)')
  .showSuggestionAfterError()
  .enablePositionalOptions(false)
  .exitOverride()

addCommands(program)

// A reader that has seen enough (`haetae scan | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

program.parseAsync().catch((error: unknown) => {
  // commander has already said what is wrong, or printed the help that was asked for.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else {
    const options: { lang?: unknown; verbose?: unknown } = program.opts()
    process.stderr.write(errorLines(error, chooseLanguage(options.lang, process.env), options.verbose === true))
    process.exitCode = exitCodeOf(error)
  }
})
