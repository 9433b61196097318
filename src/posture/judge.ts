import type { KubeObject } from '../kube/meta.ts'
import { isKind, type Kind, readKinds } from '../kube/objects.ts'
import { type Pod, podsOf } from '../kube/pod.ts'
import { isBuiltInWorkload } from '../kube/workload.ts'
import { brief } from '../lib/brief.ts'
import { isRecord, type Misfit, read } from '../lib/shape.ts'
import {
  type Fact,
  type Finding,
  formatPath,
  type Gap,
  type Origin,
  type ParamValue,
  type Subject,
  subjectKey,
} from '../model/index.ts'
import type { Cause, Context, Judge, PostureCheck, Unknown } from './check.ts'
import { Collector, subjectOf } from './collect.ts'
import { type Exposure, exposures } from './exposure.ts'
import { rank } from './rank.ts'
import { type Seen, World } from './world.ts'

export interface JudgeOptions {
  readonly checks: readonly PostureCheck[]
  /** Values for the checks' params, by check id; what is not given keeps its default. */
  readonly params?: { readonly [check: string]: { readonly [param: string]: ParamValue } }
  readonly clusterUid?: string
  /** How many findings are listed; fewer than usual where there is little memory. */
  readonly maxFindings?: number
}

/** What the room says of everything it was shown. */
export interface Judgement {
  readonly findings: readonly Finding[]
  readonly gaps: readonly Gap[]
  readonly facts: readonly Fact[]
}

/** What looking at one object came to. */
export interface Look {
  readonly pods: number
  readonly containers: number
  /** False when nothing in this kind is read by any check. */
  readonly judged: boolean
}

type Bound<J> = { readonly check: PostureCheck; readonly judge: J; readonly context: Context }
type JudgeOn<K extends Judge['on']> = Extract<Judge, { on: K }>

/** Judges objects one by one as they come, and what only shows between them at the end. */
export class PostureJudge {
  readonly #container: Bound<JudgeOn<'container'>>[] = []
  readonly #pod: Bound<JudgeOn<'pod'>>[] = []
  readonly #any: Bound<JudgeOn<'any'>>[] = []
  readonly #world: Bound<JudgeOn<'world'>>[] = []
  readonly #object = new Map<Kind<unknown>, Bound<JudgeOn<'object'>>[]>()
  readonly #kinds = new Map<string, Kind<unknown>>()
  readonly #seen = new World()
  readonly #collector: Collector
  readonly #unread = new Set<string>()

  constructor(options: JudgeOptions) {
    this.#collector = new Collector(options.clusterUid, options.maxFindings)
    for (const kind of readKinds) this.#kinds.set(kind.kind, kind)
    for (const check of options.checks) {
      const context = contextOf(check, options.params?.[check.id] ?? {})
      for (const judge of check.judges) this.#bind(check, judge, context)
    }
  }

