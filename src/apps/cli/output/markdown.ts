import { clipColumns, printable, prose } from '../../../lib/display-width.ts'
import { type Finding, formatSubject, type Gap, type Language, type Result, say } from '../../../model/index.ts'
import type { OutputContext } from './context.ts'
import { fixLines, gapSpot, spot, waiverText } from './describe.ts'
import {
  caveats,
  commonMessage,
  commonReasons,
  type GapGroup,
  type Group,
  groupFindings,
  groupGaps,
  groupTitle,
  ownMessage,
  ownReasons,
  shownFindings,
} from './group.ts'
import { scopeLines, severityCounts, summarize } from './summary.ts'
import { count, gapLabels, severityLabels, words } from './words.ts'

/** A comment on GitHub holds 65,536 characters; what wraps ours needs a few. */
export const maxMarkdown = 65_000

const maxSubjects = 8
const maxPlaces = 3
const maxGaps = 20
const maxText = 1_000

/**
 * Markdown for the comment on a pull request, at most `maxMarkdown` characters. What does not fit is left out from the end,
 * the least severe, and counted; gaps and scope always fit.
 */
export function writeMarkdown(result: Result, context: OutputContext): string {
  const { language } = context
  const groups = groupFindings(shownFindings(result.findings, context.showWaived), context.checks)
  const counts = severityCounts(result, language)
  const head = `## haetae${counts === '' ? '' : `: ${counts}`}\n\n${text(summarize(result, language))}\n`
  const tail = [...gapSections(result, context), scopeSection(result, language)].join('\n')
  const reserve = leftOut(groups, language).length + 2
  const blocks: string[] = []
  let length = head.length + tail.length + reserve
  for (const group of groups) {
    const block = fitting(group, context, maxMarkdown - length)
    if (block === undefined) break
    blocks.push(block)
    length += block.length + 1
  }
  const rest = groups.slice(blocks.length)
  return [head, ...blocks, ...(rest.length > 0 ? [leftOut(rest, language)] : []), tail].join('\n')
}

function fitting(group: Group, context: OutputContext, room: number): string | undefined {
  const whole = block(group, context)
  if (whole.length < room) return whole
  const short = block(group, { ...context, verbose: false })
  return short.length < room ? short : undefined
}

function leftOut(groups: readonly Group[], language: Language): string {
  const findings = count(
    groups.reduce((sum, group) => sum + group.findings.length, 0),
    'finding',
    language,
  )
  const checks = count(groups.length, 'check', language)
  return language === 'ko'
    ? `> 댓글 길이 제한으로 ${checks}의 ${findings}을 여기에 싣지 못했습니다. 전체 결과는 \`haetae scan -o json\`으로 확인합니다.\n`
    : `> ${findings} of ${checks} did not fit into this comment. The whole result: \`haetae scan -o json\`.\n`
}

function block(group: Group, context: OutputContext): string {
  const { language, verbose } = context
  const shown = verbose ? group.findings : group.findings.slice(0, maxSubjects)
  const more = group.findings.length - shown.length
  const parts = [
    `### ${text(say(severityLabels[group.severity], language).toUpperCase())} ${text(groupTitle(group, language))}\n`,
    `${code(group.check)}\n`,
    [
      ...shown.flatMap((finding) => item(finding, group, context)),
      ...(more > 0 ? [`- + ${count(more, 'finding', language)}`] : []),
    ].join('\n'),
    '',
    ...explanation(group, language),
    ...changes(shown, language),
  ]
  return parts.join('\n')
}

function item(finding: Finding, group: Group, { language, verbose }: OutputContext): string[] {
  const notes = [
    ...(finding.severity === group.severity ? [] : [`**${say(severityLabels[finding.severity], language).toUpperCase()}**`]),
    ...(finding.byDefault ? [say(words.byDefault, language)] : []),
  ]
  const places = verbose ? finding.places : finding.places.slice(0, maxPlaces)
  const more = finding.places.length - places.length
  const spots = places.map((place) => {
    const container = place.container === undefined ? '' : ` (${code(place.container)})`
    const detail = place.detail === undefined ? '' : ` ${text(say(place.detail, language))}`
    return `${code(spot(place))}${container}${detail}`
  })
  const lines = [
    [code(formatSubject(finding.subject)), ...notes].join(' '),
    ...spots,
    ...(more > 0 ? [`+ ${count(more, 'place', language)}`] : []),
    ...ownMessage(finding, group, language).map(text),
    ...ownReasons(finding, group, language).map(text),
    ...(finding.waived === undefined ? [] : [text(waiverText(finding.waived, language))]),
  ]
  const [first = '', ...below] = lines
  return [`- ${first}`, ...below.map((line) => `  - ${line}`)]
}

