import { styleText } from 'node:util'
import { type ControlReport, type FrameworkReport, ownersOf } from '../../../engine/index.ts'
import { clipColumns, displayWidth, padColumns, printable, prose, wrapColumns } from '../../../lib/display-width.ts'
import { type Language, say } from '../../../model/index.ts'
import type { OutputContext } from './context.ts'
import { countsText, frameworkWords, ownerLabels, remarkOf, type Verdict, verdictLabels, verdictOf } from './framework-words.ts'
import { painter } from './paint.ts'
import { count } from './words.ts'

const widest = 120
const narrowest = 60

const colors = {
  failed: ['bold', 'red'],
  passed: ['green'],
  partial: ['yellow'],
  'not-looked-at': ['dim'],
} as const satisfies { readonly [verdict in Verdict]: readonly string[] }

/** One block a framework: its numbers, by side too, then every control under its heading. Quiet: one stable line a control. */
export function frameworkTable(reports: readonly FrameworkReport[], context: OutputContext): string {
  if (context.quiet) return reports.flatMap(quietLines).join('')
  const width = Math.min(widest, Math.max(narrowest, context.width))
  const blocks = reports.flatMap((report) => [heading(report, { ...context, width }), ...sections(report, { ...context, width })])
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

/** `FAILED cis-kubernetes 5.1.1 customer 3`: the number is that of the findings; the same in every language. */
function quietLines({ framework, controls }: FrameworkReport): string[] {
  return controls.map((report) => {
    const { control, findings } = report
    const parts = [verdictOf(report).toUpperCase(), framework.id, control.id, control.owner, String(findings.length)]
    return `${parts.map(printable).join(' ')}\n`
  })
}

function heading(report: FrameworkReport, { language, color, width }: OutputContext): string[] {
  const paint = painter(color)
  const { framework } = report
  const owners = ownersOf(report).map((owner) => ({
    label: say(ownerLabels[owner], language),
    text: countsText(report.byOwner[owner], language),
  }))
  const column = Math.max(0, ...owners.map(({ label }) => displayWidth(label))) + 2
  const note = report.counts.partial === 0 ? [] : wrapColumns(say(frameworkWords.partialNote, language), width).map(paint.dim)
  return [
    paint.strong(clipColumns(prose(`${say(framework.title, language)} ${framework.version}`), width)),
    countsText(report.counts, language),
    ...owners.map(({ label, text }) => paint.dim(`  ${padColumns(label, column)}${text}`)),
    ...note,
  ]
}

function sections(report: FrameworkReport, context: OutputContext): string[][] {
  const columns = columnsOf(report, context.language)
  const blocks: string[][] = []
  let current: string | undefined
  for (const [index, control] of report.controls.entries()) {
    const section = control.control.section === undefined ? '' : prose(say(control.control.section, context.language))
    if (section !== current || blocks.length === 0)
      blocks.push(section === '' ? [] : [painter(context.color).strong(clipColumns(section, context.width))])
    current = section
    blocks.at(-1)?.push(...controlLines(control, report.controls[index + 1], columns, context))
  }
  return blocks
}

interface Columns {
  readonly verdict: number
  readonly id: number
  readonly owner: number
}

function columnsOf({ controls }: FrameworkReport, language: Language): Columns {
  const widestOf = (texts: readonly string[]): number => Math.max(0, ...texts.map(displayWidth)) + 2
  return {
    verdict: widestOf(controls.map((report) => label(report, language))),
    id: Math.min(30, widestOf(controls.map(({ control }) => prose(control.id)))),
    owner: widestOf(controls.map(({ control }) => say(ownerLabels[control.owner], language))),
  }
}

function label(report: ControlReport, language: Language): string {
  return say(verdictLabels[verdictOf(report)], language).toUpperCase()
}

function controlLines(
  report: ControlReport,
  next: ControlReport | undefined,
  columns: Columns,
  context: OutputContext,
): string[] {
  const { language, color, width } = context
  const { control } = report
  const verdict = verdictOf(report)
  const shown = padColumns(label(report, language), columns.verdict)
  const head = color ? styleText([...colors[verdict]], shown, { validateStream: false }) : shown
  const side = padColumns(say(ownerLabels[control.owner], language), columns.owner)
  const lead = `${padColumns(clipColumns(prose(control.id), columns.id - 2), columns.id)}${side}`
  const indent = columns.verdict + columns.id + columns.owner
  const [first = '', ...rest] = wrapColumns(prose(say(control.title, language)), width - indent)
  const pad = ' '.repeat(indent)
  const details = detailsOf(report, next, context).flatMap((text) => wrapColumns(text, width - indent))
  return [
    `${head}${lead}${first}`,
    ...rest.map((line) => pad + line),
    ...details.map((line) => pad + painter(color).dim(line)),
  ].map((line) => line.trimEnd())
}

/** What stands below a control: its findings by check, and its remark, which is said once where the next control has the same. */
function detailsOf(report: ControlReport, next: ControlReport | undefined, { language, verbose }: OutputContext): string[] {
  const remark = remarkOf(report, language)
  const again = next !== undefined && sameSection(report, next) && remarkOf(next, language) === remark
  return [
    ...(report.findings.length === 0
      ? []
      : [`${count(report.findings.length, 'finding', language)}: ${report.failing.join(', ')}`]),
    ...(verbose && report.status === 'passed' ? [report.checks.join(', ')] : []),
    ...(remark === '' || (again && !verbose) ? [] : [prose(remark)]),
  ]
}

function sameSection(a: ControlReport, b: ControlReport): boolean {
  return a.control.section?.en === b.control.section?.en
}
