import type { CheckInfo, Finding, Gap, Language, Result, Severity } from '../../../model/index.ts'
import { gapReasons, say } from '../../../model/index.ts'
import type { OutputContext } from './context.ts'
import { fixLines } from './describe.ts'
import { compareFindings } from './group.ts'
import { printJson } from './json.ts'
import { gapLocations, locationsOf } from './sarif-location.ts'
import { gapLabels, words } from './words.ts'

/** SARIF knows three levels (3.27.10); code hosts show ours through the score below. */
const levels: { readonly [severity in Severity]: string } = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
}

/** Middle of GitHub's bands: over 9.0 is critical, 7.0 to 8.9 high, 4.0 to 6.9 medium, 0.1 to 3.9 low. */
const scores: { readonly [severity in Severity]: string } = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '0.0',
}

/**
 * SARIF 2.1.0 (OASIS Standard). Waived findings are results with a suppression, gaps are notifications of the invocation:
 * both are always written, since the format has a word for them.
 */
export function writeSarif(result: Result, context: OutputContext): string {
  const { language } = context
  const findings = result.findings.toSorted(compareFindings)
  const ids = [...new Set([...result.scope.checks, ...findings.map((finding) => finding.check)])].sort()
  const ruleIndex = new Map(ids.map((id, index) => [id, index]))
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0-rtm.5.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'haetae',
            version: result.version,
            rules: ids.map((id) => rule(id, context)),
            notifications: gapReasons.map((reason) => ({
              id: reason,
              shortDescription: { text: say(gapLabels[reason], language) },
            })),
          },
        },
        language,
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The directory that paths are relative to.' } } },
        invocations: [
          {
            executionSuccessful: true,
            startTimeUtc: new Date(result.startedAt).toISOString(),
            toolExecutionNotifications: result.gaps.map((gap) => notification(gap, language)),
          },
        ],
        results: findings.map((finding) => toResult(finding, ruleIndex.get(finding.check) ?? -1, language)),
        properties: { scope: result.scope },
      },
    ],
  }
  return printJson(log)
}

function rule(id: string, { checks, language }: OutputContext): object {
  const info = checks.get(id)
  if (info === undefined) return { id }
  const helpUri = info.references.find((reference) => /^https:\/\//.test(reference))
  return {
    id,
    shortDescription: { text: say(info.title, language) },
    fullDescription: { text: say(info.why, language) },
    help: { text: help(info, language, false), markdown: help(info, language, true) },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: levels[info.severity] },
    properties: {
      tags: ['security', `owner/${info.owner}`],
      'security-severity': scores[info.severity],
      severity: info.severity,
      controls: info.controls,
      stages: info.stages,
    },
  }
}

function help(info: CheckInfo, language: Language, markdown: boolean): string {
  const parts = [
    `${say(info.why, language)} ${say(info.severityReason, language)}`,
    labelled(say(words.fix, language), say(info.fix, language), markdown),
    ...(info.noFix === undefined ? [] : [labelled(say(words.noFix, language), say(info.noFix, language), markdown)]),
    ...Object.entries(info.controls).map(([framework, ids]) => labelled(framework, ids.join(', '), markdown)),
    ...(info.references.length === 0 ? [] : [info.references.map((reference) => `- ${reference}`).join('\n')]),
  ]
  return parts.join('\n\n')
}

function labelled(label: string, text: string, markdown: boolean): string {
  return markdown ? `**${label}**: ${text}` : `${label}: ${text}`
}

function toResult(finding: Finding, ruleIndex: number, language: Language): object {
  const { waived, fix } = finding
  return {
    ruleId: finding.check,
    ruleIndex,
    kind: 'fail',
    level: levels[finding.severity],
    rank: finding.rank / 10,
    message: { text: messageText(finding, language) },
    ...locationsOf(finding, language),
    partialFingerprints: { 'haetae/v1': finding.fingerprint },
    // An empty list says "not suppressed"; leaving it out in some results only would say "unknown" (3.27.23).
    suppressions: waived === undefined ? [] : [suppression(waived)],
    properties: {
      severity: finding.severity,
      byDefault: finding.byDefault,
      ...(fix === undefined ? {} : { fix: fixLines(fix) }),
    },
  }
}

function messageText(finding: Finding, language: Language): string {
  const parts = [
    say(finding.message, language),
    ...(finding.byDefault ? [say(words.byDefault, language)] : []),
    ...finding.severityReasons.map((reason) => say(reason, language)),
    ...(finding.fix?.caveat === undefined ? [] : [`${say(words.caution, language)}: ${say(finding.fix.caveat, language)}`]),
  ]
  return plainText(parts.join(' '))
}

/** Message text in which nothing reads as an embedded link: `[text](target)` is one even in plain text (3.11.6). */
function plainText(text: string): string {
  return text.includes('](') ? text.replace(/[\\[\]]/g, '\\$&') : text
}

function suppression(waived: NonNullable<Finding['waived']>): object {
  const { source, reason, author, until } = waived
  return {
    kind: source === 'annotation' ? 'inSource' : 'external',
    status: 'accepted',
    justification: reason,
    properties: { ...(author === undefined ? {} : { author }), ...(until === undefined ? {} : { until }) },
  }
}

function notification(gap: Gap, language: Language): object {
  const locations = gapLocations(gap)
  return {
    descriptor: { id: gap.reason, index: gapReasons.indexOf(gap.reason) },
    level: gap.byChoice === true ? 'note' : 'warning',
    message: { text: plainText(say(gap.message, language)) },
    ...(locations.length === 0 ? {} : { locations }),
    properties: { byChoice: gap.byChoice === true, ...(gap.checks === undefined ? {} : { checks: gap.checks }) },
  }
}
