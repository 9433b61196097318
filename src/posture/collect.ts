import type { KubeObject } from '../kube/meta.ts'
import { displayName, subjectType } from '../kube/subject.ts'
import { podTemplatePaths, valueAt } from '../kube/workload.ts'
import { brief } from '../lib/brief.ts'
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
import { GapList } from './gap-list.ts'

/** A finding while its places are still being gathered. */
export interface Draft {
  readonly check: PostureCheck
  readonly subject: Subject
  readonly fingerprint: string
  severity: Severity
  readonly severityReasons: Text[]
  message: Text
  places: Place[]
  changes: Change[]
  readonly caveats: Text[]
  mechanical: boolean
  readonly waived: Waived | undefined
  /** Names of the places, once there are too many to compare one by one. */
  taken: Set<string> | undefined
  /** The changes as text, once one could be there already. */
  asked: Set<string> | undefined
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
  readonly #waived = new Map<string, Draft>()
  readonly gaps = new GapList()
  readonly #gapIndex = new Map<string, number>()
  #places = 0
  readonly #clusterUid: string | undefined
  readonly #maxPlaces: number
  /** Of the objects that something was said of last: each cause on one shares its subject. */
  readonly #subjects = new WeakMap<KubeObject, Subject>()

  constructor(clusterUid?: string, maxPlaces = mostPlaces) {
    this.#clusterUid = clusterUid
    this.#maxPlaces = maxPlaces
  }

