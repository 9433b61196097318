import type { KubeObject } from '../kube/meta.ts'
import { displayName, subjectType } from '../kube/subject.ts'
import { valueAt } from '../kube/workload.ts'
import { hash128 } from '../lib/hash.ts'
import { isRecord } from '../lib/shape.ts'
import {
  type Change,
  compareSeverity,
  type Finding,
  formatPath,
  type Gap,
  type Origin,
  type Path,
  type Place,
  type Severity,
  type Subject,
  subjectKey,
  type Text,
  type Waived,
} from '../model/index.ts'
import type { Cause, PostureCheck } from './check.ts'

/** A finding while its places are still being gathered. */
export interface Draft {
  readonly check: PostureCheck
  readonly subject: Subject
  readonly fingerprint: string
  severity: Severity
  readonly severityReasons: Text[]
  message: Text
  readonly places: Place[]
  readonly changes: Change[]
  readonly caveats: Text[]
  mechanical: boolean
  waived: Waived | undefined
}

/** The subject an object is. `clusterUid` is set for live objects. */
export function subjectOf(object: KubeObject, clusterUid?: string): Subject {
  const { namespace } = object.metadata
  return {
    type: subjectType(object),
    kind: object.kind,
    group: object.group,
    ...(namespace === undefined ? {} : { namespace }),
    name: displayName(object),
    ...(clusterUid === undefined ? {} : { clusterUid }),
  }
}

/** Gathers causes into findings: one finding for a check, a subject and a cause, however many places it shows in. */
export class Collector {
  readonly #drafts = new Map<string, Draft>()
  readonly gaps: Gap[] = []
  readonly #gapIndex = new Map<string, number>()
  readonly #clusterUid: string | undefined

  constructor(clusterUid?: string) {
    this.#clusterUid = clusterUid
  }

  add(check: PostureCheck, cause: Cause, object: KubeObject, origin: Origin): void {
    const subject = subjectOf(object, this.#clusterUid)
    const identity = `${check.id}\u0000${subjectKey(subject)}\u0000${cause.key ?? ''}`
    const severity = cause.severity ?? check.severity
    const draft = this.#drafts.get(identity) ?? this.#begin(identity, check, subject, cause, object)
    const place = placeOf(cause, object, origin)
    if (draft.places.some((other) => other.key === place.key && other.file === place.file && other.line === place.line)) return
    draft.places.push(place)
    const difference = compareSeverity(severity, draft.severity)
    if (difference < 0) {
      draft.severity = severity
      draft.message = cause.message
      draft.severityReasons.length = 0
    }
    // A finding has the severity of its worst place, so the reasons of milder ones do not count.
    const reason = difference > 0 ? undefined : cause.severityReason
    if (reason !== undefined && !draft.severityReasons.some(({ en }) => en === reason.en)) draft.severityReasons.push(reason)
    if (cause.fix === undefined) draft.mechanical = false
    else draft.changes.push(...cause.fix)
    if (cause.caveat !== undefined && !draft.caveats.some((caveat) => caveat.en === cause.caveat?.en))
      draft.caveats.push(cause.caveat)
  }

  #begin(identity: string, check: PostureCheck, subject: Subject, cause: Cause, object: KubeObject): Draft {
    const draft: Draft = {
      check,
      subject,
      fingerprint: hash128(identity),
      severity: cause.severity ?? check.severity,
      severityReasons: [],
      message: cause.message,
      places: [],
      changes: [],
      caveats: [],
      mechanical: true,
      waived: waivedByAnnotation(check.id, object),
    }
    this.#drafts.set(identity, draft)
    return draft
  }

  /** What several checks could not decide for the same reason at the same place is one gap that names them all. */
  addGap(check: PostureCheck, gap: Text, at: Path, object: KubeObject, origin: Origin): void {
    const { file, line, column } = origin.locate(at)
    const subject = subjectOf(object, this.#clusterUid)
    const identity = [subjectKey(subject), file, formatPath(at), gap.en].join('\u0000')
    const index = this.#gapIndex.get(identity)
    const same = index === undefined ? undefined : this.gaps[index]
    if (index !== undefined && same !== undefined) {
      if (same.checks?.includes(check.id) === false) this.gaps[index] = { ...same, checks: [...same.checks, check.id] }
      return
    }
    this.#gapIndex.set(identity, this.gaps.length)
    this.gaps.push({ reason: 'undecidable', message: gap, file, line, column, subject, checks: [check.id] })
  }

  get drafts(): Iterable<Draft> {
    return this.#drafts.values()
  }
}

/** `haetae.dev/waive.<check>: reason` on the object, or on the pod template inside it. */
function waivedByAnnotation(checkId: string, object: KubeObject): Waived | undefined {
  const name = checkId.slice(checkId.indexOf('/') + 1)
  for (const key of [`haetae.dev/waive.${name}`, `haetae.dev/waive.${checkId.replace('/', '.')}`]) {
    const own = object.metadata.annotations?.[key]
    const inner = valueAt(object.body, ['spec', 'template', 'metadata', 'annotations', key])
    const reason = own ?? (typeof inner === 'string' ? inner : undefined)
    // A waiver without a reason is no waiver.
    if (reason !== undefined && reason.trim() !== '') return { source: 'annotation', reason: reason.trim() }
  }
  return undefined
}

function placeOf(cause: Cause, object: KubeObject, origin: Origin): Place {
  const located = origin.locate(cause.at)
  // Only a whole object can say so itself; what is judged at the end has its head alone.
  const whole = Object.keys(object.body).length > 0
  return {
    ...located,
    ...(whole ? { unset: valueAt(object.body, cause.at) === undefined } : {}),
    path: cause.at,
    ...(cause.container === undefined ? {} : { container: cause.container }),
    detail: cause.message,
    key: stableKey(cause.at, object),
  }
}

/** The path with list indexes replaced by the names of what they point at, so that re-ordering keeps it. */
function stableKey(path: Path, object: KubeObject): string {
  const steps = path.map((step, depth) => {
    if (typeof step === 'string') return step
    const element = valueAt(object.body, path.slice(0, depth + 1))
    const name = isRecord(element) ? (element.name ?? element.mountPath ?? element.host ?? element.key) : element
    return typeof name === 'string' ? `@${name}` : step
  })
  return formatPath(steps)
}

/** The place without a detail that only repeats the finding's own message. */
function withoutEcho(place: Place, message: Text): Place {
  if (place.detail?.en !== message.en) return place
  const { detail: _echo, ...rest } = place
  return rest
}

/** The finished finding. */
export function finish(draft: Draft, rank: number): Finding {
  const caveat = mergedCaveat(draft.caveats)
  const fix =
    draft.mechanical && draft.changes.length > 0
      ? { changes: draft.changes, ...(caveat === undefined ? {} : { caveat }) }
      : undefined
  return {
    check: draft.check.id,
    fingerprint: draft.fingerprint,
    subject: draft.subject,
    severity: draft.severity,
    severityReasons: draft.severityReasons,
    rank,
    message: draft.message,
    places: draft.places.map((place) => withoutEcho(place, draft.message)),
    ...(fix === undefined ? {} : { fix }),
    byDefault: draft.places.every((place) => place.unset),
    ...(draft.waived === undefined ? {} : { waived: draft.waived }),
  }
}

function mergedCaveat(caveats: readonly Text[]): Text | undefined {
  if (caveats.length === 0) return undefined
  return { en: caveats.map(({ en }) => en).join(' '), ko: caveats.map(({ ko }) => ko).join(' ') }
}
