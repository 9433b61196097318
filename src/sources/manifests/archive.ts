import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type ExtractEvents, extract } from 'tar-stream'
import type { Gap } from '../../model/index.ts'
import { decodeText } from './decode.ts'
import { memorySource, type TextSource } from './text-source.ts'
import { reasonOf } from './walk.ts'

const maxEntry = 64 * 1024 * 1024
const maxTotal = 1024 * 1024 * 1024
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
  const unpacked = /gz$/i.test(path) ? pipeline(bytes, createGunzip(), bounded, entries) : pipeline(bytes, bounded, entries)
  const done = unpacked.catch((error: unknown) => {
    failure = error
  })
  let count = 0
  try {
    for await (const entry of entries) {
      const { header } = entry
      const wanted = header.type === 'file' && /\.(?:ya?ml|json)$/i.test(header.name)
      if (++count > maxEntries) {
        yield { gap: tooLarge(name, `more than ${maxEntries} entries`, `항목이 ${maxEntries}개를 넘습니다`) }
        break
      }
      const entryName = `${name}!${header.name}`
      if (wanted && (header.size ?? 0) > maxEntry) {
        yield { gap: tooLarge(entryName, `larger than ${maxEntry >> 20} MiB`, `${maxEntry >> 20} MiB보다 큽니다`) }
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
  if (failure !== undefined)
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

function tooLarge(file: string, en: string, ko: string): Gap {
  return { reason: 'too-large', message: { en: `${en}; the rest was not read`, ko: `${ko}. 나머지는 읽지 않았습니다` }, file }
}

/** Ends a stream that unpacks to more than any set of manifests does. */
async function* bounded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let total = 0
  for await (const chunk of chunks) {
    total += chunk.length
    if (total > maxTotal) throw new Error(`it unpacks to more than ${maxTotal >> 30} GiB`)
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