  subject(object: KubeObject): Subject {
    const known = this.#subjects.get(object)
    if (known !== undefined) return known
    const subject = subjectOf(object, this.#clusterUid)
    this.#subjects.set(object, subject)
    return subject
  }

  add(check: PostureCheck, said: Cause, object: KubeObject, origin: Origin): void {
    if (this.#places++ >= this.#maxPlaces) {
      if (this.#places === this.#maxPlaces + 1) this.gaps.add(tooManyPlaces(this.#maxPlaces, said.at, origin))
      return
    }
    const message = briefly(said.message)
    const cause = message === said.message ? said : { ...said, message }
    const subject = this.subject(object)
    const identity = `${check.id}\u0000${subjectKey(subject)}\u0000${cause.key ?? ''}`
    const waived = waivedByAnnotation(check.id, object)
    const drafts = waived === undefined ? this.#drafts : this.#waived
    const draft = drafts.get(identity) ?? begin(check, subject, identity, cause, waived)
    drafts.set(identity, draft)
    const place = placeOf(cause, object, origin)
    const fresh = isNew(draft, place)
    if (fresh) draft.places = withOneMore(draft.places, place)
    weigh(draft, cause)
    if (cause.fix === undefined) draft.mechanical = false
    else for (const change of cause.fix) addChange(draft, change, fresh)
  }

  /** What several checks could not decide for the same reason at the same place is one gap that names them all. */
  addGap(check: PostureCheck, said: Text, at: Path, object: KubeObject, origin: Origin): void {
    const gap = briefly(said)
    const { file, line, column } = origin.locate(at)
    const subject = this.subject(object)
    const identity = [subjectKey(subject), file, formatPath(at), gap.en].join('\u0000')
    const index = this.#gapIndex.get(identity)
    const same = index === undefined ? undefined : this.gaps.all[index]
    if (index !== undefined && same !== undefined) {
      if (same.checks?.includes(check.id) === false) this.gaps.replace(index, { ...same, checks: [...same.checks, check.id] })
      return
    }
    this.#gapIndex.set(
      identity,
      this.gaps.add({ reason: 'undecidable', message: gap, file, line, column, subject, checks: [check.id] }),
    )
  }

  /** A waiver covers the objects that carry it: where the same subject stands elsewhere without one, the finding is open, with the places there. */
  drafts(): readonly Draft[] {
    return [...this.#drafts.values(), ...[...this.#waived].filter(([key]) => !this.#drafts.has(key)).map(([, draft]) => draft)]
  }
}

/** So many places are told. More would not be read, nor fit into memory: each takes some kilobytes until the end. */
export const mostPlaces = 200_000

function tooManyPlaces(maxPlaces: number, at: Path, origin: Origin): Gap {
  const { file, line, column } = origin.locate(at)
  return {
    reason: 'too-large',
    message: {
      en: `more than ${maxPlaces} findings; the rest, from here on, is not listed`,
      ko: `결과가 ${maxPlaces}건을 넘어 여기부터는 나열하지 않았습니다`,
    },
    file,
    line,
    column,
  }
}

function begin(check: PostureCheck, subject: Subject, identity: string, cause: Cause, waived: Waived | undefined): Draft {
  return {
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
    waived,
    taken: undefined,
    asked: undefined,
  }
}

const fewPlaces = 32

function isNew(draft: Draft, place: Place): boolean {
  const name = placeName(place)
  if (draft.places.length < fewPlaces) return !draft.places.some((other) => placeName(other) === name)
  draft.taken ??= new Set(draft.places.map(placeName))
  const before = draft.taken.size
  return draft.taken.add(name).size > before
}

function placeName({ key, file, line }: Place): string {
  return `${line}\u0000${file}\u0000${key}`
}

function addChange(draft: Draft, change: Change, fresh: boolean): void {
  // Only causes at a place that is known already can ask for what another one asked for.
  if (!fresh) draft.asked ??= new Set(draft.changes.map((other) => JSON.stringify(other)))
  const name = draft.asked === undefined ? undefined : JSON.stringify(change)
  if (!fresh && name !== undefined && draft.asked?.has(name) === true) return
  if (name !== undefined) draft.asked?.add(name)
  draft.changes = withOneMore(draft.changes, change)
}

/** Most lists stay at one, where `push` makes room for sixteen more. */
function withOneMore<T>(list: T[], item: T): T[] {
  if (list.length === 0) return [item]
  list.push(item)
  return list
}

/** No sentence is longer than this, whatever a manifest has for names and values in it. */
const longest = 1000

function briefly(text: Text): Text {
  if (text.en.length <= longest && text.ko.length <= longest) return text
  return { en: brief(text.en, longest), ko: brief(text.ko, longest) }
}

/** A finding has the severity of its worst cause, so the reasons of milder ones do not count. */
function weigh(draft: Draft, cause: Cause): void {
  const severity = cause.severity ?? draft.check.severity
  const difference = compareSeverity(severity, draft.severity)
  if (difference < 0) {
    draft.severity = severity
    draft.message = cause.message
    draft.severityReasons.length = 0
  }
  const reason = difference > 0 ? undefined : cause.severityReason
  if (reason !== undefined && !draft.severityReasons.some(({ en }) => en === reason.en)) draft.severityReasons.push(reason)
  const { caveat } = cause
  if (caveat !== undefined && !draft.caveats.some(({ en }) => en === caveat.en)) draft.caveats.push(caveat)
}

/** `haetae.dev/waive.<check>: reason` on the object, or on a pod template inside it. */
function waivedByAnnotation(checkId: string, object: KubeObject): Waived | undefined {
  const name = checkId.slice(checkId.indexOf('/') + 1)
  for (const annotations of annotationsOf(object))
    for (const key of [`haetae.dev/waive.${name}`, `haetae.dev/waive.${checkId.replace('/', '.')}`]) {
      const reason = Object.hasOwn(annotations, key) ? annotations[key] : undefined
      // A waiver without a reason is no waiver.
      if (typeof reason === 'string' && reason.trim() !== '') return { source: 'annotation', reason: reason.trim() }
    }
  return undefined
}

type Annotations = { readonly [key: string]: unknown }

const annotationsByObject = new WeakMap<KubeObject, readonly Annotations[]>()

/** The object's own annotations and those of its pod templates, worked out once for all causes on it. */
function annotationsOf(object: KubeObject): readonly Annotations[] {
  const known = annotationsByObject.get(object)
  if (known !== undefined) return known
  const inner = podTemplatePaths(object).map((path) => valueAt(object.body, [...path, 'metadata', 'annotations']))
  const all = [object.metadata.annotations, ...inner].filter((annotations) => isRecord(annotations))
  annotationsByObject.set(object, all)
  return all
}

function placeOf(cause: Cause, object: KubeObject, origin: Origin): Place {
  const located = origin.locate(cause.at)
  const value = valueAt(object.body, cause.at)
  return {
    ...located,
    // To the API server, `null` is a field left out; and what its defaults fill in stands in no source.
    unset: value === undefined || value === null || located.unset,
    // A copy takes as much memory as it needs; a path put together with `...` keeps room for a dozen steps more.
    path: cause.at.slice(),
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
