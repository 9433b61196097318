import { clipColumns, displayWidth, padColumns, printable, prose, wrapColumns } from '../../../lib/display-width.ts'
import { type Finding, formatSubject, type Place, say, type Text } from '../../../model/index.ts'
import type { OutputContext } from './context.ts'
import { fixLines, spot, waiverText } from './describe.ts'
import { caveats, commonMessage, commonReasons, type Group, groupTitle, ownMessage, ownReasons } from './group.ts'
import type { Paint } from './paint.ts'
import { count, severityLabels, words } from './words.ts'

const maxSubjects = 8
const maxPlaces = 3
/** Longest name shown whole: a namespace and a name of Kubernetes' greatest lengths, 63 and 253, do not fit a line anyway. */
const maxName = 120

/** The block of one check: title and id, the subjects with their places, why it matters, what to change. */
export function groupBlock(group: Group, context: OutputContext, paint: Paint): string[] {
  const shown = context.verbose ? group.findings : group.findings.slice(0, maxSubjects)
  const entries = shown.map((finding) => entryOf(finding, group, context))
  const half = Math.floor(context.width / 2)
  const widths = entries.flatMap((entry) => entry.rows.map((row) => displayWidth(row.left))).filter((width) => width <= half)
  const column = Math.max(0, ...widths)
  const more = group.findings.length - shown.length
  return [
    ...heading(group, context, paint),
    ...entries.flatMap((entry) => entryLines(entry, column, context, paint)),
    ...(more > 0 ? [`  ${paint.dim(moreText(more, context))}`] : []),
    ...explanation(group, context, paint),
  ]
}

/** What stands where a list was cut. */
export function moreText(n: number, { language }: OutputContext): string {
  return language === 'ko' ? `+ ${n}건 더 (haetae scan --verbose 또는 -o json)` : `+ ${n} more (haetae scan --verbose or -o json)`
}

function heading(group: Group, { language, width }: OutputContext, paint: Paint): string[] {
  const label = say(severityLabels[group.severity], language).toUpperCase()
  const title = prose(groupTitle(group, language))
  const id = printable(group.check)
  const indent = displayWidth(label) + 2
  const [first = '', ...rest] = wrapColumns(title, width - indent)
  const lines = [
    `${paint.severity(group.severity, label)}  ${paint.strong(first)}`,
    ...rest.map((line) => ' '.repeat(indent) + paint.strong(line)),
  ]
  if (id === title) return lines
  const free = width - indent - displayWidth(first) - displayWidth(id)
  if (rest.length > 0 || free < 2) return [...lines, ' '.repeat(indent) + paint.dim(id)]
  return [`${lines.join('')}${' '.repeat(free)}${paint.dim(id)}`]
}

/** One finding, laid out: side by side where everything fits, one below the other where something does not. */
interface Entry {
  readonly subject: string
  readonly rows: readonly Row[]
  readonly morePlaces: number
  readonly remarks: readonly string[]
}

interface Row {
  /** Subject and container, as they stand side by side with the place. */
  readonly left: string
  readonly container: string
  readonly right: string
  readonly below: readonly string[]
}

function entryOf(finding: Finding, group: Group, context: OutputContext): Entry {
  const subject = clipColumns(printable(formatSubject(finding.subject)), maxName)
  const notes = findingNotes(finding, group, context)
  const places = context.verbose ? finding.places : finding.places.slice(0, maxPlaces)
  const rows = places.map((place, index) => rowOf(place, index === 0 ? subject : '', index === 0 ? notes : '', context))
  return {
    subject: places.length === 0 ? [subject, notes].join('  ').trimEnd() : subject,
    rows,
    morePlaces: finding.places.length - places.length,
    remarks: remarks(finding, group, context),
  }
}

