import { resolve } from 'node:path'
import { isRecord } from '../../lib/shape.ts'
import {
  type Kustomization,
  lineOf,
  locate,
  parseDocuments,
  readKustomization,
  readText,
  records,
  strings,
} from './kustomization-file.ts'
import { deletes, groupOf, type Patch, patchesOf, type Traced, touches } from './kustomization-patch.ts'
import type { DocumentSource } from './rendered.ts'

const maxDepth = 50
/** Kustomize's prefix and suffix leave these alone. */
const keepNames = new Set(['Namespace', 'CustomResourceDefinition', 'APIService'])

/** Finds the sources of rendered objects. */
export type OriginFinder = (object: unknown) => readonly DocumentSource[]

/**
 * Where the object `document`, as rendered from the kustomization in `kustomizationDir`, comes from: from the base to the last patch
 * that touches it. Whoever looks for a field takes the last source that holds it. Empty where nothing was found.
 */
export async function originOf(document: unknown, kustomizationDir: string): Promise<readonly DocumentSource[]> {
  return (await traceOrigins(kustomizationDir))(document)
}

/**
 * Follows every object through the kustomization in `dir` as Kustomize does (resources, generators, components, patches, then names
 * and namespaces), without changing it, so that rendered objects can be told by kind and final name.
 */
export async function traceOrigins(dir: string): Promise<OriginFinder> {
  const objects = await accumulate(resolve(dir), [], 0)
  const byKind = new Map<string, Traced[]>()
  for (const object of objects) {
    const key = kindKey(object.group, object.kind)
    const list = byKind.get(key)
    if (list === undefined) byKind.set(key, [object])
    else list.push(object)
  }
  return (object) => {
    if (!isRecord(object) || !isRecord(object.metadata)) return []
    const name = String(object.metadata.name ?? '')
    const namespace = object.metadata.namespace
    const candidates = byKind.get(kindKey(groupOf(object.apiVersion), String(object.kind ?? ''))) ?? []
    return bestMatch(candidates, name, typeof namespace === 'string' ? namespace : undefined)?.sources ?? []
  }
}

function kindKey(group: string, kind: string): string {
  return `${group}/${kind}`
}

/** By the final name; a name that something else has changed is told by the longest original name inside it. */
function bestMatch(candidates: readonly Traced[], name: string, namespace: string | undefined): Traced | undefined {
  const fits = candidates.filter((candidate) => {
    const last = candidate.names.at(-1) ?? ''
    return (
      last === name || (candidate.hashed && name.startsWith(`${last}-`) && /^[a-z0-9]{10}$/.test(name.slice(last.length + 1)))
    )
  })
  const inNamespace = fits.find((candidate) => candidate.namespaces.at(-1) === namespace)
  if (inNamespace !== undefined) return inNamespace
  if (fits.length > 0) return fits[0]
  let best: Traced | undefined
  for (const candidate of candidates) {
    const original = candidate.names[0] ?? ''
    if (original !== '' && name.includes(original) && original.length > (best?.names[0]?.length ?? 0)) best = candidate
  }
  return best
}

/** Adds the objects of the kustomization in `dir` to `objects`, which a component also changes. */
async function accumulate(dir: string, objects: Traced[], depth: number): Promise<Traced[]> {
  const kustomization = depth > maxDepth ? undefined : await readKustomization(dir)
  if (kustomization === undefined) return objects
  const { fields } = kustomization
  for (const entry of [...strings(fields.resources), ...strings(fields.bases)]) {
    const target = await locate(dir, entry)
    if (target.type === 'directory') objects.push(...(await accumulate(target.path, [], depth + 1)))
    else if (target.type === 'file') objects.push(...(await objectsOf(target.path)))
  }
  generate(kustomization, objects)
  for (const entry of strings(fields.components)) {
    const target = await locate(dir, entry)
    if (target.type === 'directory') await accumulate(target.path, objects, depth + 1)
  }
  const patches = await patchesOf(kustomization)
  apply(patches.before, objects)
  rename(fields, objects)
  apply(patches.after, objects)
  return objects
}

async function objectsOf(file: string): Promise<Traced[]> {
  const found: Traced[] = []
  for (const [documentIndex, document] of parseDocuments((await readText(file)) ?? '').entries()) {
    if (!isRecord(document)) continue
    const items = document.items
    if (String(document.kind ?? '').endsWith('List') && Array.isArray(items)) {
      for (const [item, object] of items.entries())
        if (isRecord(object)) found.push(traced(object, { file, documentIndex, item }))
    } else found.push(traced(document, { file, documentIndex }))
  }
  return found
}

function traced(object: Kustomization['fields'], source: DocumentSource): Traced {
  const metadata = isRecord(object.metadata) ? object.metadata : {}
  const { name, namespace, labels, annotations } = metadata
  return {
    kind: String(object.kind ?? ''),
    group: groupOf(object.apiVersion),
    names: [String(name ?? '')],
    namespaces: [typeof namespace === 'string' ? namespace : undefined],
    labels: isRecord(labels) ? labels : {},
    annotations: isRecord(annotations) ? annotations : {},
    sources: [source],
    hashed: false,
  }
}

/** The config maps and secrets that the kustomization makes, or (with a behavior) makes over. */
function generate(kustomization: Kustomization, objects: Traced[]): void {
  const { fields, text, file } = kustomization
  const options = isRecord(fields.generatorOptions) ? fields.generatorOptions : {}
  for (const [field, kind] of [
    ['configMapGenerator', 'ConfigMap'],
    ['secretGenerator', 'Secret'],
  ] as const) {
    for (const [index, entry] of records(fields[field]).entries()) {
      const line = lineOf(text, [field, index])
      const generator: DocumentSource['generator'] = [field, index]
      const source: DocumentSource = { file, documentIndex: 0, generator, ...(line === undefined ? {} : { line }) }
      const name = String(entry.name ?? '')
      const changes = entry.behavior === 'merge' || entry.behavior === 'replace'
      const existing = changes ? objects.find((object) => object.kind === kind && object.names.includes(name)) : undefined
      if (existing !== undefined) {
        existing.sources.push(source)
        continue
      }
      const own = isRecord(entry.options) ? entry.options : {}
      const hashed = (own.disableNameSuffixHash ?? options.disableNameSuffixHash) !== true
      const metadata = { name, namespace: entry.namespace }
      objects.push({ ...traced({ apiVersion: 'v1', kind, metadata }, source), hashed })
    }
  }
}

function apply(patches: readonly Patch[], objects: Traced[]): void {
  for (const patch of patches) {
    for (const object of objects) if (touches(patch, object)) object.sources.push(patch.source)
    if (!deletes(patch)) continue
    for (let index = objects.length - 1; index >= 0; index--) {
      const object = objects[index]
      if (object !== undefined && object.sources.at(-1) === patch.source) objects.splice(index, 1)
    }
  }
}

function rename(fields: Kustomization['fields'], objects: readonly Traced[]): void {
  const { namespace, namePrefix, nameSuffix } = fields
  const prefix = typeof namePrefix === 'string' ? namePrefix : ''
  const suffix = typeof nameSuffix === 'string' ? nameSuffix : ''
  for (const object of objects) {
    if (typeof namespace === 'string' && namespace !== '') object.namespaces.push(namespace)
    if ((prefix !== '' || suffix !== '') && !keepNames.has(object.kind))
      object.names.push(prefix + (object.names.at(-1) ?? '') + suffix)
  }
}
