import { clipColumns, displayWidth, padColumns, printable, prose, wrapColumns } from '../../../lib/display-width.ts'
import { type Finding, formatSubject, type Result, say } from '../../../model/index.ts'
import type { OutputContext } from './context.ts'
import { gapSpot, spot } from './describe.ts'
import { compareFindings, type GapGroup, groupFindings, groupGaps, shownFindings } from './group.ts'
import { type Paint, painter } from './paint.ts'
import { scopeLines, summarize } from './summary.ts'
import { groupBlock, moreText } from './table-block.ts'
import { gapLabels, words } from './words.ts'

/** Lines wider than this are hard to read, however wide the terminal. */
const widest = 120
const narrowest = 40
const maxGapSpots = 8

/**
 * For people at a terminal: one block a check, worst first, then what was not looked at, then the summary and the scope.
 * Nothing in it steers the terminal but our own colours.
 */
export function writeTable(result: Result, context: OutputContext): string {
  const findings = shownFindings(result.findings, context.showWaived)
  if (context.quiet) return findings.toSorted(compareFindings).map(quietLine).join('')
  const paint = painter(context.color)
  const width = Math.min(widest, Math.max(narrowest, context.width))
  const blocks = groupFindings(findings, context.checks).map((group) => groupBlock(group, { ...context, width }, paint))
  const sections = [
    ...blocks,
    ...gapSections(result, { ...context, width }, paint),
    closing(result, { ...context, width }, paint),
  ]
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

/** `CRITICAL posture/privileged-container Deployment shop/cart shop/cart.yaml:42:11`: stable, in every language. */
function quietLine(finding: Finding): string {
  const place = finding.places[0]
  const parts = [finding.severity.toUpperCase(), printable(finding.check), printable(formatSubject(finding.subject))]
  return `${[...parts, ...(place === undefined ? [] : [spot(place)])].join(' ')}\n`
}

function gapSections(result: Result, context: OutputContext, paint: Paint): string[][] {
  const { notLookedAt, byChoice } = groupGaps(result.gaps, context.language)
  const sections: string[][] = []
  for (const [groups, heading] of [
    [notLookedAt, words.notLookedAt],
    [byChoice, words.byChoice],
  ] as const) {
    if (groups.length === 0) continue
    const total = groups.reduce((sum, group) => sum + group.gaps.length, 0)
    const title = `${say(heading, context.language).toUpperCase()} (${total})`
    sections.push([paint.strong(title), ...groups.flatMap((group) => gapLines(group, context, paint))])
  }
  return sections
}

function gapLines(group: GapGroup, context: OutputContext, paint: Paint): string[] {
  const reason = say(gapLabels[group.reason], context.language)
  const text = wrapColumns(`${prose(group.message)} (${reason})`, context.width - 2).map((line) => `  ${line}`)
  const spots = group.gaps.flatMap((gap) => {
    const where = [gapSpot(gap), gap.subject === undefined ? undefined : printable(formatSubject(gap.subject))]
    const known = where.filter((part) => part !== undefined)
    return known.length === 0 ? [] : [clipColumns(known.join('  '), 240)]
  })
  const shown = context.verbose ? spots : spots.slice(0, maxGapSpots)
  const more = spots.length - shown.length
  return [...text, ...shown.map((line) => `    ${line}`), ...(more > 0 ? [paint.dim(`    ${moreText(more, context)}`)] : [])]
}

function closing(result: Result, { language, width }: OutputContext, paint: Paint): string[] {
  const lines = wrapColumns(summarize(result, language), width).map((line) => paint.strong(line))
  const scope = scopeLines(result, language)
  const column = Math.max(0, ...scope.map(({ label }) => displayWidth(label))) + 2
  for (const { label, text } of scope) {
    const [first = '', ...rest] = wrapColumns(text, width - column)
    lines.push(paint.dim(padColumns(label, column) + first), ...rest.map((line) => paint.dim(' '.repeat(column) + line)))
  }
  return lines
}
