import { printable, prose } from '../../../lib/display-width.ts'
import { type Finding, formatSubject, type Gap, type Result, say } from '../../../model/index.ts'
import type { OutputContext } from './context.ts'
import { fixLines, gapSpot, inFile, spot, waiverText } from './describe.ts'
import { type Group, groupFindings, groupTitle } from './group.ts'
import { count, gapLabels, severityLabels, words } from './words.ts'

interface Suite {
  readonly name: string
  readonly cases: readonly Case[]
}

interface Case {
  readonly name: string
  readonly className: string
  readonly file?: string
  readonly outcome:
    | { readonly type: 'passed' }
    | { readonly type: 'failure'; readonly kind: string; readonly message: string; readonly text: string }
    | { readonly type: 'skipped'; readonly message: string }
}

/**
 * JUnit XML as GitLab and Jenkins read it: a suite a check, a case a subject. Only a check that ran, found nothing and had
 * nothing it could not answer is a passed case. Waived findings and gaps are skipped cases, never passed ones.
 */
export function writeJunit(result: Result, context: OutputContext): string {
  const suites = [...checkSuites(result, context), ...gapSuites(result, context)]
  const cases = suites.flatMap((suite) => suite.cases)
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'haetae', ...totals(cases), time: (result.stats.wallMs / 1000).toFixed(3) })}>`,
    ...suites.flatMap((suite) => suiteLines(suite, result.startedAt)),
    '</testsuites>',
  ]
  return `${lines.join('\n')}\n`
}

function checkSuites(result: Result, context: OutputContext): Suite[] {
  const groups = groupFindings(result.findings, context.checks)
  const withFindings = new Set(groups.map((group) => group.check))
  const clean = result.scope.checks.filter((check) => !withFindings.has(check)).map((check) => cleanSuite(check, result, context))
  return [...groups.map((group) => findingSuite(group, context)), ...clean]
}

function findingSuite(group: Group, context: OutputContext): Suite {
  return { name: group.check, cases: group.findings.map((finding) => findingCase(finding, group, context)) }
}

function findingCase(finding: Finding, group: Group, { language }: OutputContext): Case {
  const first = finding.places[0]
  const base = {
    name: printable(formatSubject(finding.subject)),
    className: group.check,
    ...(first === undefined ? {} : fileOf(first.file)),
  }
  if (finding.waived !== undefined)
    return { ...base, outcome: { type: 'skipped', message: waiverText(finding.waived, language) } }
  const severity = say(severityLabels[finding.severity], language)
  const message = `${severity}: ${prose(groupTitle(group, language))}`
  const text = [
    prose(say(finding.message, language)) + (finding.byDefault ? ` ${say(words.byDefault, language)}` : ''),
    ...finding.severityReasons.map((reason) => prose(say(reason, language))),
    ...finding.places.map(
      (place) => `  ${spot(place)}${place.container === undefined ? '' : ` (${printable(place.container)})`}`,
    ),
    ...(group.info === undefined ? [] : [`${say(words.fix, language)}: ${prose(say(group.info.fix, language))}`]),
    ...(finding.fix === undefined ? [] : fixLines(finding.fix).map((line) => `  ${line}`)),
    ...(finding.fix?.caveat === undefined
      ? []
      : [`${say(words.caution, language)}: ${prose(say(finding.fix.caveat, language))}`]),
  ]
  return { ...base, outcome: { type: 'failure', kind: finding.severity, message, text: text.join('\n') } }
}

/** Readers make a link of `file`, so standard input and live objects have none. */
function fileOf(file: string): { file?: string } {
  return inFile(file) ? { file: printable(file) } : {}
}

/** A check without findings: passed, unless a gap names it, since then it did not see everything it asks for. */
function cleanSuite(check: string, result: Result, { checks, language }: OutputContext): Suite {
  const gaps = result.gaps.filter((gap) => gap.byChoice !== true && gap.checks?.includes(check) === true)
  const info = checks.get(check)
  const name = info === undefined ? check : prose(say(info.title, language))
  const outcome =
    gaps.length === 0 ? { type: 'passed' as const } : { type: 'skipped' as const, message: count(gaps.length, 'gap', language) }
  return { name: check, cases: [{ name, className: check, outcome }] }
}

function gapSuites(result: Result, { language }: OutputContext): Suite[] {
  if (result.gaps.length === 0) return []
  return [{ name: say(words.notLookedAt, language), cases: result.gaps.map((gap) => gapCase(gap, language)) }]
}

function gapCase(gap: Gap, language: OutputContext['language']): Case {
  const subject = gap.subject === undefined ? undefined : printable(formatSubject(gap.subject))
  const name = [gapSpot(gap), subject].filter((part) => part !== undefined).join(' ')
  const label = say(gap.byChoice === true ? words.byChoice : gapLabels[gap.reason], language)
  return {
    name: name === '' ? label : name,
    className: gap.reason,
    ...(gap.file === undefined ? {} : fileOf(gap.file)),
    outcome: { type: 'skipped', message: `${label}: ${prose(say(gap.message, language))}` },
  }
}

function suiteLines(suite: Suite, timestamp: string): string[] {
  return [
    `  <testsuite${attributes({ name: suite.name, ...totals(suite.cases), timestamp })}>`,
    ...suite.cases.flatMap(caseLines),
    '  </testsuite>',
  ]
}

function caseLines({ name, className, file, outcome }: Case): string[] {
  const open = `    <testcase${attributes({ classname: className, name, ...(file === undefined ? {} : { file }) })}`
  if (outcome.type === 'passed') return [`${open}/>`]
  const inner =
    outcome.type === 'skipped'
      ? `<skipped${attributes({ message: outcome.message })}/>`
      : `<failure${attributes({ type: outcome.kind, message: outcome.message })}>${escapeXml(outcome.text)}</failure>`
  return [`${open}>`, `      ${inner}`, '    </testcase>']
}

function totals(cases: readonly Case[]): { tests: string; failures: string; errors: string; skipped: string } {
  const of = (type: Case['outcome']['type']): string => String(cases.filter((one) => one.outcome.type === type).length)
  return { tests: String(cases.length), failures: of('failure'), errors: '0', skipped: of('skipped') }
}

function attributes(values: { readonly [name: string]: string }): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('')
}

const entities: { readonly [char: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Text for XML 1.0: markup as entities, and what no XML document may hold even escaped (2.2, Char) as `\x1b`. */
export function escapeXml(text: string): string {
  return text
    .replace(/[&<>"']/g, (char) => entities[char] ?? char)
    .replace(/[^\n\t\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, (char) =>
      /[\ufffe\uffff]/.test(char) ? '\ufffd' : printable(char),
    )
}
