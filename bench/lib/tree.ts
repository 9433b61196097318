import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A manifest that is copied, with its documents counted. */
interface Template {
  readonly name: string
  readonly documents: readonly string[]
}

/** A tree of manifests that was written. */
export interface Tree {
  readonly folder: string
  readonly objects: number
  readonly bytes: number
}

/** Custom resource definitions and dashboards are few in a cluster however large it is, so they are not multiplied. */
const largest = 64 * 1024

const clusterScoped = /^kind: (?:Namespace|ClusterRole|ClusterRoleBinding|APIService|ValidatingWebhookConfiguration)$/m

/**
 * Writes `objects` distinct objects under `folder`, by copying the manifests of `sources` again and again: each copy has namespaces of its
 * own, and cluster-scoped objects and references to them names of their own, so that no copy meets another. The same arguments give the same tree.
 */
export function writeTree(folder: string, sources: readonly string[], objects: number): Tree {
  const templates = sources.flatMap(templatesIn)
  if (templates.length === 0) throw new Error(`no manifests under ${sources.join(', ')}`)
  let written = 0
  let bytes = 0
  for (let copy = 1; written < objects; copy++) {
    const suffix = copy.toString().padStart(5, '0')
    const place = join(folder, `copy-${suffix}`)
    mkdirSync(place, { recursive: true })
    for (const { name, documents } of templates) {
      const wanted = documents.slice(0, objects - written)
      if (wanted.length === 0) break
      const text = wanted.map((document) => renamed(document, suffix)).join('---\n')
      writeFileSync(join(place, name), text)
      written += wanted.length
      bytes += Buffer.byteLength(text)
    }
  }
  return { folder, objects: written, bytes }
}

function templatesIn(folder: string): readonly Template[] {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => ({ name: entry.name, text: readFileSync(join(entry.parentPath, entry.name), 'utf8') }))
    .filter(({ text }) => text.length <= largest && !/^kind: CustomResourceDefinition$/m.test(text))
    .map(({ name, text }) => ({ name, documents: text.split(/^---\n/m).filter((document) => /^kind: /m.test(document)) }))
    .filter(({ documents }) => documents.length > 0)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function renamed(document: string, suffix: string): string {
  const moved = document.replaceAll(/^(\s*(?:- )?namespace: )([a-z0-9-]+)$/gm, `$1$2-${suffix}`)
  const block = /^metadata:\n(?: .*\n)*/m
  const own = clusterScoped.test(moved)
    ? moved.replace(block, (head) => head.replace(/^( {2}name: )(.*)$/m, `$1$2-${suffix}`))
    : moved
  return own.replace(/^roleRef:\n(?: .*\n?)*/m, (reference) =>
    /kind: ClusterRole$/m.test(reference) ? reference.replace(/^( {2}name: )(.*)$/m, `$1$2-${suffix}`) : reference,
  )
}
