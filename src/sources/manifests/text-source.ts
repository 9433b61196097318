import { readFileSync } from 'node:fs'

/** A text that can be read again: a large scan does not keep all it has read in memory. */
export interface TextSource {
  /** The name shown to people. */
  readonly name: string
  /** The whole text; throws what reading throws. */
  read(): string
}

/** A file. Its text is let go when memory is needed, and read again when asked for. */
export function fileSource(path: string, name: string): TextSource {
  let kept: WeakRef<{ readonly text: string }> | undefined
  return {
    name,
    read() {
      const held = kept?.deref()
      if (held !== undefined) return held.text
      const text = stripBom(readFileSync(path, 'utf8'))
      kept = new WeakRef({ text })
      return text
    },
  }
}

/** A text that exists nowhere else: standard input, a rendered chart, an archive's entry. */
export function memorySource(name: string, text: string): TextSource {
  const clean = stripBom(text)
  return { name, read: () => clean }
}

function stripBom(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}
