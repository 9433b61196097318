import { readFileSync } from 'node:fs'
import { parseYaml, splitYaml, type YamlParse } from '../../lib/yaml.ts'
import { findField, LineIndex } from '../../lib/yaml-position.ts'
import type { Located, Path } from '../../model/index.ts'
import type { Relocate } from '../manifests/origin.ts'
import type { DocumentSource, RenderedDocument } from './rendered.ts'

/** Names a file as the user would. */
export type ShownName = (path: string) => string

/**
 * Moves positions in a rendered document to what it was rendered from: the template's line for a chart, the last resource or patch that says the
 * field for a kustomization. `from` names the chart or kustomization.
 */
export function relocator(document: RenderedDocument, from: string, shown: ShownName): Relocate {
  const { lines, sources = [] } = document
  if (lines !== undefined) return (located) => inTemplate(located, lines(located.line), from, shown)
  const parts = sources.map((source) => new Part(source))
  return (located, path) => inParts(parts, path, shown) ?? { ...located, renderedFrom: from }
}

function inTemplate(
  located: Located,
  line: ReturnType<NonNullable<RenderedDocument['lines']>>,
  from: string,
  shown: ShownName,
): Located {
  const height = line.exact ? located.endLine - located.line : 0
  return {
    file: shown(line.file),
    line: line.line,
    column: line.exact ? located.column : 1,
    endLine: line.line + height,
    endColumn: line.exact ? located.endColumn : 1,
    unset: located.unset,
    renderedFrom: line.valuesKey === undefined ? from : `${from} (values: ${line.valuesKey})`,
  }
}

/** One resource or patch behind a rendered object, read when a position in it is asked for. */
class Part {
  readonly source: DocumentSource
  #read: { readonly parse: YamlParse; readonly lines: LineIndex; readonly line: number } | undefined | null = null

  constructor(source: DocumentSource) {
    this.source = source
  }

  /** The field's place, where this part holds all of the path; with `nearest`, the place of the deepest parent it holds. */
  find(path: Path, nearest: boolean): Omit<Located, 'file'> | undefined {
    if (this.source.patch === 'json') return undefined
    const read = this.#open()
    if (read === undefined) return undefined
    const { item } = this.source
    const whole = item === undefined ? path : ['items', item, ...path]
    const field = findField(read.parse, whole)
    const unset = field.found < whole.length
    if (unset && !nearest) return undefined
    const start = (field.key ?? field.value).start
    const from = read.lines.at(start)
    const to = read.lines.at(unset ? (field.key?.end ?? start) : Math.max(field.value.end, start))
    const offset = read.line - 1
    return { line: from.line + offset, column: from.column, endLine: to.line + offset, endColumn: to.column, unset }
  }

  #open() {
    if (this.#read !== null) return this.#read
    this.#read = undefined
    const document = this.#text()
    const parsed = document === undefined ? undefined : parseYaml(document.text)
    if (document !== undefined && parsed !== undefined && !('fault' in parsed))
      this.#read = { parse: parsed.parse, lines: new LineIndex(document.text), line: document.line }
    return this.#read
  }

  #text(): { readonly text: string; readonly line: number } | undefined {
    const { text, line, file, documentIndex } = this.source
    if (text !== undefined) return { text, line: line ?? 1 }
    try {
      return splitYaml(readFileSync(file, 'utf8'))[documentIndex]
    } catch {
      // It was there when the kustomization was rendered; without it the position stays that of the rendered text.
      return undefined
    }
  }
}

function inParts(parts: readonly Part[], path: Path, shown: ShownName): Located | undefined {
  for (const part of parts.toReversed()) {
    const place = part.find(path, false)
    if (place !== undefined) return { file: shown(part.source.file), ...place }
  }
  for (const part of parts) {
    const place = part.find(path, true)
    if (place !== undefined) return { file: shown(part.source.file), ...place }
  }
  return undefined
}
