import { createReadStream, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'

const maxFiles = 10_000
const maxBytes = 64 * 1024 * 1024

/** True when the archive holds `<name>/Chart.yaml`, as `helm package` makes it. An archive that cannot be read is none. */
export async function isPackedChart(path: string): Promise<boolean> {
  const found = await eachFile(
    path,
    (name) => /^(?:\.\/)?[^/]+\/Chart\.yaml$/.test(name),
    () => true,
  )
  return found === 'taken'
}

/**
 * Unpacks a chart into an empty folder of our own, and gives the folder of the chart in it. Only plain files are written: no links, nothing outside
 * the folder, and no more than a chart may have. Undefined where it is no chart or breaks those limits.
 */
export async function unpackChart(path: string, into: string): Promise<string | undefined> {
  let chart: string | undefined
  let bytes = 0
  let files = 0
  const ended = await eachFile(
    path,
    () => true,
    (name, content) => {
      const inside = posix.normalize(name)
      if (posix.isAbsolute(inside) || inside.startsWith('..')) return undefined
      bytes += content.length
      if (++files > maxFiles || bytes > maxBytes) return true
      const [root, file, ...deeper] = inside.split('/')
      if (root !== undefined && file === 'Chart.yaml' && deeper.length === 0) chart = join(into, root)
      const target = join(into, ...inside.split('/'))
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, content)
      return undefined
    },
  )
  return ended === 'end' ? chart : undefined
}

/** Hands out the plain files of a packed tar until `take` gives true. More than a chart may have is not unpacked: that is as good as broken. */
async function eachFile(
  path: string,
  wanted: (name: string) => boolean,
  take: (name: string, content: Buffer) => true | undefined,
): Promise<'taken' | 'end' | 'broken'> {
  const entries = extract()
  const unpacked = pipeline(createReadStream(path), createGunzip(), bounded, entries)
  // Where reading stops early, or the archive is broken, the pipe breaks: that is told by the loop's own end.
  unpacked.catch(() => undefined)
  try {
    for await (const entry of entries) {
      const { name, type } = entry.header
      if (type !== 'file' || !wanted(name)) entry.resume()
      else if (take(name, await buffer(entry))) return 'taken'
    }
    await unpacked
    return 'end'
  } catch {
    return 'broken'
  }
}

async function* bounded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let total = 0
  for await (const chunk of chunks) {
    total += chunk.length
    if (total > 2 * maxBytes) throw new Error('more than a chart may have')
    yield chunk
  }
}