function explanation(group: Group, language: Language): string[] {
  const { info } = group
  const why = commonMessage(group, language) ?? (info === undefined ? undefined : say(info.why, language))
  const sentences = [why, ...commonReasons(group, language)].filter((sentence) => sentence !== undefined)
  const labelled = (label: keyof typeof words, what: string): string => `**${say(words[label], language)}**: ${text(what)}\n`
  return [
    ...(sentences.length === 0 ? [] : [labelled('why', sentences.join(' '))]),
    ...(info === undefined ? [] : [labelled('fix', say(info.fix, language))]),
    ...caveats(group, language).map((caveat) => labelled('caution', caveat)),
  ]
}

/** The changes of the findings shown, as one diff. Each line begins with `+`, `-` or `@@`, so none can close the fence. */
function changes(findings: readonly Finding[], language: Language): string[] {
  const lines = findings.flatMap((finding) =>
    finding.fix === undefined ? [] : [`@@ ${printable(formatSubject(finding.subject))} @@`, ...fixLines(finding.fix)],
  )
  if (lines.length === 0) return []
  const summary = say(words.change, language)
  return [
    `<details><summary>${summary}</summary>\n`,
    '```diff',
    ...lines.map((line) => clipColumns(line, maxText)),
    '```',
    '\n</details>\n',
  ]
}

function gapSections(result: Result, { language }: OutputContext): string[] {
  const { notLookedAt, byChoice } = groupGaps(result.gaps, language)
  return [
    ...gapSection(say(words.notLookedAt, language), notLookedAt, language),
    ...gapSection(say(words.byChoice, language), byChoice, language),
  ]
}

function gapSection(title: string, groups: readonly GapGroup[], language: Language): string[] {
  if (groups.length === 0) return []
  const total = groups.reduce((sum, group) => sum + group.gaps.length, 0)
  const shown = groups.slice(0, maxGaps)
  const more = groups.slice(maxGaps).reduce((sum, group) => sum + group.gaps.length, 0)
  const items = shown.map((group) => {
    const spots = group.gaps
      .slice(0, maxPlaces)
      .map(gapName)
      .filter((name) => name !== '')
    const rest = group.gaps.length - Math.min(group.gaps.length, maxPlaces)
    const names = spots.length === 0 ? '' : `: ${spots.join(', ')}${rest > 0 ? `, + ${rest}` : ''}`
    return `- ${text(clipColumns(prose(group.message), 300))} (${say(gapLabels[group.reason], language)})${names}`
  })
  return [`### ${title} (${total})\n\n${[...items, ...(more > 0 ? [`- + ${count(more, 'gap', language)}`] : [])].join('\n')}\n`]
}

function gapName(gap: Gap): string {
  const parts = [gapSpot(gap), gap.subject === undefined ? undefined : formatSubject(gap.subject)]
  return parts
    .filter((part) => part !== undefined)
    .map((part) => code(clipColumns(part, 120)))
    .join(' ')
}

function scopeSection(result: Result, language: Language): string {
  const lines = scopeLines(result, language).map(({ label, text: what }) => `- ${label}: ${text(clipColumns(what, maxText))}`)
  return `<details><summary>${say(words.scope, language)}</summary>\n\n${lines.join('\n')}\n\n</details>\n`
}

/**
 * One line of text in which nothing is markup, and that calls nobody: a mention, an issue number and an address are broken by
 * an empty comment, since hosts look for them in the rendered page, where a backslash no longer helps.
 */
export function text(raw: string): string {
  return clipColumns(prose(raw), 4 * maxText)
    .replace(/[\\`*_{}[\]()|~$!]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/^([-+=]|#+|\d+(?=[.)]))/, '\\$1')
    .replace(/^\\(\d)/, '$1<!-- -->')
    .replace(/[@#](?=[A-Za-z0-9])|:(?=\/\/)|\bwww(?=\.)/gi, '$&<!-- -->')
}

/** A code span around any one line: the fence is longer than the longest run of backticks inside (CommonMark 6.1). */
export function code(raw: string): string {
  const shown = printable(raw)
  const runs = shown.match(/`+/g) ?? []
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1)
  const pad = shown === '' || /^[` ]|[` ]$/.test(shown) ? ' ' : ''
  return `${fence}${pad}${shown}${pad}${fence}`
}
