import { anything, isRecord, list as listOf, number, object, read, text } from '../lib/shape.ts'
import { AppError, type Gap } from '../model/index.ts'
import type { Connection } from './connect.ts'
import { apiPath, discover, type Found, find } from './discovery.ts'
import { type Attempt, gapOf, notAnObject } from './gaps.ts'
import type { Failure } from './request.ts'
import { type WantedKind, wantedKinds } from './wanted.ts'

/** One object of the cluster as the API server gave it, with `apiVersion` and `kind`, which items of a list lack. */
export interface ObjectItem {
  readonly type: 'object'
  readonly object: unknown
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly resource: string
  readonly namespaced: boolean
  /** Only `metadata` was asked for: that other fields are absent says nothing. */
  readonly metadataOnly: boolean
}

/** Something that could not be read; `kind` is the kind that is missing, or not whole, because of it. */
export interface GapItem {
  readonly type: 'gap'
  readonly gap: Gap
  readonly kind?: string
}

export type ClusterItem = ObjectItem | GapItem

export interface Progress {
  readonly resource: string
  readonly group: string
  /** Objects of this kind so far. */
  readonly read: number
  /** Objects of this kind still to come, where the server tells. */
  readonly remaining: number | undefined
}

export interface ReadOptions {
  /** Only objects of this namespace, besides cluster-scoped ones. */
  readonly namespace?: string | undefined
  /** In the order in which they are read; `wantedKinds` where left out. */
  readonly kinds?: readonly WantedKind[]
  /** Objects asked for at a time, which bounds memory; 500 where left out, as in kubectl. */
  readonly pageSize?: number
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: (progress: Progress) => void
}

/**
 * Reads the objects of a cluster page by page. Lists are consistent: no `resourceVersion` is sent, and pages of one list are of one
 * revision. When that revision expires (410), the list starts again once and gives no object twice; when it expires again, it goes on at the
 * newest revision. A kind that cannot be read, or not to its end, is a gap.
 *
 * Of `managedFields` nothing is given: they are bookkeeping, and a third of many objects. Of metadata-only kinds, the value of
 * `kubectl.kubernetes.io/last-applied-configuration` is emptied, because it repeats the whole object, of a Secret with its data.
 *
 * @throws AppError USAGE for a name that no namespace can have, NOT_FOUND for a namespace that is not there, CLUSTER for credentials that are
 * not accepted; the reason of an aborted signal.
 */
export async function* readCluster(
  connection: Connection,
  options: ReadOptions = {},
): AsyncGenerator<ClusterItem, void, undefined> {
  const { namespace, kinds = wantedKinds, signal } = options
  if (namespace !== undefined && !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(namespace)) {
    throw new AppError('USAGE', {
      en: `no namespace can be named ${JSON.stringify(namespace)}: lower-case letters, digits and - were expected`,
      ko: `네임스페이스 이름으로 쓸 수 없습니다: ${JSON.stringify(namespace)}. 영문 소문자, 숫자, -만 쓸 수 있습니다`,
    })
  }
  const discovery = await discover(connection, kinds, signal)
  if ('gap' in discovery) yield { type: 'gap', gap: discovery.gap }
  let lost: Failure | undefined
  for (const wanted of kinds) {
    const found = find(discovery, wanted)
    if (found === undefined) continue
    if (!('wanted' in found)) yield { type: 'gap', gap: found, kind: wanted.kind }
    else if (lost !== undefined)
      yield { type: 'gap', gap: gapOf(lost, attemptOf(connection, found, namespace), 0), kind: wanted.kind }
    else {
      const failure = yield* isNamespace(wanted) && namespace !== undefined
        ? readNamespace(connection, found, namespace, signal)
        : readKind(connection, found, options)
      // After a connection that stayed broken through all retries, waiting again for each kind would take minutes and give the same.
      if (failure?.reason === 'network') lost = failure
    }
  }
}

function isNamespace({ group, resource }: WantedKind): boolean {
  return group === '' && resource === 'namespaces'
}

function attemptOf(connection: Connection, { wanted }: Found, namespace: string | undefined): Attempt {
  const { group, resource } = wanted
  const { kubectlFlags } = connection
  if (isNamespace(wanted) && namespace !== undefined)
    return { verb: 'get', group, resource, name: namespace, namespace, kubectlFlags }
  return { verb: 'list', group, resource, namespace: wanted.namespaced ? namespace : undefined, kubectlFlags }
}

