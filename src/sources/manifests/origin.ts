import { Recent } from '../../lib/recent.ts'
import { parseYaml, type YamlParse, type YamlText } from '../../lib/yaml.ts'
import { type FieldSpan, findField, LineIndex } from '../../lib/yaml-position.ts'
import type { Located, Origin, Path } from '../../model/index.ts'
import type { TextSource } from './text-source.ts'

/** Moves a position in rendered text to the template or resource file it came from, given the path of the field. */
export type Relocate = (located: Located, path: Path) => Located

/** One document of a source, as far as it takes to find fields in it later. */
export interface DocumentText {
  readonly source: TextSource
  /** Where in the source it stands, in UTF-16 units; `end` is past the last one. */
  readonly start: number
  readonly end: number
  /** Line of the source on which it begins, from 1. */
  readonly line: number
  readonly unit: string
  /** For rendered text only. */
  readonly relocate?: Relocate
}

/** What it takes to find a document of a source again. */
export function placeOf({ text, start, line }: YamlText): Pick<DocumentText, 'start' | 'end' | 'line'> {
  return { start, end: start + text.length, line }
}

interface Parsed {
  readonly parse: YamlParse
  readonly lines: LineIndex
}

/** The last parses, by their number of events. Most questions come while a document is being judged; later ones parse it again. */
const parses = new Recent<DocumentText, Parsed>(20_000)

/** Keeps a document's parse for the questions that are about to come. */
export function keepParse(document: DocumentText, parse: YamlParse): Parsed {
  const parsed = { parse, lines: new LineIndex(parse.text) }
  parses.set(document, parsed, parse.events.length)
  return parsed
}

/** Where an object of a document came from; `at` is the object's path inside it (for lists). */
export function documentOrigin(document: DocumentText, at: Path): Origin {
  const { source, line, unit, relocate } = document
  return {
    file: source.name,
    unit,
    locate(path) {
      const whole = [...at, ...path]
      const found = parses.get(document) ?? reparse(document)
      const located = found === undefined ? startOf(source.name, line) : locateIn(found, whole, source.name, line)
      return relocate === undefined ? located : relocate(located, path)
    },
  }
}

function reparse(document: DocumentText): Parsed | undefined {
  try {
    const again = parseYaml(document.source.read().slice(document.start, document.end))
    return 'fault' in again ? undefined : keepParse(document, again.parse)
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
