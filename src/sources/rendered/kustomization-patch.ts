import { isRecord } from '../../lib/shape.ts'
import { isInline, type Kustomization, lineOf, locate, parseDocuments, readText, records, strings } from './kustomization-file.ts'
import type { DocumentSource } from './rendered.ts'

type Fields = Kustomization['fields']

/** An object on its way through a kustomization. */
export interface Traced {
  readonly kind: string
  readonly group: string
  /** Every name it has had, the present one last. Patches and references may use any. */
  readonly names: string[]
  readonly namespaces: (string | undefined)[]
  readonly labels: Fields
  readonly annotations: Fields
  readonly sources: DocumentSource[]
  /** Kustomize appends a hash to the name at the end. */
  readonly hashed: boolean
}

/** One patch: what it says of itself, whom it is meant for, and where it stands. */
export interface Patch {
  readonly source: DocumentSource
  /** The object that a strategic merge patch looks like; undefined for a JSON patch. */
  readonly body: Fields | undefined
  readonly target: Fields | undefined
}

/** The patches of a kustomization in the order in which Kustomize applies them: those before the renaming, and those after it. */
export async function patchesOf(kustomization: Kustomization): Promise<{ readonly before: Patch[]; readonly after: Patch[] }> {
  const { fields } = kustomization
  const before: Patch[] = []
  const after: Patch[] = []
  for (const [index, entry] of strings(fields.patchesStrategicMerge).entries()) {
    const path = ['patchesStrategicMerge', index]
    before.push(...(await readPatch(kustomization, isInline(entry) ? { patch: entry, at: path } : { path: entry }, undefined)))
  }
  for (const [field, out] of [
    ['patches', before],
    ['patchesJson6902', after],
  ] as const) {
    for (const [index, entry] of records(fields[field]).entries()) {
      const target = isRecord(entry.target) ? entry.target : undefined
      const { patch, path } = entry
      if (typeof patch === 'string') out.push(...(await readPatch(kustomization, { patch, at: [field, index, 'patch'] }, target)))
      else if (typeof path === 'string') out.push(...(await readPatch(kustomization, { path }, target)))
    }
  }
  return { before, after }
}

type PatchText = { readonly path: string } | { readonly patch: string; readonly at: readonly (string | number)[] }

async function readPatch(kustomization: Kustomization, where: PatchText, target: Fields | undefined): Promise<Patch[]> {
  if ('patch' in where) {
    const line = lineOf(kustomization.text, where.at)
    return patchDocuments(where.patch, target).map(({ body }) => ({
      source: {
        file: kustomization.file,
        documentIndex: 0,
        patch: body === undefined ? 'json' : 'merge',
        ...(line === undefined ? {} : { line }),
        text: where.patch,
      },
      body,
      target,
    }))
  }
  const found = await locate(kustomization.dir, where.path)
  if (found.type !== 'file') return []
  return patchDocuments((await readText(found.path)) ?? '', target).map(({ body, documentIndex }) => ({
    source: { file: found.path, documentIndex, patch: body === undefined ? 'json' : 'merge' },
    body,
    target,
  }))
}

function patchDocuments(
  text: string,
  target: Fields | undefined,
): { readonly body: Fields | undefined; readonly documentIndex: number }[] {
  const out: { body: Fields | undefined; documentIndex: number }[] = []
  for (const [documentIndex, document] of parseDocuments(text).entries()) {
    if (Array.isArray(document)) {
      if (target !== undefined) out.push({ body: undefined, documentIndex })
    } else if (isRecord(document)) out.push({ body: document, documentIndex })
  }
  return out
}

/** True when the patch deletes the whole object. */
export function deletes(patch: Patch): boolean {
  return patch.body?.$patch === 'delete'
}

/** True when Kustomize applies the patch to the object: by its target where it has one, else by what the patch itself is called. */
export function touches(patch: Patch, object: Traced): boolean {
  const { target, body } = patch
  if (target !== undefined && Object.keys(target).length > 0) return selects(target, object)
  if (body === undefined) return false
  const metadata = isRecord(body.metadata) ? body.metadata : {}
  const namespace = metadata.namespace
  return (
    body.kind === object.kind &&
    groupOf(body.apiVersion) === object.group &&
    object.names.includes(String(metadata.name ?? '')) &&
    (typeof namespace !== 'string' ||
      object.namespaces.includes(namespace) ||
      (namespace === 'default' && object.namespaces.includes(undefined)))
  )
}

function selects(target: Fields, object: Traced): boolean {
  return (
    matches(target.kind, [object.kind]) &&
    matches(target.group, [object.group]) &&
    matches(target.name, object.names) &&
    matches(
      target.namespace,
      object.namespaces.map((namespace) => namespace ?? 'default'),
    ) &&
    hasLabels(target.labelSelector, object.labels) &&
    hasLabels(target.annotationSelector, object.annotations)
  )
}

/** Kustomize takes kind, name and namespace of a target for anchored regular expressions. */
function matches(pattern: unknown, values: readonly string[]): boolean {
  if (typeof pattern !== 'string' || pattern === '') return true
  if (values.includes(pattern)) return true
  // Repeated groups and many repetitions can take a backtracking engine for ever; Go's does not backtrack. They count as no match.
  if (pattern.length > 200 || /\)[*+{]/.test(pattern) || (pattern.match(/[*+{]/g)?.length ?? 0) > 3) return false
  try {
    const expression = new RegExp(`^(?:${pattern})$`)
    return values.some((value) => expression.test(value))
  } catch {
    return false
  }
}

/** Equality and presence, as in `app=web,tier!=db,!legacy`. Set expressions (`in`, `notin`) count as met. */
function hasLabels(selector: unknown, labels: Fields): boolean {
  if (typeof selector !== 'string' || selector.trim() === '' || /\s(in|notin)\s*\(/.test(selector)) return true
  return selector.split(',').every((part) => {
    const found = /^\s*(!?)([^=!\s]+)\s*(?:(!=|==?)\s*(\S*))?\s*$/.exec(part)
    if (found === null) return true
    const [, not, key = '', operator, value] = found
    const own = labels[key]
    if (operator === undefined) return not === '!' ? own === undefined : own !== undefined
    return operator === '!=' ? own !== value : own === value
  })
}

/** The API group of an apiVersion; `''` for the core group. */
export function groupOf(apiVersion: unknown): string {
  if (typeof apiVersion !== 'string') return ''
  const slash = apiVersion.indexOf('/')
  return slash < 0 ? '' : apiVersion.slice(0, slash)
}
