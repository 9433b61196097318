import { parseYaml, splitYaml, type YamlParse } from '../../lib/yaml.ts'
import { type FieldSpan, findField, LineIndex } from '../../lib/yaml-position.ts'
import type { Located, Origin, Path } from '../../model/index.ts'
import type { TextSource } from './text-source.ts'

/** Moves a position in rendered text to the template or resource file it came from, given the path of the field. */
export type Relocate = (located: Located, path: Path) => Located

/** One document of a source, as far as it takes to find fields in it later. */
export interface DocumentText {
  readonly source: TextSource
  /** Which document of the source it is, from 0. */
  readonly index: number
  /** Line of the source on which it begins, from 1. */
  readonly line: number
  readonly unit: string
  /** The parse, where there is one already. Kept only as long as memory allows. */
  readonly parse?: YamlParse
  /** For rendered text only. */
  readonly relocate?: Relocate
}

interface Parsed {
  readonly parse: YamlParse
  readonly lines: LineIndex
}

/** Where an object of a document came from; `at` is the object's path inside it (for lists). */
export function documentOrigin(document: DocumentText, at: Path): Origin {
  const { source, index, line, unit, relocate } = document
  let kept: WeakRef<Parsed> | undefined
  if (document.parse !== undefined) kept = new WeakRef({ parse: document.parse, lines: new LineIndex(document.parse.text) })
  const parsed = (): Parsed | undefined => {
    const held = kept?.deref()
    if (held !== undefined) return held
    const again = reparse(source, index)
    kept = again === undefined ? undefined : new WeakRef(again)
    return again
  }
  return {
    file: source.name,
    unit,
    locate(path) {
      const whole = [...at, ...path]
      const found = parsed()
      const located = found === undefined ? startOf(source.name, line) : locateIn(found, whole, source.name, line)
      return relocate === undefined ? located : relocate(located, path)
    },
  }
}

function reparse(source: TextSource, index: number): Parsed | undefined {
  try {
    const text = splitYaml(source.read())[index]?.text
    if (text === undefined) return undefined
    const again = parseYaml(text)
    return 'fault' in again ? undefined : { parse: again.parse, lines: new LineIndex(text) }
  } catch {
    // The file went away since it was read: its beginning is the best that can be said.
    return undefined
  }
}

function startOf(file: string, line: number): Located {
  return { file, line, column: 1, endLine: line, endColumn: 1, unset: true }
}

function locateIn({ parse, lines }: Parsed, path: Path, file: string, firstLine: number): Located {
  const field = findField(parse, path)
  const unset = field.found < path.length
  const { start, end } = shownSpan(field, unset)
  const from = lines.at(start)
  const to = lines.at(end)
  return {
    file,
    line: from.line + firstLine - 1,
    column: from.column,
    endLine: to.line + firstLine - 1,
    endColumn: to.column,
    unset,
  }
}

/** A field is shown from its key to the end of its value; a missing one by its parent's key, and a list element by its first line. */
function shownSpan({ key, value }: FieldSpan, unset: boolean) {
  if (key === undefined) return unset ? { start: value.start, end: value.start } : value
  return unset ? key : { start: key.start, end: Math.max(key.end, value.end) }
}
