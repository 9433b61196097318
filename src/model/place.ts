import type { Text } from './text.ts'

/** A field inside an object: keys and list indexes from the root, as in `['spec', 'containers', 0, 'image']`. */
export type Path = readonly (string | number)[]

/** Where a field stands in a file. Lines and columns count from 1; the column counts UTF-16 units, as editors do. */
export interface Position {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** One spot of a finding: a field of an object, and the text that says so. */
export interface Place extends Position {
  /** Path of the file as the user named it, `-` for standard input, `cluster` for a live object. */
  readonly file: string
  readonly path: Path
  /** The field itself is absent: the position is that of the nearest parent, where the field belongs. */
  readonly unset: boolean
  /** The container the field belongs to, where it belongs to one. */
  readonly container?: string
  /** What stands here, in words, where it says more than the finding's own message. */
  readonly detail?: Text
  /** Chart template or kustomization the file was rendered from, when the position is that of the source. */
  readonly renderedFrom?: string
  /** Stable name of this place within its finding: survives re-formatting and moved lines. */
  readonly key: string
}

/** `spec.containers[0].image`, with keys that hold other characters quoted: `metadata.annotations["a.b/c"]`. */
export function formatPath(path: Path): string {
  // Joined, the text is one piece; added up, it would hold every part of itself, and there are as many as places of findings.
  const parts = path.map((step, depth) => {
    if (typeof step === 'number') return `[${step}]`
    if (/^[A-Za-z_][A-Za-z0-9_-]*$/.test(step)) return depth === 0 ? step : `.${step}`
    return `[${JSON.stringify(step)}]`
  })
  return parts.join('')
}
