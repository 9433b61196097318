import { Recent } from '../../lib/recent.ts'
import { parseYaml, type YamlParse, type YamlText } from '../../lib/yaml.ts'
import { type FieldSpan, findField, LineIndex, type Span } from '../../lib/yaml-position.ts'
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
  /** Characters before it on that line, where it does not begin one. */
  readonly column?: number
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
  const { source, line, column = 0, unit, relocate } = document
  return {
    file: source.name,
    unit,
    locate(path) {
      const whole = [...at, ...path]
      const found = parses.get(document) ?? reparse(document)
      const located =
        found === undefined ? startOf(source.name, line, column + 1) : locateIn(found, whole, source.name, { line, column })
      return relocate === undefined ? located : relocate(located, path)
    },
  }
}

/** Documents that cannot be parsed for their places: JSON that is no YAML. Each question would parse them again. */
const withoutPlaces = new WeakSet<DocumentText>()

function reparse(document: DocumentText): Parsed | undefined {
  if (withoutPlaces.has(document)) return undefined
  try {
    const again = parseYaml(document.source.read().slice(document.start, document.end))
    if (!('fault' in again)) return keepParse(document, again.parse)
  } catch {
    // The file went away since it was read: its beginning is the best that can be said.
  }
  withoutPlaces.add(document)
  return undefined
}

function startOf(file: string, line: number, column: number): Located {
  return { file, line, column, endLine: line, endColumn: column, unset: false }
}

function locateIn({ parse, lines }: Parsed, path: Path, file: string, first: { line: number; column: number }): Located {
  const field = findField(parse, path)
  const unset = field.found < path.length
  const { start, end } = withQuotes(shownSpan(field, unset), parse.text)
  const from = lines.at(start)
  const to = lines.at(end)
  return {
    file,
    ...placeInFile(from, first),
    endLine: to.line + first.line - 1,
    endColumn: placeInFile(to, first).column,
    unset,
  }
}

/** A position in a document as one in its file: the document may begin in the middle of a line. */
export function placeInFile(at: { line: number; column: number }, first: { line: number; column?: number }) {
  return { line: at.line + first.line - 1, column: at.line === 1 ? at.column + (first.column ?? 0) : at.column }
}

/** A parse tells what stands between quotes; people and other programs count these in. */
function withQuotes({ start, end }: Span, text: string): Span {
  const isQuote = (char: string | undefined) => char === '"' || char === "'"
  if (start === end) return { start, end }
  return { start: isQuote(text[start - 1]) ? start - 1 : start, end: isQuote(text[end]) ? end + 1 : end }
}

/** A field is shown from its key to the end of its value; a missing one by its parent's key, and a list element by its first line. */
function shownSpan({ key, value }: FieldSpan, unset: boolean) {
  if (key === undefined) return unset ? { start: value.start, end: value.start } : value
  return unset ? key : { start: key.start, end: Math.max(key.end, value.end) }
}
