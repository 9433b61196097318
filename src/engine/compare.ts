import type { Finding, Place, Result } from '../model/index.ts'

/** How one result differs from another: what came, what went, what stayed. */
export interface Comparison {
  readonly appeared: readonly Finding[]
  readonly gone: readonly Finding[]
  readonly stayed: readonly Finding[]
}

/** A known finding in a new place has appeared too, with only its new places. Waived findings count as absent. */
export function compare(before: Result, after: Result): Comparison {
  const old = byFingerprint(before)
  const now = byFingerprint(after)
  const appeared: Finding[] = []
  const stayed: Finding[] = []
  for (const finding of now.values()) {
    const known = old.get(finding.fingerprint)
    const fresh = known === undefined ? finding.places : newPlaces(known, finding)
    if (known === undefined) appeared.push(finding)
    else if (fresh.length > 0) appeared.push({ ...finding, places: fresh })
    else stayed.push(finding)
  }
  const gone = [...old.values()].filter(({ fingerprint }) => !now.has(fingerprint))
  return { appeared, gone, stayed }
}

function byFingerprint(result: Result): ReadonlyMap<string, Finding> {
  return new Map(result.findings.filter(({ waived }) => waived === undefined).map((finding) => [finding.fingerprint, finding]))
}

/** Places are told apart by container and field, not by line or file: moved code is not new. */
function newPlaces(known: Finding, finding: Finding): readonly Place[] {
  const keys = new Set(known.places.map(({ key }) => key))
  return finding.places.filter(({ key }) => !keys.has(key))
}

/** The result with only what the baseline does not know. */
export function withoutBaseline(result: Result, baseline: Result): Result {
  const { appeared, stayed } = compare(baseline, result)
  const waived = result.findings.filter((finding) => finding.waived !== undefined)
  const gaps =
    stayed.length === 0
      ? result.gaps
      : [
          ...result.gaps,
          {
            reason: 'excluded' as const,
            message: {
              en: `${stayed.length} finding${stayed.length === 1 ? '' : 's'} known to the baseline`,
              ko: `기준선에 이미 있는 결과 ${stayed.length}건을 제외했습니다`,
            },
            byChoice: true,
          },
        ]
  const kept = new Map([...appeared, ...waived].map((finding) => [finding.fingerprint, finding]))
  return { ...result, findings: result.findings.flatMap(({ fingerprint }) => kept.get(fingerprint) ?? []), gaps }
}
