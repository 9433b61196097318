import { isRecord, type Misfit, ownText, Reading } from '../lib/shape.ts'
import { type KubeObject, metadata, splitApiVersion } from './meta.ts'

/** Items of a `List`, `PodList`… are objects of their own; deeper lists than this are not opened. */
const maxListDepth = 50

/** An object found in a parsed value, and the path to it: `[]`, or `['items', 3]` inside a list. */
export interface FoundObject {
  readonly object: KubeObject
  readonly at: readonly (string | number)[]
  readonly misfits: readonly Misfit[]
}

type Path = readonly (string | number)[]

interface Whole {
  readonly apiVersion: string
  readonly kind: string
  readonly [key: string]: unknown
}

/** True when a value has what every Kubernetes object has: `apiVersion` and `kind`. */
export function isKubeObject(value: unknown): value is Whole {
  if (!isRecord(value) || typeof value.apiVersion !== 'string' || typeof value.kind !== 'string') return false
  return value.kind !== '' && !isDeletion(value)
}

/** A patch that deletes what it names, and says nothing else: there is no object in it. */
function isDeletion(value: { readonly [key: string]: unknown }): boolean {
  const said = ['apiVersion', 'kind', 'metadata', '$patch']
  return value.$patch === 'delete' && Object.keys(value).every((key) => said.includes(key))
}

/** The Kubernetes objects in a parsed value, lists opened. Empty when it holds none. */
export function readObjects(value: unknown): readonly FoundObject[] {
  const out: FoundObject[] = []
  if (isKubeObject(value)) open(value, [], out, [])
  return out
}

/** Paths of the items of lists that are no objects, so that nothing in them was looked at. Empty items are not told. */
export function strayItems(value: unknown): readonly Path[] {
  const out: Path[] = []
  if (isKubeObject(value)) open(value, [], [], out)
  return out
}

function open(value: Whole, at: Path, objects: FoundObject[], strays: Path[]): void {
  const { items } = value
  if (!value.kind.endsWith('List') || !Array.isArray(items) || at.length >= maxListDepth * 2) {
    objects.push(found(value, at))
    return
  }
  const itemKind = value.kind.slice(0, -'List'.length)
  for (const [index, item] of items.entries()) {
    const path = [...at, 'items', index]
    // Items of a typed list carry neither kind nor version of their own.
    const whole = isRecord(item) && itemKind !== '' ? { apiVersion: value.apiVersion, kind: itemKind, ...item } : item
    if (isKubeObject(whole)) open(whole, path, objects, strays)
    else if (item !== null) strays.push(path)
  }
}

function found(value: Whole, at: Path): FoundObject {
  const reading = new Reading()
  reading.steps.push('metadata')
  const meta = metadata(value.metadata, reading) ?? {}
  const [apiVersion, kind] = [ownText(value.apiVersion), ownText(value.kind)]
  return {
    object: { apiVersion, ...splitApiVersion(apiVersion), kind, metadata: meta, body: value },
    at,
    misfits: reading.misfits,
  }
}
