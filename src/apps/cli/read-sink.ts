import type { Scan } from '../../engine/index.ts'
import type { Sink } from '../../sources/index.ts'

/** What the user asked to be read besides plain files. */
export interface ReadSettings {
  readonly valuesFiles: readonly string[]
  readonly set: readonly string[]
  readonly progress: (text: string) => void
}

/** Hands what a source finds to the scan. */
export function sinkOf(scan: Scan): Sink {
  return {
    object: (object, origin) => scan.object(object, origin),
    other: () => scan.other(),
    gap: (gap) => scan.gap(gap),
  }
}