function rowOf(place: Place, subject: string, notes: string, context: OutputContext): Row {
  const container = place.container === undefined ? '' : `(${printable(place.container)})`
  const source = context.verbose ? place.renderedFrom : undefined
  const from = source === undefined ? '' : `${say(words.renderedFrom, context.language)} ${printable(source)}`
  const detail = place.detail === undefined ? '' : prose(say(place.detail, context.language))
  return {
    left: [subject, container].filter((part) => part !== '').join('  '),
    container,
    right: [spot(place), notes].filter((part) => part !== '').join('  '),
    below: [detail, from].flatMap((part) => wrapColumns(part, context.width - 6)),
  }
}

function entryLines(entry: Entry, column: number, { width, language }: OutputContext, paint: Paint): string[] {
  const { subject, rows, morePlaces } = entry
  const fits = rows.every(({ left, right }) => displayWidth(left) <= column && column + displayWidth(right) + 4 <= width)
  const sideBySide = fits && rows.length > 0
  const places = rows.flatMap(({ left, container, right, below }) => [
    sideBySide ? `  ${padColumns(left, column)}  ${right}` : `    ${[right, container].filter((part) => part !== '').join('  ')}`,
    ...below.map((line) => paint.dim(`      ${line}`)),
  ])
  return [
    ...(sideBySide ? [] : [`  ${subject}`]),
    ...places,
    ...(morePlaces > 0 ? [paint.dim(`    + ${count(morePlaces, 'place', language)}`)] : []),
    ...entry.remarks.map((line) => paint.dim(`    ${line}`)),
  ]
}

/** Beside the place: another severity than the block's, and that the cause is a default. */
function findingNotes(finding: Finding, group: Group, { language }: OutputContext): string {
  const parts: string[] = []
  if (finding.severity !== group.severity) parts.push(say(severityLabels[finding.severity], language).toUpperCase())
  if (finding.byDefault) parts.push(say(words.byDefault, language))
  return parts.join(' ')
}

/** Below the subject: what only this finding has to say. */
function remarks(finding: Finding, group: Group, context: OutputContext): string[] {
  const { language, verbose, width } = context
  const lines: string[] = []
  const add = (text: string): void => {
    lines.push(...wrapColumns(text, width - 4))
  }
  for (const message of ownMessage(finding, group, language)) add(prose(message))
  for (const reason of ownReasons(finding, group, language)) add(`${say(words.rated, language)}: ${prose(reason)}`)
  if (finding.waived !== undefined) add(waiverText(finding.waived, language))
  if (verbose && finding.fix !== undefined) lines.push(...fixLines(finding.fix))
  return lines
}

/** Why, fix, and what the fix may break, each with a hanging indent. */
function explanation(group: Group, context: OutputContext, paint: Paint): string[] {
  const { language, verbose, width } = context
  const parts: { label: Text; text: string }[] = []
  const message = commonMessage(group, language)
  const why = group.info === undefined ? undefined : say(group.info.why, language)
  const reasons = commonReasons(group, language)
  const texts = verbose && message !== why ? [message, why] : [message ?? why]
  const sentences = texts.filter((text) => text !== undefined)
  if (sentences.length > 0) parts.push({ label: words.why, text: sentences.join('. ') })
  if (reasons.length > 0) parts.push({ label: words.rated, text: reasons.join('; ') })
  if (group.info !== undefined) {
    parts.push({ label: words.fix, text: say(group.info.fix, language) })
    if (group.info.noFix !== undefined && verbose) parts.push({ label: words.noFix, text: say(group.info.noFix, language) })
  }
  for (const caveat of caveats(group, language)) parts.push({ label: words.caution, text: caveat })
  const column = Math.max(...parts.map(({ label }) => displayWidth(say(label, language))), 0) + 2
  return parts.flatMap(({ label, text }) => {
    const [first = '', ...rest] = wrapColumns(prose(text), width - 2 - column)
    return [
      `  ${paint.dim(padColumns(say(label, language), column))}${first}`,
      ...rest.map((line) => ' '.repeat(2 + column) + line),
    ]
  })
}
