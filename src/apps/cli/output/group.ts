import {
  type CheckInfo,
  compareSeverity,
  type Finding,
  type Gap,
  type GapReason,
  type Language,
  type Severity,
  say,
  severities,
  subjectKey,
} from '../../../model/index.ts'

/** The findings of one check, worst first. */
export interface Group {
  readonly check: string
  /** Absent when the check is not known to this version. */
  readonly info: CheckInfo | undefined
  /** The worst among the findings. */
  readonly severity: Severity
  readonly findings: readonly Finding[]
}

/** Gaps that say the same thing for the same reason. */
export interface GapGroup {
  readonly reason: GapReason
  readonly message: string
  readonly gaps: readonly Gap[]
}

/** Findings by check: the group with the worst finding first, then the one with the highest rank, then by check id. */
export function groupFindings(findings: readonly Finding[], checks: ReadonlyMap<string, CheckInfo>): Group[] {
  const byCheck = Map.groupBy(findings, (finding) => finding.check)
  const groups: { group: Group; first: Finding }[] = []
  for (const [check, members] of byCheck) {
    const sorted = members.toSorted(compareFindings)
    const first = sorted[0]
    if (first === undefined) continue
    groups.push({ group: { check, info: checks.get(check), severity: first.severity, findings: sorted }, first })
  }
  groups.sort((a, b) => compareRank(a.first, b.first) || compareText(a.group.check, b.group.check))
  return groups.map(({ group }) => group)
}

/** Worst first: severity, then rank, then check and subject so that equal runs give equal output. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareRank(a, b) ||
    compareText(a.check, b.check) ||
    compareText(subjectKey(a.subject), subjectKey(b.subject)) ||
    compareText(a.fingerprint, b.fingerprint)
  )
}

function compareRank(a: Finding, b: Finding): number {
  return compareSeverity(a.severity, b.severity) || b.rank - a.rank
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The findings to show: all, or those that no waiver covers. */
export function shownFindings(findings: readonly Finding[], showWaived: boolean): readonly Finding[] {
  return showWaived ? findings : findings.filter((finding) => finding.waived === undefined)
}

/** How many findings of each severity count, worst first; waived ones do not. */
export function countBySeverity(findings: readonly Finding[]): { severity: Severity; count: number }[] {
  return severities.map((severity) => ({
    severity,
    count: findings.filter((finding) => finding.severity === severity && finding.waived === undefined).length,
  }))
}

/** Gaps grouped by reason and message, the most frequent first; those left out by choice apart. */
export function groupGaps(gaps: readonly Gap[], language: Language): { notLookedAt: GapGroup[]; byChoice: GapGroup[] } {
  return {
    notLookedAt: groupByMessage(
      gaps.filter((gap) => gap.byChoice !== true),
      language,
    ),
    byChoice: groupByMessage(
      gaps.filter((gap) => gap.byChoice === true),
      language,
    ),
  }
}

function groupByMessage(gaps: readonly Gap[], language: Language): GapGroup[] {
  const groups = Map.groupBy(gaps, (gap) => `${gap.reason} ${say(gap.message, language)}`)
  return [...groups.values()]
    .flatMap((members) => {
      const first = members[0]
      return first === undefined ? [] : [{ reason: first.reason, message: say(first.message, language), gaps: members }]
    })
    .sort((a, b) => b.gaps.length - a.gaps.length)
}

/** Title of a group's check; the id where the check is unknown. */
export function groupTitle(group: Group, language: Language): string {
  return group.info === undefined ? group.check : say(group.info.title, language)
}

/** The sentence that most findings of a group share: said once for all of them. `undefined` where there is none. */
export function commonMessage(group: Group, language: Language): string | undefined {
  return common(
    group.findings.map((finding) => say(finding.message, language)),
    group.findings.length,
  )[0]
}

/** A finding's own sentence, where it is not the group's. */
export function ownMessage(finding: Finding, group: Group, language: Language): readonly string[] {
  const message = say(finding.message, language)
  return message === commonMessage(group, language) ? [] : [message]
}

/** The reasons for another severity that most findings of a group share. */
export function commonReasons(group: Group, language: Language): readonly string[] {
  return common(
    group.findings.flatMap((finding) => reasonsOf(finding, language)),
    group.findings.length,
  )
}

/** A finding's own reasons, where they are not the group's. */
export function ownReasons(finding: Finding, group: Group, language: Language): readonly string[] {
  const shared = commonReasons(group, language)
  return reasonsOf(finding, language).filter((reason) => !shared.includes(reason))
}

function reasonsOf(finding: Finding, language: Language): readonly string[] {
  return finding.severityReasons.map((reason) => say(reason, language))
}

/** Everything that may stop working with the fixes of a group, each once. */
export function caveats(group: Group, language: Language): readonly string[] {
  const all = group.findings.flatMap((finding) => (finding.fix?.caveat === undefined ? [] : [say(finding.fix.caveat, language)]))
  return [...new Set(all)]
}

/** The values that stand more often than for every second of `total`. */
function common(values: readonly string[], total: number): readonly string[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].filter(([, count]) => count * 2 > total).map(([value]) => value)
}
