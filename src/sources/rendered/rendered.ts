import type { Text } from '../../model/text.ts'

/** The line of a source that wrote a line of a rendered document. */
export interface SourceLine {
  /** Absolute path; inside a packed subchart the path goes on behind the archive: `…/charts/db-1.0.0.tgz/db/templates/x.yaml`. */
  readonly file: string
  /** From 1. */
  readonly line: number
  /** The text itself stands on this line; false where the line only calls what wrote it (include, toYaml), or is a guess. */
  readonly exact: boolean
  /** How long the line is in the source: what it renders to may be longer. In UTF-16 units. */
  readonly length: number
  /** The key of the chart's values that the line refers to, seen from the top chart: `image.tag`, `db.image.tag`. */
  readonly valuesKey?: string
}

/** A part of a kustomization that wrote or changed an object. */
export interface DocumentSource {
  /** Absolute path of a resource, of a patch, or of the kustomization that holds the patch or generator inline. */
  readonly file: string
  /** From 0, among the YAML documents of the file. */
  readonly documentIndex: number
  /** Absent for a resource or a generator. `merge` holds the object's fields at their own paths, `json` a list of RFC 6902 operations. */
  readonly patch?: 'merge' | 'json'
  /** For what stands inline in a kustomization: the line of the file (from 1) where the patch's or the generator's own text begins. */
  readonly line?: number
  /** For a generator: the list of the kustomization it stands in, and its index there. */
  readonly generator?: readonly [list: string, index: number]
  /** The text of an inline patch, as YAML of its own. */
  readonly text?: string
  /** The index among `items` where the object is part of a List. */
  readonly item?: number
}

/** One object as the tool rendered it. */
export interface RenderedDocument {
  /** YAML of one document, without the dividing line. */
  readonly text: string
  /** Charts: the absolute path of the template, in the notation of `SourceLine.file`. */
  readonly template?: string
  /** Charts: where a line of `text` (from 1) comes from. */
  readonly lines?: (line: number) => SourceLine
  /** Kustomizations: from the base to the last patch that touches the object. Empty where none was found. */
  readonly sources?: readonly DocumentSource[]
}

/** What a renderer answers. It does not throw: a chart that cannot be rendered is a gap. */
export type Rendered =
  | {
      readonly ok: true
      /** What rendered it, for people: `helm`, `kubectl kustomize`, `helm v3.22.0 (built from source)`. */
      readonly tool: string
      readonly documents: readonly RenderedDocument[]
    }
  | Failure

export interface Failure {
  readonly ok: false
  /** `no-tool`: nothing here can render it, and the message says how to get what can. */
  readonly reason: 'no-tool' | 'failed'
  readonly message: Text
  /** The tool's own first line of complaint, with its file and line. */
  readonly detail?: string
}

/** What every renderer can be told. */
export interface RenderOptions {
  /** For one run of the tool; building a renderer has its own limit. Default: 30,000. */
  readonly timeoutMs?: number
  /** Where tools are looked for, in the form of PATH. Default: PATH. */
  readonly searchPath?: string
  /** Where built renderers are kept. Default: `$XDG_CACHE_HOME/haetae` or `~/.cache/haetae`. */
  readonly cacheDir?: string
  /** Told before something that takes long. */
  readonly onProgress?: (text: Text) => void
}

export function failure(reason: Failure['reason'], message: Text, detail?: string): Failure {
  return detail === undefined || detail === '' ? { ok: false, reason, message } : { ok: false, reason, message, detail }
}
