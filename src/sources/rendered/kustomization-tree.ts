import { isRecord } from '../../lib/shape.ts'
import {
  isInline,
  type Kustomization,
  locate,
  parseDocuments,
  readKustomization,
  readText,
  records,
  strings,
} from './kustomization-file.ts'

/** Everything that a kustomization leads to. All paths are absolute. */
export interface KustomizationTree {
  /** The kustomization file itself. */
  readonly file: string
  /** A component renders only as part of another kustomization. */
  readonly component: boolean
  /** Every file that is read: kustomizations, resources, patches, what generators take in. */
  readonly files: ReadonlySet<string>
  /** The folders of all other kustomizations that it is made of: they are no roots. */
  readonly directories: ReadonlySet<string>
  /** Addresses that rendering would fetch. */
  readonly remote: readonly string[]
  /** Paths that are named but not there. */
  readonly missing: readonly string[]
}

const maxDirectories = 2000

interface Walk {
  readonly files: Set<string>
  readonly directories: Set<string>
  readonly remote: Set<string>
  readonly missing: Set<string>
}

/** The tree of the kustomization in `dir`; undefined where there is none. Fetches nothing. */
export async function kustomizationTree(dir: string): Promise<KustomizationTree | undefined> {
  const top = await readKustomization(dir)
  if (top === undefined) return undefined
  const walk: Walk = { files: new Set(), directories: new Set(), remote: new Set(), missing: new Set() }
  const queue: Kustomization[] = [top]
  const seen = new Set([top.dir])
  for (let next = queue.shift(); next !== undefined && seen.size <= maxDirectories; next = queue.shift()) {
    walk.files.add(next.file)
    for (const path of await visit(next, walk)) {
      if (seen.has(path)) continue
      seen.add(path)
      const found = await readKustomization(path)
      if (found === undefined) walk.missing.add(path)
      else queue.push(found)
      walk.directories.add(path)
    }
  }
  walk.directories.delete(top.dir)
  return {
    file: top.file,
    component: top.component,
    files: walk.files,
    directories: walk.directories,
    remote: [...walk.remote],
    missing: [...walk.missing],
  }
}

/** A kustomization to render, and every file that it is made of: what it renders to stands for them. */
export interface KustomizationRoot {
  readonly dir: string
  readonly files: ReadonlySet<string>
}

/** Of the kustomizations in `dirs`, those that no other one of them is made of, and that are no components: what a scan of a folder renders. */
export async function kustomizationRoots(dirs: readonly string[]): Promise<readonly KustomizationRoot[]> {
  const parts = new Set<string>()
  const candidates: KustomizationRoot[] = []
  for (const dir of dirs) {
    const tree = await kustomizationTree(dir)
    if (tree === undefined) continue
    if (!tree.component) candidates.push({ dir, files: tree.files })
    for (const directory of tree.directories) parts.add(directory)
  }
  return candidates.filter(({ dir }) => !parts.has(dir))
}

/** Notes what one kustomization names, and gives the folders among it. */
async function visit(kustomization: Kustomization, walk: Walk): Promise<string[]> {
  const directories: string[] = []
  for (const entry of namedPaths(kustomization.fields)) {
    const target = await locate(kustomization.dir, entry.path)
    if (target.type === 'remote') walk.remote.add(target.address)
    else if (target.type === 'missing') walk.missing.add(target.path)
    else if (target.type === 'directory') directories.push(target.path)
    else {
      walk.files.add(target.path)
      if (entry.plugin) for (const address of pluginAddresses(await readText(target.path))) walk.remote.add(address)
    }
  }
  for (const text of inlinePlugins(kustomization.fields)) for (const address of pluginAddresses(text)) walk.remote.add(address)
  return directories
}

type Fields = Kustomization['fields']

const pathLists = ['resources', 'bases', 'components', 'crds', 'configurations', 'patchesStrategicMerge'] as const
const pluginLists = ['generators', 'transformers', 'validators'] as const
const patchLists = ['patches', 'patchesJson6902', 'replacements'] as const
const generatorLists = ['configMapGenerator', 'secretGenerator'] as const

/** Every path that the fields name. Entries of several lines are YAML, not paths. */
function namedPaths(fields: Fields): { readonly path: string; readonly plugin: boolean }[] {
  const plain: string[] = pathLists.flatMap((list) => strings(fields[list]))
  for (const list of patchLists) plain.push(...records(fields[list]).flatMap((entry) => strings([entry.path])))
  for (const list of generatorLists) plain.push(...records(fields[list]).flatMap(generatorPaths))
  if (isRecord(fields.openapi)) plain.push(...strings([fields.openapi.path]))
  for (const chart of records(fields.helmCharts)) {
    plain.push(...strings([chart.valuesFile]), ...strings(chart.additionalValuesFiles))
  }
  const plugins = pluginLists.flatMap((list) => strings(fields[list]))
  const named = [...plain.map((path) => ({ path, plugin: false })), ...plugins.map((path) => ({ path, plugin: true }))]
  return named.filter(({ path }) => path !== '' && !isInline(path))
}

function inlinePlugins(fields: Fields): string[] {
  return pluginLists.flatMap((list) => strings(fields[list])).filter(isInline)
}

/** `files` may be named `key=path`. */
function generatorPaths(generator: Fields): string[] {
  const files = strings(generator.files).map((entry) => entry.slice(entry.indexOf('=') + 1))
  return [...files, ...strings(generator.envs), ...strings([generator.env])]
}

/** Addresses in the configuration of a generator or transformer, which may name files of its own. */
function pluginAddresses(text: string | undefined): string[] {
  const found: string[] = []
  const search = (value: unknown, depth: number): void => {
    if (depth > 20) return
    if (typeof value === 'string') {
      const address = value.slice(value.indexOf('=') + 1)
      if (/^https?:\/\/\S+$/i.test(address)) found.push(address)
    } else if (Array.isArray(value)) for (const entry of value) search(entry, depth + 1)
    else if (isRecord(value)) {
      for (const key of ['path', 'paths', 'files', 'env', 'envs', 'resources', 'patch', 'repo', 'items'])
        search(value[key], depth + 1)
    }
  }
  if (text !== undefined) for (const document of parseDocuments(text)) search(document, 0)
  return found
}
