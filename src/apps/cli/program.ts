import { Command, type Help, Option, Help as PlainHelp } from 'commander'
import { displayWidth } from '../../lib/display-width.ts'
import type { Language } from '../../model/index.ts'
import { addCommands } from './commands.ts'
import { frameWords, placeholderWords, programWords } from './help-words.ts'
import { version } from './package.ts'

/**
 * The program with every command, its help in `language`. Wrong use is thrown as a CommanderError and not printed: what a person
 * reads about it is for `usageErrorLines`.
 */
export function createProgram(language: Language): Command {
  const program = new Command('haetae')
    .description(programWords.about[language])
    .version(version, '-V, --version', programWords.version[language])
    .addOption(new Option('--lang <language>', programWords.lang[language]).choices(['en', 'ko']))
    .option('--config <file>', programWords.config[language])
    .option('--no-color', programWords.noColor[language])
    .option('-q, --quiet', programWords.quiet[language])
    .option('-v, --verbose', programWords.verbose[language])
    .helpOption('-h, --help', programWords.help[language])
    .helpCommand('help [command]', programWords.help[language])
    .configureHelp(helpIn(language))
    .configureOutput({ outputError: () => {} })
    .showSuggestionAfterError()
    .enablePositionalOptions(false)
    .exitOverride()
  addCommands(program, language)
  return program
}

/** What commander says itself, in `language`, and aligned where characters are two columns wide. */
function helpIn(language: Language): Partial<Help> {
  const plain = new PlainHelp()
  const placeholders = (line: string) =>
    line.replace('[options]', placeholderWords.options[language]).replace('[command]', placeholderWords.command[language])
  return {
    displayWidth,
    // The longest command leaves less than commander's own 40 of the 80 columns of a pipe.
    minWidthToWrap: 30,
    styleTitle: (title) => (isFrame(title) ? frameWords[title][language] : title),
    commandUsage: (command) => placeholders(plain.commandUsage(command)),
    subcommandTerm: (command) => placeholders(plain.subcommandTerm(command)),
    optionDescription: (option) => optionText(option, language),
  }
}

function isFrame(title: string): title is keyof typeof frameWords {
  return Object.hasOwn(frameWords, title)
}

/** A description with what may be given, and what holds where nothing is. An empty list tells nobody anything. */
function optionText({ description, argChoices, defaultValue }: Option, language: Language): string {
  const extra: string[] = []
  const shown = (value: unknown) => JSON.stringify(value)
  if (argChoices !== undefined) extra.push(`${placeholderWords.choices[language]}: ${argChoices.map(shown).join(', ')}`)
  if (typeof defaultValue === 'string') extra.push(`${placeholderWords.default[language]}: ${shown(defaultValue)}`)
  return extra.length === 0 ? description : `${description} (${extra.join(', ')})`
}
