import { type Finding, type Severity, severities, subjectKey } from '../model/index.ts'
import { type Draft, finish } from './collect.ts'
import { type Exposure, exposureText } from './exposure.ts'

/** How much a finding weighs in the order of its subject. */
const weights: { readonly [S in Severity]: number } = { critical: 40, high: 15, medium: 4, low: 1, info: 0 }

/**
 * Raises what can be reached from outside, and orders by what the whole subject opens: a workload that is exposed, privileged and mounts the
 * node's disk comes before three workloads with one of these each.
 */
export function rank(drafts: readonly Draft[], ways: ReadonlyMap<string, readonly Exposure[]>): readonly Finding[] {
  const burden = new Map<string, number>()
  const keyed = drafts.map((draft) => ({ draft, key: subjectKey({ ...draft.subject, clusterUid: '' }) }))
  for (const { draft, key } of keyed) {
    const way = ways.get(key)?.find(({ by }) => by !== 'host')
    if (
      way !== undefined &&
      draft.check.raisedByExposure === true &&
      draft.severity !== 'critical' &&
      draft.severity !== 'info'
    ) {
      draft.severity = severities[severities.indexOf(draft.severity) - 1] ?? draft.severity
      draft.severityReasons.push(exposureText(way))
    }
    burden.set(key, (burden.get(key) ?? (ways.has(key) ? 200 : 0)) + weights[draft.severity])
  }
  const ranked = keyed.map(({ draft, key }) => ({ finding: finish(draft, Math.min(1000, burden.get(key) ?? 0)), key }))
  ranked.sort(
    ({ finding: a, key: subjectOfA }, { finding: b, key: subjectOfB }) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      b.rank - a.rank ||
      compareText(a.check, b.check) ||
      compareText(subjectOfA, subjectOfB) ||
      compareText(a.fingerprint, b.fingerprint),
  )
  return ranked.map(({ finding }) => finding)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
