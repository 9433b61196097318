import { type ControlReport, type FrameworkReport, ownersOf } from '../../../engine/index.ts'
import { type Language, say } from '../../../model/index.ts'
import type { OutputContext } from './context.ts'
import { countsText, frameworkWords, ownerLabels, remarkOf, verdictLabels, verdictOf } from './framework-words.ts'
import { code, text } from './markdown.ts'

/** A document with one table a framework, every control a row. Longer than a comment may be where the framework is. */
export function frameworkMarkdown(reports: readonly FrameworkReport[], { language }: OutputContext): string {
  return reports.map((report) => `${section(report, language).join('\n')}\n`).join('\n')
}

function section(report: FrameworkReport, language: Language): string[] {
  const { framework, counts, byOwner, controls } = report
  const words = (word: keyof typeof frameworkWords): string => say(frameworkWords[word], language)
  const heads = [words('status'), words('control'), words('title'), words('side'), words('findings'), words('checks')]
  return [
    `## ${text(`${say(framework.title, language)} ${framework.version}`)}\n`,
    `${countsText(counts, language)}\n`,
    ...ownersOf(report).map((owner) => `- ${say(ownerLabels[owner], language)}: ${countsText(byOwner[owner], language)}`),
    '',
    ...(counts.partial === 0 ? [] : [`${words('partialNote')}\n`]),
    `| ${heads.join(' | ')} |`,
    '| --- | --- | --- | --- | ---: | --- |',
    ...controls.map((control) => row(control, language)),
    ...(framework.source === undefined ? [] : ['', `${words('source')}: <${framework.source}>`]),
  ]
}

function row(report: ControlReport, language: Language): string {
  const { control, findings, failing, checks } = report
  const verdict = say(verdictLabels[verdictOf(report)], language)
  const remark = remarkOf(report, language)
  const answered = report.status === 'failed' ? failing : report.status === 'passed' ? checks : []
  const cells = [
    report.status === 'failed' ? `**${verdict}**` : verdict,
    // In a table a bar ends the cell even inside a code span, unless it is escaped (GFM 4.10).
    code(control.id).replaceAll('|', '\\|'),
    text(say(control.title, language)),
    say(ownerLabels[control.owner], language),
    report.status === 'not-looked-at' ? '' : String(findings.length),
    [...answered.map(code), ...(remark === '' ? [] : [text(remark)])].join(' '),
  ]
  return `| ${cells.join(' | ')} |`
}