async function* readNamespace(
  connection: Connection,
  found: Found,
  namespace: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<ClusterItem, Failure | undefined, undefined> {
  const attempt = attemptOf(connection, found, namespace)
  const answer = await connection.get(`${apiPath('', found.version)}/namespaces/${namespace}`, { signal })
  if (answer.type === 'failed' && answer.failure.reason === 'not-found') {
    throw new AppError('NOT_FOUND', {
      en: `the cluster ${connection.server} has no namespace ${namespace}`,
      ko: `클러스터 ${connection.server}에 네임스페이스 ${namespace}이(가) 없습니다`,
    })
  }
  if (answer.type === 'failed') {
    yield { type: 'gap', gap: gapOf(answer.failure, attempt, 0), kind: found.wanted.kind }
    return answer.failure
  }
  yield isItem(answer.value) ? itemOf(found, answer.value) : { type: 'gap', gap: notAnObject(attempt, 1) }
  return undefined
}

/** How a list goes on. */
interface Cursor {
  readonly limit: number
  /** The server's token for the next page, '' for the first. */
  readonly token: string
  readonly expired: number
}

async function* readKind(
  connection: Connection,
  found: Found,
  options: ReadOptions,
): AsyncGenerator<ClusterItem, Failure | undefined, undefined> {
  const attempt = attemptOf(connection, found, options.namespace)
  const { wanted } = found
  const accept = wanted.metadataOnly === true ? { accept: metadataOnlyType } : {}
  const seen = new Set<string>()
  let cursor: Cursor = { limit: options.pageSize ?? 500, token: '', expired: 0 }
  for (;;) {
    const answer = await connection.get(listPath(found, attempt.namespace, cursor), { ...accept, signal: options.signal })
    if (answer.type === 'failed') {
      const next = recover(answer.failure, cursor)
      if (next !== undefined) {
        cursor = next
        continue
      }
      const absent = answer.failure.reason === 'not-found' && found.guessed && wanted.optional === true
      if (!absent) yield { type: 'gap', gap: gapOf(answer.failure, attempt, seen.size), kind: wanted.kind }
      return answer.failure
    }
    const page = readPage(answer.value)
    if (page === undefined || (page.token !== '' && page.token === cursor.token)) {
      const message = page === undefined ? 'the answer is no list' : 'the server gives the same page again'
      yield { type: 'gap', gap: gapOf({ reason: 'invalid', message }, attempt, seen.size), kind: wanted.kind }
      return undefined
    }
    for (const item of page.items) {
      const key = keyOf(item)
      if (seen.has(key)) continue
      seen.add(key)
      yield itemOf(found, item)
    }
    if (page.misfits > 0) yield { type: 'gap', gap: notAnObject(attempt, page.misfits) }
    options.onProgress?.({ resource: wanted.resource, group: wanted.group, read: seen.size, remaining: page.remaining })
    if (page.token === '') return undefined
    cursor = { ...cursor, token: page.token }
  }
}

const metadataOnlyType = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1'

function listPath({ wanted, version }: Found, namespace: string | undefined, { limit, token }: Cursor): string {
  const query = new URLSearchParams({ limit: String(limit) })
  if (token !== '') query.set('continue', token)
  const scope = namespace === undefined ? '' : `/namespaces/${namespace}`
  return `${apiPath(wanted.group, version)}${scope}/${wanted.resource}?${query}`
}

/** A list goes on at the newest revision at most so often, so that a server cannot keep it going for ever. */
const mostExpiries = 100

/**
 * The way on after a failure, or `undefined`. A new limit starts from the first page, since a token holds only for the query it was given for
 * (meta/v1 ListOptions).
 */
function recover(failure: Failure, { limit, token, expired }: Cursor): Cursor | undefined {
  if (failure.reason === 'too-large' && limit > 1) return { limit: Math.max(1, Math.floor(limit / 4)), token: '', expired }
  if (failure.reason !== 'gone' || token === '' || expired >= mostExpiries) return undefined
  if (expired === 0) return { limit, token: '', expired: 1 }
  return failure.continue === undefined ? undefined : { limit, token: failure.continue, expired: expired + 1 }
}

const listAnswer = object({
  kind: text,
  metadata: object({ continue: text, remainingItemCount: number }),
  items: listOf(anything, () => undefined),
})

interface Page {
  readonly items: readonly Item[]
  /** Entries that are no objects. */
  readonly misfits: number
  readonly token: string
  readonly remaining: number | undefined
}

interface Item {
  readonly metadata: { readonly name: string; readonly [field: string]: unknown }
  readonly [field: string]: unknown
}

function readPage(value: unknown): Page | undefined {
  const { value: answer, misfits } = read(listAnswer, value)
  if (answer?.kind?.endsWith('List') !== true || misfits.length > 0) return undefined
  // The Go API types write an empty list of items as null.
  const entries = answer.items ?? []
  const items = entries.filter(isItem)
  return {
    items,
    misfits: entries.length - items.length,
    token: answer.metadata?.continue ?? '',
    remaining: answer.metadata?.remainingItemCount,
  }
}

function isItem(value: unknown): value is Item {
  return isRecord(value) && isRecord(value.metadata) && typeof value.metadata.name === 'string' && value.metadata.name !== ''
}

function keyOf({ metadata }: Item): string {
  return typeof metadata.uid === 'string' ? metadata.uid : `${String(metadata.namespace ?? '')}/${metadata.name}`
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

function itemOf({ wanted, version }: Found, value: Item): ObjectItem {
  const { group, kind, resource, namespaced, metadataOnly = false } = wanted
  const apiVersion = group === '' ? version : `${group}/${version}`
  const metadata = withoutBookkeeping(value.metadata, metadataOnly)
  // A server that ignores the content type sends the body all the same: it is dropped here.
  const object = metadataOnly ? { apiVersion, kind, metadata } : { ...value, apiVersion, kind, metadata }
  return { type: 'object', object, group, version, kind, resource, namespaced, metadataOnly }
}

function withoutBookkeeping(metadata: Item['metadata'], metadataOnly: boolean): unknown {
  const { managedFields: _, ...kept } = metadata
  if (!metadataOnly || !isRecord(kept.annotations) || !(lastApplied in kept.annotations)) return kept
  return { ...kept, annotations: { ...kept.annotations, [lastApplied]: '' } }
}
