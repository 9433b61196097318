import type { Path, Position } from './place.ts'

/** Where a field of an input stands: in its own source, or in the template that it was rendered from. */
export interface Located extends Position {
  readonly file: string
  /** The field is absent; the position is that of the nearest parent that is there. */
  readonly unset: boolean
  readonly renderedFrom?: string
}

/** Where an object came from, and how to find its fields there. */
export interface Origin {
  readonly file: string
  /**
   * What is installed together: `''` for plain manifests and live objects, else the chart or kustomization. Objects of two different charts do not
   * meet in a cluster, though one scan reads both.
   */
  readonly unit: string
  /** Finds a field. Cheap to hold, dear to call: positions are worked out only where they are asked for. */
  locate(path: Path): Located
}
