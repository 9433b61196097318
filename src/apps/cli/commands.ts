import { type Command, Option } from 'commander'
import { severities } from '../../model/severity.ts'

const collect = (value: string, all: string[]) => [...all, value]
const commaList = (value: string, all: string[]) => [...all, ...value.split(',').filter((part) => part !== '')]

/**
 * Declares every subcommand. What a command does is loaded when it is called: the start of one must not pay for all the others.
 */
export function addCommands(program: Command): void {
  addScan(program)
  addAfterScan(program)
  addKnowledge(program)
}

function addScan(program: Command): void {
  program
    .command('scan')
    .description('judge manifests, charts, kustomizations, archives or a live cluster')
    .argument('[path...]', 'files, folders, patterns, archives; - reads standard input')
    .addOption(
      new Option(
        '-o, --output <format[=file]>',
        'table, json, sarif, junit, html, markdown, csv, github; may be given several times',
      )
        .argParser(collect)
        .default([]),
    )
    .addOption(new Option('--fail-on <severity>', 'exit 1 for findings at least this bad').choices(severities))
    .addOption(new Option('--severity <severity>', 'show findings at least this bad').choices(severities))
    .addOption(
      new Option('--check <pattern>', 'only checks that match, for example posture/host-*').argParser(commaList).default([]),
    )
    .addOption(new Option('--skip <pattern>', 'not the checks that match').argParser(commaList).default([]))
    .addOption(
      new Option(
        '--framework <id>',
        'report per control: cis-kubernetes, nsa, mitre, owasp, cis-eks, pss-baseline, pss-restricted, pci-dss, nist-800-190, hipaa, isms-p, or a profile file',
      )
        .argParser(commaList)
        .default([]),
    )
    .addOption(new Option('--owner <owner>', 'only what is up to this side').choices(['customer', 'provider', 'shared']))
    .addOption(new Option('-n, --namespace <name>', 'only these namespaces').argParser(commaList).default([]))
    .addOption(new Option('--kind <kind>', 'only these kinds').argParser(commaList).default([]))
    .option('-l, --selector <labels>', 'only objects with these labels, as for kubectl: app=web,tier!=test')
    .addOption(new Option('--path <pattern>', 'only findings in these files').argParser(collect).default([]))
    .option('--baseline <result.json>', 'only what this earlier result does not have')
    .option(
      '--pod-security <level[:version]>',
      'what Pod Security admission would say: restricted, baseline:v1.34, restricted:latest',
    )
    .option('--allow-gaps', 'exit 0 although something could not be looked at')
    .option('--show-waived', 'show waived findings too')
    .option('--watch', 'scan again whenever a file changes')
    .option('--cluster', 'read the live cluster of the kubeconfig, or the one around this pod')
    .option('--context <name>', 'context of the kubeconfig')
    .option('--kubeconfig <file>', 'kubeconfig to use')
    .addOption(new Option('-f, --values <file>', 'values file for charts').argParser(collect).default([]))
    .addOption(new Option('--set <key=value>', 'value for charts').argParser(collect).default([]))
    .addHelpText('after', exitCodes)
    .action(async (paths: string[], _options, command: Command) =>
      (await import('./commands/scan.ts')).scan(paths, command.optsWithGlobals()),
    )
}

const exitCodes = `
Exit codes:
  0  clean
  1  findings at or above --fail-on (low, where it is not given: a note of severity info fails nothing)
  2  wrong use or configuration
  3  nothing found, but something could not be looked at (--allow-gaps makes it 0)`

function addAfterScan(program: Command): void {
  program
    .command('fix')
    .description('show the smallest safe changes as a diff, or make them')
    .argument('<path...>', 'files or folders')
    .option('--write', 'change the files')
    .option('--with-caveats', 'also the changes that may stop something from working')
    .addOption(new Option('--check <pattern>', 'only checks that match').argParser(commaList).default([]))
    .addOption(new Option('--skip <pattern>', 'not the checks that match').argParser(commaList).default([]))
    .addOption(new Option('--severity <severity>', 'findings at least this bad').choices(severities))
    .action(async (paths: string[], _options, command: Command) =>
      (await import('./commands/fix.ts')).fix(paths, command.optsWithGlobals()),
    )
  program
    .command('compare')
    .description('what came and what went between two saved results')
    .argument('<old.json>')
    .argument('<new.json>')
    .addOption(new Option('-o, --output <format>', 'table or json').choices(['table', 'json']).default('table'))
    .action(async (before: string, after: string, _options, command: Command) =>
      (await import('./commands/compare.ts')).compareResults(before, after, command.optsWithGlobals()),
    )
  program
    .command('render')
    .description('write a saved result in another format')
    .argument('<result.json>')
    .addOption(new Option('-o, --output <format[=file]>', 'as for scan').argParser(collect).default([]))
    .option('--show-waived', 'show waived findings too')
    .action(async (file: string, _options, command: Command) =>
      (await import('./commands/render.ts')).render(file, command.optsWithGlobals()),
    )
  program
    .command('waive')
    .description('draft the waiver entries for findings, ready for haetae.yaml')
    .argument('<finding...>', 'fingerprints (or their beginnings) from a saved result')
    .requiredOption('--reason <text>', 'why it is accepted')
    .requiredOption('--until <date>', 'last day on which it is, YYYY-MM-DD')
    .option('--author <name>', 'who accepts it')
    .requiredOption('--from <result.json>', 'the result the findings are in')
    .action(async (findings: string[], _options, command: Command) =>
      (await import('./commands/waive.ts')).waive(findings, command.optsWithGlobals()),
    )
}

function addKnowledge(program: Command): void {
  program
    .command('explain')
    .description('why a check matters, how it is attacked, how to fix it, with examples')
    .argument('<check>', 'id, with or without its room: privileged-container')
    .action(async (check: string, _options, command: Command) =>
      (await import('./commands/explain.ts')).explain(check, command.optsWithGlobals()),
    )
  program
    .command('checks')
    .description('list every check')
    .addOption(new Option('-o, --output <format>', 'table or json').choices(['table', 'json']).default('table'))
    .action(async (_options, command: Command) => (await import('./commands/checks.ts')).listChecks(command.optsWithGlobals()))
  program
    .command('completion')
    .description('print a completion script')
    .argument('<shell>', 'bash, zsh or fish')
    .action(async (shell: string, _options, command: Command) =>
      (await import('./commands/completion.ts')).completion(shell, command),
    )
}
