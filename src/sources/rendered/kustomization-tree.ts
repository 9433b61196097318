import { isRecord } from '../../lib/shape.ts'
import {
  isInline,
  type Kustomization,
  kustomizationNames,
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

/** What one kustomization names itself. */
interface Node {
  readonly kustomization: Kustomization
  readonly files: Set<string>
  readonly directories: Set<string>
  readonly remote: Set<string>
  readonly missing: Set<string>
}

/** Kustomizations by their folder, each read once however many others are made of it. */
type Nodes = Map<string, Promise<Node | undefined>>

function nodeOf(dir: string, nodes: Nodes): Promise<Node | undefined> {
  const known = nodes.get(dir)
  if (known !== undefined) return known
  const node = readNode(dir)
  nodes.set(dir, node)
  return node
}

async function readNode(dir: string): Promise<Node | undefined> {
  const kustomization = await readKustomization(dir)
  if (kustomization === undefined) return undefined
  const node: Node = {
    kustomization,
    files: new Set([kustomization.file]),
    directories: new Set(),
    remote: new Set(),
    missing: new Set(),
  }
  for (const entry of namedPaths(kustomization.fields)) {
    const target = await locate(dir, entry.path)
    if (target.type === 'remote') node.remote.add(target.address)
    else if (target.type === 'missing') node.missing.add(target.path)
    else if (target.type === 'directory') node.directories.add(target.path)
    else {
      node.files.add(target.path)
      if (entry.plugin) for (const address of pluginAddresses(await readText(target.path))) node.remote.add(address)
    }
  }
  for (const text of inlinePlugins(kustomization.fields)) for (const address of pluginAddresses(text)) node.remote.add(address)
  return node
}

/** The tree of the kustomization in `dir`; undefined where there is none that can be read. Fetches nothing. */
export async function kustomizationTree(dir: string, nodes: Nodes = new Map()): Promise<KustomizationTree | undefined> {
  const top = await nodeOf(dir, nodes)
  if (top === undefined) return undefined
  const tree = { files: new Set<string>(), directories: new Set<string>(), remote: new Set<string>(), missing: new Set<string>() }
  const queue: Node[] = [top]
  const seen = new Set([dir])
  for (let index = 0; index < queue.length && seen.size <= maxDirectories; index++) {
    const node = queue[index]
    if (node === undefined) break
    for (const name of ['files', 'remote', 'missing'] as const) for (const one of node[name]) tree[name].add(one)
    for (const path of node.directories) {
      if (seen.has(path)) continue
      seen.add(path)
      const found = await nodeOf(path, nodes)
      if (found === undefined) tree.missing.add(path)
      else queue.push(found)
      tree.directories.add(path)
    }
  }
  const { file, component } = top.kustomization
  return { ...tree, file, component, remote: [...tree.remote], missing: [...tree.missing] }
}

/** A kustomization to render, and every file that it is made of: what it renders to stands for them. */
export interface KustomizationRoot {
  readonly dir: string
  readonly files: ReadonlySet<string>
}

/**
 * Of the kustomizations in `dirs`, those that no other one of them is made of, and that are no components: what a scan of a folder renders. Of several that
 * are made of each other, the first; and those that cannot be read, since rendering tells why.
 */
export async function kustomizationRoots(dirs: readonly string[]): Promise<readonly KustomizationRoot[]> {
  const nodes: Nodes = new Map()
  const parts = new Set<string>()
  const candidates: (KustomizationRoot & Pick<KustomizationTree, 'directories'>)[] = []
  for (const dir of dirs) {
    const tree = await kustomizationTree(dir, nodes)
    if (tree === undefined) {
      if (await isNamed(dir)) candidates.push({ dir, files: new Set(), directories: new Set() })
    } else {
      if (!tree.component) candidates.push({ dir, files: tree.files, directories: tree.directories })
      for (const directory of tree.directories) parts.add(directory)
    }
  }
  const roots = candidates.filter(({ dir }) => !parts.has(dir))
  const reached = new Set(roots.flatMap(({ dir, directories }) => [dir, ...directories]))
  for (const candidate of candidates) {
    if (reached.has(candidate.dir)) continue
    roots.push(candidate)
    for (const dir of [candidate.dir, ...candidate.directories]) reached.add(dir)
  }
  return roots
}

/** True where something has the name of a kustomization, whatever it is. */
async function isNamed(dir: string): Promise<boolean> {
  for (const name of kustomizationNames) if ((await locate(dir, name)).type !== 'missing') return true
  return false
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
