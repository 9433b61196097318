import { readdir, readFile, stat } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { gunzip } from 'node:zlib'
import { load } from 'js-yaml'
import { extract } from 'tar-stream'
import { isRecord } from '../../lib/shape.ts'

const maxFileBytes = 4 * 1024 * 1024
const maxArchiveBytes = 64 * 1024 * 1024

/** What Chart.yaml says, as far as it is needed here. */
export interface ChartMetadata {
  readonly name: string
  readonly library: boolean
  readonly dependencies: readonly { readonly name: string; readonly alias: string | undefined }[]
}

/** The files of a chart in a folder or inside a packed chart. */
export interface ChartFiles {
  readonly metadata: ChartMetadata | undefined
  /** The text of a file by its path in the chart; undefined where there is none or it is too large. */
  read(path: string): Promise<string | undefined>
  /** The path for people, see `SourceLine.file`. */
  place(path: string): string
  /** The charts below `charts/`. */
  subcharts(): Promise<readonly ChartFiles[]>
}

/** A template found by the name that Helm gives it, for example `shop/charts/db/templates/x.yaml`. */
export interface FoundTemplate {
  readonly file: string
  readonly text: string
  /** The names under which the values of the subchart stand in those of the top chart; empty for the top chart. */
  readonly valuesPath: readonly string[]
}

/** The files of the chart in `dir`. Nothing is read before it is asked for but Chart.yaml. */
export async function chartInFolder(dir: string): Promise<ChartFiles> {
  const read = (path: string): Promise<string | undefined> => readSmall(join(dir, path))
  return {
    metadata: readMetadata(await read('Chart.yaml')),
    read,
    place: (path) => join(dir, path),
    subcharts: once(async () => {
      const found: ChartFiles[] = []
      for (const entry of await readFolder(join(dir, 'charts'))) {
        const path = join(dir, 'charts', entry)
        if (/\.(tgz|tar\.gz)$/.test(entry)) found.push(...(await chartInArchive(path)))
        else found.push(await chartInFolder(path))
      }
      return found
    }),
  }
}

/** Archives are opened once, not once for every template. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => {
    result ??= work()
    return result
  }
}

/** Finds the template that Helm names `name`; undefined where it is not among the files of the chart. */
export async function findTemplate(chart: ChartFiles, name: string): Promise<FoundTemplate | undefined> {
  let steps = name.split('/').slice(1)
  if (steps.some((step) => step === '' || step === '.' || step === '..')) return undefined
  let current = chart
  const valuesPath: string[] = []
  while (steps[0] === 'charts' && steps[1] !== undefined) {
    const alias = steps[1]
    const real = current.metadata?.dependencies.find((dependency) => dependency.alias === alias)?.name ?? alias
    const next = (await current.subcharts()).find((subchart) => subchart.metadata?.name === real)
    if (next === undefined) return undefined
    valuesPath.push(alias)
    current = next
    steps = steps.slice(2)
  }
  const path = steps.join('/')
  const text = await current.read(path)
  return text === undefined ? undefined : { file: current.place(path), text, valuesPath }
}

/** The chart packed in an archive: one, or none where the file is not an archive that can be read. */
async function chartInArchive(file: string): Promise<ChartFiles[]> {
  try {
    const files = await untar(await readFile(file))
    const chart = [...files.keys()].find((path) => /^[^/]+\/Chart\.yaml$/.test(path))
    return chart === undefined ? [] : [chartInEntries(files, posix.dirname(chart), file)]
  } catch {
    return []
  }
}

function chartInEntries(files: ReadonlyMap<string, string>, root: string, archive: string): ChartFiles {
  return {
    metadata: readMetadata(files.get(`${root}/Chart.yaml`)),
    read: async (path) => files.get(`${root}/${path}`),
    place: (path) => join(archive, root, path),
    subcharts: async () => {
      const roots = new Set<string>()
      for (const path of files.keys()) {
        if (!path.startsWith(`${root}/charts/`)) continue
        const rest = path.slice(root.length + 8).split('/')
        if (rest.length === 2 && rest[1] === 'Chart.yaml') roots.add(posix.dirname(path))
      }
      return [...roots].map((subRoot) => chartInEntries(files, subRoot, archive))
    },
  }
}

/** The text files of a gzipped tar, by path. Rejects for one that unpacks to more than 64 MiB. */
function untar(packed: Buffer): Promise<ReadonlyMap<string, string>> {
  return new Promise((resolve, reject) => {
    gunzip(packed, { maxOutputLength: maxArchiveBytes }, (error, bytes) => {
      if (error !== null) {
        reject(error)
        return
      }
      const files = new Map<string, string>()
      const reader = extract()
      reader.on('entry', (header, stream, next) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: unknown) => {
          if (Buffer.isBuffer(chunk)) chunks.push(chunk)
        })
        stream.on('end', () => {
          if (header.type === 'file') files.set(posix.normalize(header.name), Buffer.concat(chunks).toString('utf8'))
          next()
        })
        stream.on('error', reject)
      })
      reader.on('finish', () => resolve(files))
      reader.on('error', reject)
      reader.end(bytes)
    })
  })
}

function readMetadata(text: string | undefined): ChartMetadata | undefined {
  if (text === undefined) return undefined
  try {
    const data = load(text, { maxAliases: 100 })
    if (!isRecord(data) || typeof data.name !== 'string') return undefined
    const list = Array.isArray(data.dependencies) ? data.dependencies : []
    const dependencies = list.filter(isRecord).map((entry) => ({
      name: typeof entry.name === 'string' ? entry.name : '',
      alias: typeof entry.alias === 'string' && entry.alias !== '' ? entry.alias : undefined,
    }))
    return { name: data.name, library: data.type === 'library', dependencies }
  } catch {
    return undefined
  }
}

async function readSmall(file: string): Promise<string | undefined> {
  try {
    const info = await stat(file)
    return info.isFile() && info.size <= maxFileBytes ? await readFile(file, 'utf8') : undefined
  } catch {
    return undefined
  }
}

async function readFolder(dir: string): Promise<string[]> {
  try {
    return (await readdir(dir)).filter((entry) => !/^[._]/.test(entry)).sort()
  } catch {
    return []
  }
}
