import { isRecord, type Misfit, Reading } from '../lib/shape.ts'
import { type KubeObject, metadata, splitApiVersion } from './meta.ts'

/** Items of a `List`, `PodList`… are objects of their own; deeper lists than this are not opened. */
const maxListDepth = 4

/** An object found in a parsed value, and the path to it: `[]`, or `['items', 3]` inside a list. */
export interface FoundObject {
  readonly object: KubeObject
  readonly at: readonly (string | number)[]
  readonly misfits: readonly Misfit[]
}

/** True when a value has what every Kubernetes object has: `apiVersion` and `kind`. */
export function isKubeObject(
  value: unknown,
): value is { readonly apiVersion: string; readonly kind: string; readonly [key: string]: unknown } {
  return isRecord(value) && typeof value.apiVersion === 'string' && typeof value.kind === 'string' && value.kind !== ''
}

/** The Kubernetes objects in a parsed value, lists opened. Empty when it holds none. */
export function readObjects(value: unknown): readonly FoundObject[] {
  const out: FoundObject[] = []
  collect(value, [], out)
  return out
}

function collect(value: unknown, at: readonly (string | number)[], out: FoundObject[]): void {
  if (!isKubeObject(value)) return
  const { items } = value
  if (value.kind.endsWith('List') && Array.isArray(items) && at.length < maxListDepth * 2) {
    const itemKind = value.kind.slice(0, -'List'.length)
    for (const [index, item] of items.entries()) {
      // Items of a typed list carry neither kind nor version of their own.
      const whole = isRecord(item) && itemKind !== '' ? { apiVersion: value.apiVersion, kind: itemKind, ...item } : item
      collect(whole, [...at, 'items', index], out)
    }
    return
  }
  const reading = new Reading()
  reading.steps.push('metadata')
  const meta = metadata(value.metadata, reading) ?? {}
  out.push({
    object: { apiVersion: value.apiVersion, ...splitApiVersion(value.apiVersion), kind: value.kind, metadata: meta, body: value },
    at,
    misfits: reading.misfits,
  })
}
