import { type Command, Option } from 'commander'
import { severities } from '../../model/severity.ts'
import type { Language, Text } from '../../model/text.ts'
import { compareWords, fixWords, knowledgeWords, renderWords, scanWords, sharedWords, waiveWords } from './help-words.ts'

type Say = (text: Text) => string

const collect = (value: string, all: string[]) => [...all, value]
const commaList = (value: string, all: string[]) => [...all, ...value.split(',').filter((part) => part !== '')]

/** An option that may be given several times. */
function list(flags: string, about: string, read: (value: string, all: string[]) => string[] = collect): Option {
  return new Option(flags, about).argParser(read).default([])
}

/**
 * Declares every subcommand, its help in `language`. What a command does is loaded when it is called: the start of one must not
 * pay for all the others.
 */
export function addCommands(program: Command, language: Language): void {
  const say: Say = (text) => text[language]
  addScan(program, say)
  addFix(program, say)
  addSaved(program, say)
  addKnowledge(program, say)
}

function addScan(program: Command, say: Say): void {
  const scan = program
    .command('scan')
    .description(say(scanWords.about))
    .argument('[path...]', say(scanWords.path))
    .addOption(list('-o, --output <format[=file]>', say(scanWords.output)))
    .addOption(new Option('--fail-on <severity>', say(scanWords.failOn)).choices(severities))
  addSelection(scan, say)
    .option('--baseline <result.json>', say(scanWords.baseline))
    .option('--pod-security <level[:version]>', say(scanWords.podSecurity))
    .option('--allow-gaps', say(scanWords.allowGaps))
    .option('--show-waived', say(sharedWords.showWaived))
    .option('--watch', say(scanWords.watch))
    .option('--cluster', say(scanWords.cluster))
    .option('--context <name>', say(scanWords.context))
    .option('--kubeconfig <file>', say(scanWords.kubeconfig))
    .addOption(list('-f, --values <file>', say(scanWords.values)))
    .addOption(list('--set <key=value>', say(scanWords.set)))
    .addHelpText('after', say(scanWords.exitCodes))
    .action(async (paths: string[], _options, command: Command) =>
      (await import('./commands/scan.ts')).scan(paths, command.optsWithGlobals()),
    )
}

/** What of everything is judged and shown. */
function addSelection(scan: Command, say: Say): Command {
  return scan
    .addOption(new Option('--severity <severity>', say(scanWords.severity)).choices(severities))
    .addOption(list('--check <pattern>', say(scanWords.check), commaList))
    .addOption(list('--skip <pattern>', say(sharedWords.skip), commaList))
    .addOption(list('--framework <id>', say(scanWords.framework), commaList))
    .addOption(new Option('--owner <owner>', say(scanWords.owner)).choices(['customer', 'provider', 'shared']))
    .addOption(list('-n, --namespace <name>', say(scanWords.namespace), commaList))
    .addOption(list('--kind <kind>', say(scanWords.kind), commaList))
    .option('-l, --selector <labels>', say(scanWords.selector))
    .addOption(list('--path <pattern>', say(scanWords.files)))
}

function addFix(program: Command, say: Say): void {
  program
    .command('fix')
    .description(say(fixWords.about))
    .argument('<path...>', say(fixWords.path))
    .option('--write', say(fixWords.write))
    .option('--with-caveats', say(fixWords.withCaveats))
    .addOption(list('--check <pattern>', say(sharedWords.check), commaList))
    .addOption(list('--skip <pattern>', say(sharedWords.skip), commaList))
    .addOption(new Option('--severity <severity>', say(fixWords.severity)).choices(severities))
    .action(async (paths: string[], _options, command: Command) =>
      (await import('./commands/fix.ts')).fix(paths, command.optsWithGlobals()),
    )
}

/** What is done with a result that was kept. */
function addSaved(program: Command, say: Say): void {
  program
    .command('compare')
    .description(say(compareWords.about))
    .argument('<old.json>', say(compareWords.before))
    .argument('<new.json>', say(compareWords.after))
    .addOption(tableOrJson(say))
    .action(async (before: string, after: string, _options, command: Command) =>
      (await import('./commands/compare.ts')).compareResults(before, after, command.optsWithGlobals()),
    )
  program
    .command('render')
    .description(say(renderWords.about))
    .argument('<result.json>', say(renderWords.result))
    .addOption(list('-o, --output <format[=file]>', say(renderWords.output)))
    .option('--show-waived', say(sharedWords.showWaived))
    .action(async (file: string, _options, command: Command) =>
      (await import('./commands/render.ts')).render(file, command.optsWithGlobals()),
    )
  program
    .command('waive')
    .description(say(waiveWords.about))
    .argument('<finding...>', say(waiveWords.finding))
    .requiredOption('--reason <text>', say(waiveWords.reason))
    .requiredOption('--until <date>', say(waiveWords.until))
    .option('--author <name>', say(waiveWords.author))
    .requiredOption('--from <result.json>', say(waiveWords.from))
    .action(async (findings: string[], _options, command: Command) =>
      (await import('./commands/waive.ts')).waive(findings, command.optsWithGlobals()),
    )
}

function addKnowledge(program: Command, say: Say): void {
  program
    .command('explain')
    .description(say(knowledgeWords.explain))
    .argument('<check>', say(knowledgeWords.check))
    .action(async (check: string, _options, command: Command) =>
      (await import('./commands/explain.ts')).explain(check, command.optsWithGlobals()),
    )
  program
    .command('checks')
    .description(say(knowledgeWords.checks))
    .addOption(tableOrJson(say))
    .action(async (_options, command: Command) => (await import('./commands/checks.ts')).listChecks(command.optsWithGlobals()))
  program
    .command('completion')
    .description(say(knowledgeWords.completion))
    .argument('<shell>', say(knowledgeWords.shell))
    .action(async (shell: string, _options, command: Command) =>
      (await import('./commands/completion.ts')).completion(shell, command),
    )
}

function tableOrJson(say: Say): Option {
  return new Option('-o, --output <format>', say(sharedWords.tableOrJson)).choices(['table', 'json']).default('table')
}
