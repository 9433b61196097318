import { lstatSync, realpathSync, statSync } from 'node:fs'
import { dirname, sep } from 'node:path'
import { Scan, type ScanOptions } from '../../../engine/index.ts'
import type { KubeObject } from '../../../kube/index.ts'
import { type Gap, type Origin, subjectKey } from '../../../model/index.ts'
import { subjectOf } from '../../../posture/index.ts'
import { memorySource, readManifest } from '../../../sources/index.ts'
import { type ReadSettings, sinkOf } from '../read-sink.ts'
import { readTargets } from '../read-targets.ts'

/** An object that was read, and where from. */
export interface Held {
  readonly object: KubeObject
  readonly origin: Origin
  /** Equal for objects that are one in a cluster. */
  readonly key: string
}

/** A file of plain manifests: what can be edited. */
export interface ManifestFile {
  /** As the user named it. */
  readonly name: string
  readonly path: string
  /** Where it really is, links followed. */
  readonly real: string
  /** It is a link that leads out of the folders that were named. */
  readonly leadsOut: boolean
  objects: readonly Held[]
  gaps: readonly Gap[]
}

/** A scan that keeps what it was shown. */
class Recorder extends Scan {
  readonly objects: Held[] = []
  readonly gaps: Gap[] = []

  override object(object: KubeObject, origin: Origin): void {
    super.object(object, origin)
    this.objects.push({ object, origin, key: subjectKey(subjectOf(object)) })
  }

  override gap(gap: Gap): void {
    super.gap(gap)
    this.gaps.push(gap)
  }
}

/** Everything that was read, kept so that it can be judged again with some of its files changed in memory. */
export class Corpus {
  readonly files: readonly ManifestFile[]
  /** What cannot be edited: rendered charts and kustomizations, archives, standard input. */
  readonly rest: readonly Held[]
  readonly #gaps: readonly Gap[]

  constructor(files: readonly ManifestFile[], rest: readonly Held[], gaps: readonly Gap[]) {
    this.files = files
    this.rest = rest
    this.#gaps = gaps
  }

  get objects(): readonly Held[] {
    return [...this.files.flatMap(({ objects }) => objects), ...this.rest]
  }

  /** A scan that has been shown everything. */
  scan(options: ScanOptions): Scan {
    const scan = new Scan(options)
    for (const { object, origin } of this.objects) scan.object(object, origin)
    for (const gap of [...this.#gaps, ...this.files.flatMap(({ gaps }) => gaps)]) scan.gap(gap)
    return scan
  }

  /** Takes a new text for a file, under every name it has. */
  update(real: string, text: string): void {
    for (const file of this.files) {
      if (file.real !== real) continue
      const recorder = new Recorder({ version: '', startedAt: '', targets: [], checks: [] })
      readManifest(memorySource(file.name, text), text, { unit: '' }, sinkOf(recorder))
      file.objects = recorder.objects
      file.gaps = recorder.gaps
    }
  }
}

/** Reads the targets. Throws AppError for one that is not there. */
export async function readCorpus(targets: readonly string[], settings: ReadSettings): Promise<Corpus> {
  const recorder = new Recorder({ version: '', startedAt: '', targets, checks: [] })
  const plan = await readTargets(targets, settings, recorder)
  const roots = targets
    .filter((target) => statSync(target, { throwIfNoEntry: false })?.isDirectory())
    .map((root) => realpathSync(root))
  const files = new Map<string, ManifestFile & { objects: Held[]; gaps: Gap[] }>()
  for (const { path, name } of plan.files) {
    const real = realPath(path)
    const inside = [realPath(dirname(path)), ...roots].some((root) => real.startsWith(root.endsWith(sep) ? root : root + sep))
    files.set(name, { name, path, real, leadsOut: isLink(path) && !inside, objects: [], gaps: [] })
  }
  const rest: Held[] = []
  for (const held of recorder.objects)
    (held.origin.unit === '' ? (files.get(held.origin.file)?.objects ?? rest) : rest).push(held)
  const gaps: Gap[] = []
  for (const gap of recorder.gaps) (gap.file === undefined ? gaps : (files.get(gap.file)?.gaps ?? gaps)).push(gap)
  return new Corpus([...files.values()], rest, gaps)
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
}

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
