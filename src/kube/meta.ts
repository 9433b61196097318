import { map, object, objects, type Read, text } from '../lib/shape.ts'

export const metadata = object({
  name: text,
  generateName: text,
  namespace: text,
  uid: text,
  labels: map(text),
  annotations: map(text),
  ownerReferences: objects({ apiVersion: text, kind: text, name: text }),
})

/** `metadata` of any object. Source: meta/v1 ObjectMeta. */
export type Metadata = Read<typeof metadata>

/** An object as it was read: its head is typed, its body is not looked at yet. */
export interface KubeObject {
  readonly apiVersion: string
  /** API group, `''` for the core group. */
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly metadata: Metadata
  readonly body: { readonly [key: string]: unknown }
}

/** `apps/v1` gives `apps` and `v1`; `v1` gives the core group `''`. */
export function splitApiVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.indexOf('/')
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) }
}
