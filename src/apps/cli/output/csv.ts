import { printable } from '../../../lib/display-width.ts'
import { type Finding, formatPath, type Gap, type Place, type Result, type Subject, say } from '../../../model/index.ts'
import type { OutputContext } from './context.ts'
import { fixLines } from './describe.ts'
import { compareFindings, shownFindings } from './group.ts'

const columns = [
  'record',
  'severity',
  'check',
  'title',
  'kind',
  'namespace',
  'name',
  'container',
  'file',
  'line',
  'column',
  'path',
  'default',
  'message',
  'change',
  'reason',
  'fingerprint',
] as const

type Row = { readonly [column in (typeof columns)[number]]?: string }

/**
 * CSV after RFC 4180, with a header. One record a place of a finding (`finding`, or `waived`), one a gap (`gap`): a table
 * that leaves out what was not looked at would read as if all had been.
 */
export function writeCsv(result: Result, context: OutputContext): string {
  const findings = shownFindings(result.findings, context.showWaived).toSorted(compareFindings)
  const rows = [
    ...findings.flatMap((finding) => findingRows(finding, context)),
    ...result.gaps.map((gap) => gapRow(gap, context)),
  ]
  return [columns.join(','), ...rows.map((row) => columns.map((column) => cell(visible(column, row[column] ?? ''))).join(','))]
    .map((line) => `${line}\r\n`)
    .join('')
}

function findingRows(finding: Finding, { checks, language }: OutputContext): Row[] {
  const info = checks.get(finding.check)
  const row: Row = {
    record: finding.waived === undefined ? 'finding' : 'waived',
    severity: finding.severity,
    check: finding.check,
    title: info === undefined ? '' : say(info.title, language),
    ...subjectCells(finding.subject),
    default: String(finding.byDefault),
    message: say(finding.message, language),
    change: finding.fix === undefined ? '' : fixLines(finding.fix).join('\n'),
    reason: finding.waived?.reason ?? '',
    fingerprint: finding.fingerprint,
  }
  return finding.places.length === 0 ? [row] : finding.places.map((place) => ({ ...row, ...placeCells(place) }))
}

function gapRow(gap: Gap, { language }: OutputContext): Row {
  return {
    record: 'gap',
    check: gap.checks?.join(' ') ?? '',
    ...(gap.subject === undefined ? {} : subjectCells(gap.subject)),
    file: gap.file ?? '',
    line: gap.line === undefined ? '' : String(gap.line),
    column: gap.column === undefined ? '' : String(gap.column),
    message: say(gap.message, language),
    reason: gap.byChoice === true ? `${gap.reason} (by choice)` : gap.reason,
  }
}

function subjectCells({ kind, namespace, name }: Subject): Row {
  return { kind, namespace: namespace ?? '', name }
}

function placeCells({ file, line, column, path, container }: Place): Row {
  const position = line < 1 ? {} : { line: String(line), column: String(column) }
  return { file, ...position, path: formatPath(path), container: container ?? '' }
}

/**
 * RFC 4180 knows no control characters but the line break; those and what reorders a line are shown as escapes. So is a line break that is not ours:
 * behind it, a name could begin a line of a build's log, where some programs read commands.
 */
function visible(column: (typeof columns)[number], text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (char) => (char === '\n' && column === 'change' ? char : printable(char)))
}

/**
 * One field, quoted where RFC 4180 asks for it. A spreadsheet runs a field that begins with `=`, `+`, `-`, `@`, a tab or a
 * line break as a formula (CWE-1236); an apostrophe in front makes it text.
 */
export function cell(value: string): string {
  const text = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
