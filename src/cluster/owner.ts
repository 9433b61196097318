import { flag, isRecord, object, objects, read, text } from '../lib/shape.ts'

/** The object that manages another one. */
export interface Controller {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly uid: string
}

const owners = objects({ apiVersion: text, kind: text, name: text, uid: text, controller: flag })
const owned = object({ metadata: object({ ownerReferences: owners }) })

/**
 * The controller of an object as the API server gave it: its owner reference with `controller: true`, of which there is at most one
 * (meta/v1 OwnerReference). `undefined` where the object has none, or is no object.
 */
export function controllerOf(value: unknown): Controller | undefined {
  if (!isRecord(value)) return undefined
  for (const owner of read(owned, value).value?.metadata?.ownerReferences ?? []) {
    const { apiVersion, kind, name } = owner
    if (owner.controller !== true || apiVersion === undefined || kind === undefined || name === undefined) continue
    return { apiVersion, kind, name, uid: owner.uid ?? '' }
  }
  return undefined
}