  #bind(check: PostureCheck, judge: Judge, context: Context): void {
    if (judge.on === 'container') this.#container.push({ check, judge, context })
    else if (judge.on === 'pod') this.#pod.push({ check, judge, context })
    else if (judge.on === 'any') this.#any.push({ check, judge, context })
    else if (judge.on === 'world') this.#world.push({ check, judge, context })
    else {
      const same = this.#object.get(judge.kind)
      if (same === undefined) this.#object.set(judge.kind, [{ check, judge, context }])
      else same.push({ check, judge, context })
    }
  }

  /** Judges one object. Never throws, whatever is in it. */
  look(object: KubeObject, origin: Origin): Look {
    for (const { check, judge, context } of this.#any) this.#take(check, () => judge.judge(object, context), object, origin)
    const { pods, misfits } = podsOf(object)
    this.#tellMisfits(misfits, object, origin)
    let containers = 0
    for (const pod of pods) {
      containers += pod.containers.length
      this.#lookAtPod(pod, object, origin)
    }
    const named = this.#kinds.get(object.kind)
    // Other API groups have kinds of the same name: a Gateway of Istio's, a Service of Knative's.
    const kind = named !== undefined && isKind(object, named) ? named : undefined
    if (kind !== undefined) this.#lookAtObject(kind, object, origin)
    return { pods: pods.length, containers, judged: pods.length > 0 || kind !== undefined }
  }

  #lookAtPod(pod: Pod, object: KubeObject, origin: Origin): void {
    if (partsOf(pod) > maxParts) {
      this.#collector.gaps.add(tooManyParts(pod, origin, this.#collector.subject(object)))
      return
    }
    for (const { check, judge, context } of this.#pod) this.#take(check, () => judge.judge(pod, context), object, origin)
    for (const container of pod.containers)
      for (const { check, judge, context } of this.#container)
        this.#take(check, () => judge.judge(container, pod, context), object, origin, container.name)
    const head = { ...object, body: thinBody(pod) }
    this.#seen.addPod({ object: head, body: { ...pod, object: head }, origin })
  }

  #lookAtObject(kind: Kind<unknown>, object: KubeObject, origin: Origin): void {
    const { value, misfits } = read(kind.shape, object.body)
    this.#tellMisfits(misfits, object, origin)
    const body = value ?? {}
    for (const { check, judge, context } of this.#object.get(kind) ?? [])
      this.#take(check, () => judge.judge(body, object, context), object, origin)
    if (kind.alone) return
    // The raw body is not needed any more, and a large input would hold all of it.
    const kept = { ...(isRecord(body) ? body : {}), metadata: object.metadata }
    this.#seen.add(kind, { object: { ...object, body: kept }, body, origin })
  }

  #take(
    check: PostureCheck,
    judge: () => readonly (Cause | Unknown)[],
    object: KubeObject,
    origin: Origin,
    container?: string,
  ): void {
    for (const item of this.#answer(check, judge, object, origin)) {
      if ('gap' in item) this.#collector.addGap(check, item.gap, item.at, object, origin)
      else if (container === undefined || item.container !== undefined) this.#collector.add(check, item, object, origin)
      else this.#collector.add(check, { ...item, container }, object, origin)
    }
  }

  /** What a check says. One that fails by a fault of its own takes nothing else down with it: its silence is a gap. */
  #answer<T>(check: PostureCheck, judge: () => readonly T[], object?: KubeObject, origin?: Origin): readonly T[] {
    try {
      return judge()
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error)
      this.#collector.gaps.add({
        reason: 'undecidable',
        message: {
          en: `${check.id} failed (${what}): a fault of haetae’s, please report it`,
          ko: `${check.id} 점검이 실패했습니다(${what}). haetae의 결함이니 알려 주십시오`,
        },
        ...(origin === undefined ? {} : { file: origin.file }),
        ...(object === undefined ? {} : { subject: this.#collector.subject(object) }),
        checks: [check.id],
      })
      return []
    }
  }

  #tellMisfits(misfits: readonly Misfit[], object: KubeObject, origin: Origin): void {
    for (const { type, path, expected } of misfits) {
      // A custom resource's pod template may have fields of its own.
      if (type === 'unknown-field' && !isBuiltInWorkload(object)) continue
      const { file, line, column } = origin.locate(path)
      const field = brief(formatPath(path), longestField)
      const message =
        type === 'wrong-type'
          ? {
              en: `${field} is not of type ${expected}; it was not judged`,
              ko: `${field}은(는) ${expected} 형식이어야 하며 판정하지 못했습니다`,
            }
          : {
              en: `${field} is not a field of the API and has no effect${expected === '' ? '' : ` (${expected} is)`}`,
              ko: `${field}은(는) API에 없는 필드로 효과가 없습니다${expected === '' ? '' : ` (올바른 이름: ${expected})`}`,
            }
      this.#collector.gaps.add({ reason: type, message, file, line, column, subject: this.#collector.subject(object) })
    }
  }

  /** Objects of this kind could not be read, or not all of them. */
  unread(kind: string): void {
    this.#unread.add(kind)
  }

  /** Judges what shows only between objects, and ranks everything. Call once, after the last object. */
  finish(): Judgement {
    for (const { check, judge, context } of this.#world) {
      const missing = check.absenceOf?.find(({ kind }) => this.#unread.has(kind))
      if (missing !== undefined) {
        this.#collector.gaps.add(blind(check, missing.kind))
        continue
      }
      for (const item of this.#answer(check, () => judge.judge(this.#seen, context)))
        this.#take(check, () => [item], item.on.object, item.on.origin)
    }
    const reached = exposures(this.#seen)
    const ways = new Map<string, readonly Exposure[]>()
    for (const [pod, found] of reached) {
      const key = subjectKey(subjectOf(pod.object))
      ways.set(key, [...(ways.get(key) ?? []), ...found])
    }
    const drafts = this.#collector.drafts()
    const findings = rank(drafts, ways)
    return { findings, gaps: this.#collector.gaps.all, facts: exposureFacts(reached) }
  }
}

/** Longest name of a field in a message. */
const longestField = 200

/** More containers, volumes and mounts than the API server's 3 MiB for one object leave room for in practice. Checks compare them with each other. */
const maxParts = 5000

function partsOf({ containers, spec }: Pod): number {
  return (
    containers.length +
    (spec.volumes?.length ?? 0) +
    containers.reduce(
      (sum, container) => sum + (container.spec.volumeMounts?.length ?? 0) + (container.spec.ports?.length ?? 0),
      0,
    )
  )
}

function tooManyParts(pod: Pod, origin: Origin, subject: Subject): Gap {
  const { file, line, column } = origin.locate(pod.specPath)
  return {
    reason: 'too-large',
    message: {
      en: `more than ${maxParts} containers, ports, volumes and mounts in one pod; it was not judged`,
      ko: `파드 하나에 컨테이너, 포트, 볼륨, 마운트가 ${maxParts}개를 넘어 판정하지 못했습니다`,
    },
    file,
    line,
    column,
    subject,
  }
}

/** The pod as it is kept anyway, where its object had it: places are named by what stands at their path. */
function thinBody(pod: Pod): KubeObject['body'] {
  let body: unknown = { metadata: pod.metadata, spec: pod.spec }
  for (const step of pod.path.toReversed()) {
    if (typeof step === 'string') body = { [step]: body }
    else body = Object.assign([], { [step]: body })
  }
  return isRecord(body) ? body : {}
}

function blind(check: PostureCheck, kind: string): Gap {
  return {
    reason: 'undecidable',
    message: {
      en: `${check.id} judges what is absent, and not every ${kind} could be read`,
      ko: `${check.id} 점검은 없는 것을 판정하는데, ${kind} 전체를 읽지 못했습니다`,
    },
    checks: [check.id],
  }
}

/** What a check's judges get besides what they judge: its params, the given ones over the declared. */
export function contextOf(check: PostureCheck, given: { readonly [param: string]: ParamValue }): Context {
  const params: { [name: string]: ParamValue } = {}
  for (const [name, param] of Object.entries(check.params ?? {})) params[name] = given[name] ?? param.default
  return { params }
}

function exposureFacts(reached: ReadonlyMap<Seen<Pod>, readonly Exposure[]>): readonly Fact[] {
  return [...reached].map(([pod, found]) => ({
    type: 'exposed',
    subject: subjectOf(pod.object),
    value: found.map(({ by, through }) => ({ by, through })),
  }))
}
