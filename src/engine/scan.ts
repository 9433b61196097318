import { type KubeObject, type LabelSelector, matchesSelector } from '../kube/index.ts'
import { brief } from '../lib/brief.ts'
import { type Gap, type Origin, type ParamValue, type Result, subjectKey } from '../model/index.ts'
import { checks, GapList, type PostureCheck, PostureJudge, subjectOf } from '../posture/index.ts'

export interface ScanOptions {
  readonly version: string
  readonly startedAt: string
  readonly targets: readonly string[]
  readonly checks: readonly PostureCheck[]
  readonly params?: { readonly [check: string]: { readonly [param: string]: ParamValue } }
  readonly clusterUid?: string
  /** How many findings are listed at most. */
  readonly maxFindings?: number
  /** Labels that were asked for: what does not have them is judged all the same, and named by `unselected`. */
  readonly selector?: LabelSelector
}

const waiverPrefix = 'haetae.dev/waive.'
/** `privileged-container` and `posture.privileged-container`, as annotations name them. */
const checkNames = new Set(checks.flatMap(({ id }) => [id.slice(id.indexOf('/') + 1), id.replace('/', '.')]))

/** Takes what sources read, one object after the other, and gives the whole result at the end. */
export class Scan {
  readonly #options: ScanOptions
  readonly #judge: PostureJudge
  readonly #gaps = new GapList()
  readonly #kinds = new Map<string, number>()
  readonly #notJudged = new Map<string, number>()
  readonly #namespaces = new Set<string>()
  readonly #judgedFiles = new Set<string>()
  /** Names of the files that objects were read from, by themselves or as parts of what was rendered. */
  readonly objectFiles = new Set<string>()
  /** Keys of the subjects that the selector does not match. */
  readonly unselected = new Set<string>()
  #selected = 0
  #files = 0
  #other = 0
  #withoutNamespace = 0
  #workloads = 0
  #containers = 0

  constructor(options: ScanOptions) {
    this.#options = options
    this.#judge = new PostureJudge(options)
  }

  /** A file was opened and read. */
  file(): void {
    this.#files++
  }

  /** A document was read that is no Kubernetes object. */
  other(): void {
    this.#other++
  }

  /** Objects of this kind could not be read, or not all of them: that one is not there says nothing. */
  unread(kind: string): void {
    this.#judge.unread(kind)
  }

  /** Objects with the labels that were asked for. */
  get selected(): number {
    return this.#selected
  }

  gap(gap: Gap): void {
    this.#gaps.add(gap)
  }

  object(object: KubeObject, origin: Origin): void {
    const look = this.#judge.look(object, origin)
    this.#checkWaivers(object, origin)
    this.#judgedFiles.add(origin.file)
    this.objectFiles.add(origin.file)
    const { selector, clusterUid } = this.#options
    if (selector === undefined || matchesSelector(selector, object.metadata.labels)) this.#selected++
    else this.unselected.add(subjectKey(subjectOf(object, clusterUid)))
    const counts = look.judged ? this.#kinds : this.#notJudged
    counts.set(object.kind, (counts.get(object.kind) ?? 0) + 1)
    const { namespace } = object.metadata
    if (object.kind === 'Namespace' && object.metadata.name !== undefined) this.#namespaces.add(object.metadata.name)
    else if (namespace !== undefined) this.#namespaces.add(namespace)
    else if (look.pods > 0) this.#withoutNamespace++
    if (look.pods > 0) this.#workloads++
    this.#containers += look.containers
  }

  /** A waiver on an object that names no check, or no reason, covers nothing: whoever wrote it believes otherwise. */
  #checkWaivers(object: KubeObject, origin: Origin): void {
    for (const [key, reason] of Object.entries(object.metadata.annotations ?? {})) {
      if (!key.startsWith(waiverPrefix)) continue
      const name = key.slice(waiverPrefix.length)
      const known = checkNames.has(name)
      if (known && reason.trim() !== '') continue
      const { file, line, column } = origin.locate(['metadata', 'annotations', key])
      const shown = brief(key, 200)
      const message = known
        ? { en: `the waiver ${shown} gives no reason and covers nothing`, ko: `예외 ${shown}에 이유가 없어 적용되지 않습니다` }
        : {
            en: `the waiver ${shown} names no check and covers nothing`,
            ko: `예외 ${shown}에 해당하는 점검이 없어 적용되지 않습니다`,
          }
      this.#gaps.add({
        reason: 'invalid',
        message,
        file,
        line,
        column,
        subject: subjectOf(object, this.#options.clusterUid),
        byChoice: true,
      })
    }
  }

  /** Everything there is to say. `phases` and `wallMs` are in milliseconds, measured by the caller. */
  finish(stats: Result['stats']): Result {
    const { findings, gaps, facts } = this.#judge.finish()
    return {
      version: this.#options.version,
      startedAt: this.#options.startedAt,
      findings,
      gaps: [...this.#gaps.all, ...gaps],
      facts,
      scope: {
        targets: this.#options.targets,
        files: { read: this.#files, judged: this.#judgedFiles.size, other: this.#other },
        kinds: Object.fromEntries([...this.#kinds].sort()),
        notJudged: Object.fromEntries([...this.#notJudged].sort()),
        namespaces: [...this.#namespaces].sort(),
        withoutNamespace: this.#withoutNamespace,
        workloads: this.#workloads,
        containers: this.#containers,
        checks: this.#options.checks.map(({ id }) => id),
      },
      stats,
    }
  }
}
