import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type ExtractEvents, extract } from 'tar-stream'
import type { Gap } from '../../model/index.ts'
import { decodeText } from './decode.ts'
import { memorySource, type TextSource } from './text-source.ts'
import { reasonOf } from './walk.ts'

const maxEntry = 64 * 1024 * 1024
/** Of all manifests together, since their texts are kept. */
const maxTexts = 128 * 1024 * 1024
/** Of everything that is unpacked: some seconds of work. */
const maxTotal = 512 * 1024 * 1024
const maxEntries = 100_000

/**
 * The manifests inside a tar archive (plain or gzip), read into memory: nothing is unpacked to disk, so links and `..` in it lead nowhere.
 * What breaks off in the middle is a gap; what came before it is kept.
 */
export async function* readArchive(
  path: string,
  name: string,
): AsyncGenerator<{ source: TextSource; text: string } | { gap: Gap }> {
  const entries = extract()
  let failure: unknown
  const bytes = createReadStream(path)
  const unpacked = isGzip(path) ? pipeline(bytes, createGunzip(), bounded, entries) : pipeline(bytes, bounded, entries)
  const done = unpacked.catch((error: unknown) => {
    failure = error
  })
  let count = 0
  let size = 0
  let stopped = false
  try {
    for await (const entry of entries) {
      const { header } = entry
      const wanted = header.type === 'file' && /\.(?:ya?ml|json)$/i.test(header.name)
      if (wanted) size += Math.min(header.size ?? 0, maxEntry)
      if (++count > maxEntries || size > maxTexts) {
        yield { gap: count > maxEntries ? tooManyEntries(name) : tooLarge(name, maxTexts) }
        stopped = true
        break
      }
      const entryName = `${name}!${header.name}`
      if (wanted && (header.size ?? 0) > maxEntry) {
        yield { gap: tooLarge(entryName, maxEntry) }
        entry.resume()
      } else if (wanted) {
        const source = memorySource(entryName, await textOf(entry))
        yield { source, text: source.read() }
      } else entry.resume()
    }
  } catch (error) {
    failure = error
  }
  await done
  if (failure !== undefined && !stopped)
    yield {
      gap: {
        reason: 'unreadable',
        message: {
          en: `the archive cannot be read: ${reasonOf(failure)}`,
          ko: `아카이브를 읽을 수 없습니다: ${reasonOf(failure)}`,
        },
        file: name,
      },
    }
}

/** By the first bytes, where they can be looked at beforehand, and not by the name. */
function isGzip(path: string): boolean {
  try {
    if (!statSync(path).isFile()) return /gz$/i.test(path)
    const file = openSync(path, 'r')
    const magic = Buffer.alloc(2)
    readSync(file, magic)
    closeSync(file)
    return magic[0] === 0x1f && magic[1] === 0x8b
  } catch {
    // Reading it will tell.
    return false
  }
}

function tooLarge(file: string, bytes: number): Gap {
  const mebibytes = bytes >> 20
  const message =
    bytes === maxEntry
      ? { en: `larger than ${mebibytes} MiB`, ko: `${mebibytes} MiB보다 큽니다` }
      : {
          en: `the manifests in it are larger than ${mebibytes} MiB; the rest was not read`,
          ko: `매니페스트가 모두 ${mebibytes} MiB를 넘어 나머지는 읽지 않았습니다`,
        }
  return { reason: 'too-large', message, file }
}

function tooManyEntries(file: string): Gap {
  const message = {
    en: `more than ${maxEntries} entries; the rest was not read`,
    ko: `항목이 ${maxEntries}개를 넘어 나머지는 읽지 않았습니다`,
  }
  return { reason: 'too-large', message, file }
}

/** Ends a stream that unpacks to more than any set of manifests does. */
async function* bounded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let total = 0
  for await (const chunk of chunks) {
    total += chunk.length
    if (total > maxTotal) throw new Error(`it unpacks to more than ${maxTotal >> 20} MiB`)
    yield chunk
  }
}

function textOf(entry: ExtractEvents['entry'][1]): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    entry.on('data', (chunk) => {
      if (chunk instanceof Uint8Array) chunks.push(chunk)
    })
    entry.on('end', () => resolve(decodeText(Buffer.concat(chunks))))
    entry.on('error', reject)
  })
}
