import { object, objects, type Read, read, text, texts } from '../lib/shape.ts'
import type { Gap } from '../model/index.ts'
import type { Connection } from './connect.ts'
import { gapOf, notServed, staleGroup } from './gaps.ts'
import type { WantedKind } from './wanted.ts'

/** What one version of an API group serves: plural names of resources that can be listed, or why that is not known. */
type Version =
  | { readonly name: string; readonly lists: ReadonlySet<string> }
  | { readonly name: string; readonly unknown: string }

/** API groups by name, with their versions; a group that is not in it is not served. */
type Groups = ReadonlyMap<string, readonly Version[]>

/** What the server serves, or the gap that says why that is unknown. */
export type Discovery = { readonly groups: Groups } | { readonly gap: Gap }

/** A wanted kind in the version to read it in. */
export interface Found {
  readonly wanted: WantedKind
  readonly version: string
  /** Discovery did not confirm it: a 404 then means that it is not served. */
  readonly guessed: boolean
}

// Source: KEP-3352. A server without aggregated discovery answers with the last type, plain JSON.
const aggregated = [
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList',
  'application/json',
].join(',')

const discoveryAnswer = object({
  kind: text,
  // APIGroupDiscoveryList (apidiscovery.k8s.io/v2)
  items: objects({
    metadata: object({ name: text }),
    versions: objects({ version: text, freshness: text, resources: objects({ resource: text, verbs: texts }) }),
  }),
  // APIVersions (/api before aggregated discovery)
  versions: texts,
  // APIGroupList (/apis before aggregated discovery)
  groups: objects({ name: text, versions: objects({ version: text }) }),
})

const resourceList = object({ resources: objects({ name: text, verbs: texts }) })

/** Asks which of the kinds' API groups are served, in two requests where aggregated discovery is offered, else one more for each group. */
export async function discover(connection: Connection, kinds: readonly WantedKind[], signal?: AbortSignal): Promise<Discovery> {
  const groups = new Map<string, readonly Version[]>()
  const names = new Set(kinds.map((kind) => kind.group))
  const paths = [...(names.has('') ? ['/api'] : []), ...([...names].some((name) => name !== '') ? ['/apis'] : [])]
  for (const path of paths) {
    const answer = await connection.get(path, { accept: aggregated, signal })
    if (answer.type === 'failed') {
      const attempt = { verb: 'get', group: '', resource: path, kubectlFlags: connection.kubectlFlags } as const
      return { gap: gapOf(answer.failure, attempt, 0) }
    }
    const value = read(discoveryAnswer, answer.value).value ?? {}
    const served =
      value.kind === 'APIGroupDiscoveryList' ? fromAggregated(value) : await fromPlain(connection, value, kinds, signal)
    for (const [name, versions] of served) groups.set(name, versions)
  }
  return { groups }
}

function fromAggregated(value: Read<typeof discoveryAnswer>): Groups {
  const groups = new Map<string, readonly Version[]>()
  for (const group of value.items ?? []) {
    const versions = (group.versions ?? []).map((version): Version => {
      const name = version.version ?? ''
      // What is known of a stale version may be out of date or nothing at all.
      if (version.freshness === 'Stale') return { name, unknown: 'Stale' }
      const lists = (version.resources ?? []).filter((resource) => resource.verbs?.includes('list'))
      return { name, lists: new Set(lists.map((resource) => resource.resource ?? '')) }
    })
    groups.set(group.metadata?.name ?? '', versions)
  }
  return groups
}

async function fromPlain(
  connection: Connection,
  value: Read<typeof discoveryAnswer>,
  kinds: readonly WantedKind[],
  signal?: AbortSignal,
): Promise<Groups> {
  const offered = new Map<string, readonly string[]>()
  if (value.versions !== undefined) offered.set('', value.versions)
  for (const group of value.groups ?? []) {
    offered.set(
      group.name ?? '',
      (group.versions ?? []).map((version) => version.version ?? ''),
    )
  }
  const groups = new Map<string, readonly Version[]>()
  for (const [group, names] of offered) {
    const wanted = new Set(kinds.filter((kind) => kind.group === group).flatMap((kind) => kind.versions))
    const versions: Version[] = []
    for (const name of names) {
      if (wanted.has(name)) versions.push(await askVersion(connection, group, name, signal))
      else versions.push({ name, lists: new Set() })
    }
    groups.set(group, versions)
  }
  return groups
}

async function askVersion(connection: Connection, group: string, name: string, signal?: AbortSignal): Promise<Version> {
  const answer = await connection.get(apiPath(group, name), { signal })
  if (answer.type === 'failed') return { name, unknown: answer.failure.message }
  const resources = read(resourceList, answer.value).value?.resources ?? []
  return { name, lists: new Set(resources.filter(({ verbs }) => verbs?.includes('list')).map((resource) => resource.name ?? '')) }
}

/** Where a group's version answers: `/api/v1` for the core group, `/apis/apps/v1` for others. */
export function apiPath(group: string, version: string): string {
  return group === '' ? `/api/${version}` : `/apis/${group}/${version}`
}

/**
 * The version to read a wanted kind in, a gap where it cannot be read, or `undefined` where there is nothing to read: a group or resource that need
 * not exist and does not.
 */
export function find(discovery: Discovery, wanted: WantedKind): Found | Gap | undefined {
  const { group, resource, versions } = wanted
  const best = versions[0]
  if (best === undefined) return notServed(resource, group, [], versions)
  if ('gap' in discovery) return { wanted, version: best, guessed: true }
  const offered = discovery.groups.get(group)
  if (offered === undefined) return wanted.optional === true ? undefined : notServed(resource, group, [], versions)
  let unknown: string | undefined
  for (const version of versions) {
    const match = offered.find((candidate) => candidate.name === version)
    if (match === undefined) continue
    if ('unknown' in match) unknown ??= match.unknown
    else if (match.lists.has(resource)) return { wanted, version, guessed: false }
  }
  if (unknown !== undefined) return staleGroup(resource, group, unknown)
  const names = offered.map((version) => version.name)
  // In versions that were not asked for it could still be there.
  if (wanted.optional === true && names.every((name) => versions.includes(name))) return undefined
  return notServed(resource, group, names, versions)
}
