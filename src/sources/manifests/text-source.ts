import { Recent } from '../../lib/recent.ts'
import { decodeText } from './decode.ts'
import { readBytes } from './read-bytes.ts'

/** A text that can be read again: a large scan does not keep all it has read in memory. */
export interface TextSource {
  /** The name shown to people. */
  readonly name: string
  /** The whole text; throws what reading throws. */
  read(): string
}

/** The texts of the last files, by their length: up to 4 MB. */
const texts = new Recent<TextSource, string>(2 * 1024 * 1024)

/**
 * A file. Its text is kept as long as it is among the last ones that were read, and read again when asked for later; that of a pipe, which cannot be, is
 * kept. Reading throws TooLarge for what is too large.
 */
export function fileSource(path: string, name: string): TextSource {
  let piped: string | undefined
  const source: TextSource = {
    name,
    read() {
      const kept = piped ?? texts.get(source)
      if (kept !== undefined) return kept
      const { bytes, once } = readBytes(path)
      const text = decodeText(bytes)
      if (once) piped = text
      else texts.set(source, text, text.length)
      return text
    },
  }
  return source
}

/** A text that exists nowhere else: standard input, a rendered chart, an archive's entry. */
export function memorySource(name: string, text: string): TextSource {
  const clean = stripBom(text)
  return { name, read: () => clean }
}

function stripBom(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}
