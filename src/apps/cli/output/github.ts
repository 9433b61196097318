import { printable, prose } from '../../../lib/display-width.ts'
import { type Finding, formatSubject, type Gap, type Place, type Result, type Severity, say } from '../../../model/index.ts'
import type { OutputContext } from './context.ts'
import { inFile, waiverText } from './describe.ts'
import { compareFindings, shownFindings } from './group.ts'
import { summarize } from './summary.ts'
import { count, gapLabels, severityLabels, words } from './words.ts'

type Command = 'error' | 'warning' | 'notice'

const commands: { readonly [severity in Severity]: Command } = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
}

/**
 * Workflow commands of GitHub Actions: an annotation a finding, worst first since only the first ten of each level are shown,
 * then one a gap, then the summary.
 */
export function writeGithub(result: Result, context: OutputContext): string {
  const { language } = context
  const findings = shownFindings(result.findings, context.showWaived).toSorted(compareFindings)
  const lines = [
    ...findings.map((finding) => findingLine(finding, context)),
    ...result.gaps.map((gap) => gapLine(gap, context)),
    command('notice', { title: 'haetae' }, summarize(result, language)),
  ]
  return `${lines.join('\n')}\n`
}

function findingLine(finding: Finding, { checks, language }: OutputContext): string {
  const info = checks.get(finding.check)
  const title = `${say(severityLabels[finding.severity], language)}: ${info === undefined ? finding.check : say(info.title, language)}`
  const further = finding.places.length - 1
  const message = [
    `${printable(formatSubject(finding.subject))}: ${prose(say(finding.message, language))}`,
    ...(finding.byDefault ? [say(words.byDefault, language)] : []),
    ...finding.severityReasons.map((reason) => prose(say(reason, language))),
    ...(info === undefined ? [] : [`${say(words.fix, language)}: ${prose(say(info.fix, language))}`]),
    ...(finding.fix?.caveat === undefined
      ? []
      : [`${say(words.caution, language)}: ${prose(say(finding.fix.caveat, language))}`]),
    ...(finding.waived === undefined ? [] : [waiverText(finding.waived, language)]),
    ...(further > 0 ? [`(+ ${count(further, 'place', language)})`] : []),
  ]
  const level = finding.waived === undefined ? commands[finding.severity] : 'notice'
  return command(level, { ...position(finding.places[0]), title: prose(title) }, message.join(' '))
}

function gapLine(gap: Gap, { language }: OutputContext): string {
  const title = say(gap.byChoice === true ? words.byChoice : words.notLookedAt, language)
  const where = {
    ...(gap.file === undefined || !inFile(gap.file) ? {} : { file: gap.file }),
    ...(gap.line === undefined || gap.line < 1 ? {} : { line: String(gap.line) }),
  }
  const subject = gap.subject === undefined ? '' : `${printable(formatSubject(gap.subject))}: `
  const message = `${subject}${prose(say(gap.message, language))} (${say(gapLabels[gap.reason], language)})`
  return command(gap.byChoice === true ? 'notice' : 'warning', { ...where, title }, message)
}

/** Columns are taken only where an annotation covers part of one line. */
function position(place: Place | undefined): { [property: string]: string } {
  if (place === undefined || !inFile(place.file) || place.line < 1) return {}
  const { file, line, column, endLine, endColumn } = place
  const lines = { file, line: String(line), endLine: String(Math.max(line, endLine)) }
  return endLine === line ? { ...lines, col: String(column), endColumn: String(endColumn) } : lines
}

/** One command. `%`, line breaks and, in properties, `:` and `,` are escaped so that no text can start another command. */
export function command(name: Command, properties: { readonly [property: string]: string }, message: string): string {
  const list = Object.entries(properties).map(([property, value]) => `${property}=${escapeProperty(value)}`)
  return `::${name} ${list.join(',')}::${escapeData(message)}`
}

function escapeData(text: string): string {
  return text
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replace(/\p{Cc}/gu, printable)
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
