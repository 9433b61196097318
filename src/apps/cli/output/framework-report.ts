import type { ControlReport, FrameworkReport } from '../../../engine/index.ts'
import { printable } from '../../../lib/display-width.ts'
import { type Language, say } from '../../../model/index.ts'
import type { OutputContext } from './context.ts'
import { cell } from './csv.ts'
import { frameworkHtml } from './framework-html.ts'
import { frameworkMarkdown } from './framework-markdown.ts'
import { frameworkTable } from './framework-table.ts'
import { ownerLabels, remarkOf, verdictLabels, verdictOf } from './framework-words.ts'
import { printJson } from './json.ts'

export const frameworkFormats = ['table', 'json', 'markdown', 'csv', 'html'] as const
export type FrameworkFormat = (typeof frameworkFormats)[number]

/** Names the shape of a report as JSON; it changes with the shape. */
export const frameworkSchemaId = 'haetae.dev/framework-report/v1'

/** Writes what a result says of frameworks, per control. Text that ends in a line break. */
export function writeFrameworkReports(
  reports: readonly FrameworkReport[],
  format: FrameworkFormat,
  context: OutputContext,
): string {
  switch (format) {
    case 'table':
      return frameworkTable(reports, context)
    case 'json':
      return printJson(reports.map(jsonOf))
    case 'markdown':
      return frameworkMarkdown(reports, context)
    case 'csv':
      return csvOf(reports, context.language)
    case 'html':
      return frameworkHtml(reports, context)
  }
}

/** Controls lie flat beside what came of them; texts keep both languages. */
function jsonOf({ framework, counts, byOwner, controls }: FrameworkReport): object {
  const { id, title, version, source } = framework
  return {
    schema: frameworkSchemaId,
    framework: { id, title, version, ...(source === undefined ? {} : { source }) },
    counts,
    byOwner,
    controls: controls.map(({ control, ...report }) => ({
      id: control.id,
      title: control.title,
      ...(control.section === undefined ? {} : { section: control.section }),
      owner: control.owner,
      how: control.how,
      ...report,
    })),
  }
}

const columns = [
  'framework',
  'version',
  'section',
  'control',
  'title',
  'status',
  'side',
  'how',
  'findings',
  'waived',
  'checks',
  'failing',
  'reason',
] as const

/** CSV after RFC 4180, one record a control. */
function csvOf(reports: readonly FrameworkReport[], language: Language): string {
  const rows = reports.flatMap((report) => report.controls.map((control) => cells(report, control, language)))
  return [columns, ...rows].map((row) => `${row.map((value) => cell(printable(value))).join(',')}\r\n`).join('')
}

function cells({ framework }: FrameworkReport, report: ControlReport, language: Language): string[] {
  const { control } = report
  return [
    framework.id,
    framework.version,
    control.section === undefined ? '' : say(control.section, language),
    control.id,
    say(control.title, language),
    say(verdictLabels[verdictOf(report)], language),
    say(ownerLabels[control.owner], language),
    control.how,
    String(report.findings.length),
    String(report.waived),
    report.checks.join(' '),
    report.failing.join(' '),
    remarkOf(report, language),
  ]
}
