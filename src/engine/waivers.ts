import { withoutDot } from '../lib/plain-path.ts'
import type { Finding, Gap, Place, Result, Waived } from '../model/index.ts'

/** An entry of the configuration that says which findings do not count, until when and why. */
export interface Waiver {
  /** Id of a check with or without its room, or a pattern over ids such as `posture/host-*`. */
  readonly check: string
  /** `Kind namespace/name`, `Kind name`, or a pattern over that; every subject where absent. */
  readonly subject?: string
  /** Pattern over file names; every file where absent. */
  readonly path?: string
  readonly fingerprint?: string
  readonly reason: string
  readonly author?: string
  /** Last day on which the waiver holds, `YYYY-MM-DD`. */
  readonly until?: string
  /** Where the entry stands, for messages. */
  readonly file: string
  readonly line: number
}

export type Matches = (pattern: string, text: string) => boolean

/**
 * Marks what waivers cover. A finding is waived when all of its places are; an expired waiver covers nothing, and it and any that covers nothing
 * else are reported. `today` is `YYYY-MM-DD`.
 */
export function applyWaivers(result: Result, waivers: readonly Waiver[], today: string, matches: Matches): Result {
  const used = new Set<Waiver>()
  const expired = new Set(waivers.filter(({ until }) => until !== undefined && until < today))
  const live = waivers.filter((waiver) => !expired.has(waiver))
  const findings = result.findings.map((finding) => {
    const fitting = live.filter((waiver) => fits(waiver, finding, matches))
    const covering = finding.places.map((place) => fitting.find((waiver) => coversPlace(waiver, place, matches)))
    for (const waiver of covering) if (waiver !== undefined) used.add(waiver)
    const [first] = covering
    if (first === undefined || covering.some((waiver) => waiver === undefined)) {
      const open = finding.places.filter((_place, index) => covering[index] === undefined)
      return open.length === finding.places.length ? finding : { ...finding, places: open }
    }
    return { ...finding, waived: waivedBy(first) }
  })
  const gaps = waivers.flatMap((waiver) => {
    if (expired.has(waiver))
      return [
        idle(
          waiver,
          `the waiver for ${waiver.check} expired on ${waiver.until}`,
          `${waiver.check} 예외가 ${waiver.until}에 만료되었습니다`,
        ),
      ]
    return used.has(waiver)
      ? []
      : [
          idle(
            waiver,
            `the waiver for ${waiver.check} covers nothing that was found`,
            `${waiver.check} 예외에 해당하는 결과가 없습니다`,
          ),
        ]
  })
  return { ...result, findings, gaps: [...result.gaps, ...gaps] }
}

function fits(waiver: Waiver, finding: Finding, matches: Matches): boolean {
  const { kind, namespace, name } = finding.subject
  const subject = `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`
  if (waiver.fingerprint !== undefined && waiver.fingerprint !== finding.fingerprint) return false
  if (!namesCheck(waiver.check, finding.check, matches)) return false
  return (
    waiver.subject === undefined ||
    waiver.subject === subject ||
    // In a pattern over subjects, a star stands for any letters: a slash is no folder there.
    matches(waiver.subject.replaceAll('/', '|'), subject.replaceAll('/', '|'))
  )
}

function namesCheck(pattern: string, id: string, matches: Matches): boolean {
  const withoutRoom = id.slice(id.indexOf('/') + 1)
  return pattern === id || pattern === withoutRoom || matches(pattern, id) || matches(pattern, withoutRoom)
}

function coversPlace(waiver: Waiver, place: Place, matches: Matches): boolean {
  if (waiver.path === undefined) return true
  const [wanted, file] = [withoutDot(waiver.path), withoutDot(place.file)]
  return file === wanted || matches(wanted, file)
}

function waivedBy(waiver: Waiver): Waived {
  return {
    source: 'config',
    reason: waiver.reason,
    ...(waiver.author === undefined ? {} : { author: waiver.author }),
    ...(waiver.until === undefined ? {} : { until: waiver.until }),
  }
}

/** Told, but nothing is unlooked at because of it. */
function idle(waiver: Waiver, en: string, ko: string): Gap {
  return { reason: 'excluded', message: { en, ko }, file: waiver.file, line: waiver.line, byChoice: true }
}
