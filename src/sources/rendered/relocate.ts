import { readFileSync, statSync } from 'node:fs'
import { valueAt } from '../../kube/workload.ts'
import { Recent } from '../../lib/recent.ts'
import { isRecord } from '../../lib/shape.ts'
import { parseYaml, splitYaml, type YamlParse, type YamlText } from '../../lib/yaml.ts'
import { findField, LineIndex } from '../../lib/yaml-position.ts'
import type { Located, Path } from '../../model/index.ts'
import type { Relocate } from '../manifests/origin.ts'
import { generatorPath, type NamedStep, operationOn } from './part-path.ts'
import type { DocumentSource, RenderedDocument, SourceLine } from './rendered.ts'

/** Names a file as the user would. */
export type ShownName = (path: string) => string

/**
 * Moves positions in a rendered document to what it was rendered from: the template's line for a chart, the last resource or patch that says the
 * field for a kustomization. `from` names the chart or kustomization.
 */
export function relocator(document: RenderedDocument, from: string, shown: ShownName): Relocate {
  const { lines, sources = [] } = document
  if (lines !== undefined) return (located) => inTemplate(located, lines(located.line), lines(located.endLine), from, shown)
  return (located, path) => {
    const rendered = opened(document, () => ({ text: document.text, line: 1 }))
    const place = inParts(sources, named(path, rendered?.value), shown)
    // What no part says may still be set, by a label or a namespace of the kustomization: only what is rendered can tell.
    return place === undefined ? { ...located, renderedFrom: from } : { ...place, unset: located.unset }
  }
}

function inTemplate(located: Located, line: SourceLine, end: SourceLine, from: string, shown: ShownName): Located {
  // Where the lines of a field cannot be followed to its end, it is shown by its first.
  const last = line.exact && end.exact && end.file === line.file && end.line >= line.line ? end : line
  const column = line.exact ? Math.min(located.column, line.length + 1) : 1
  const endColumn = last === end ? Math.min(located.endColumn, last.length + 1) : last.length + 1
  return {
    file: shown(line.file),
    line: line.line,
    column,
    endLine: last.line,
    endColumn: !line.exact ? 1 : last.line === line.line ? Math.max(column, endColumn) : endColumn,
    unset: located.unset,
    renderedFrom: line.valuesKey === undefined ? from : `${from} (values: ${line.valuesKey})`,
  }
}

function named(path: Path, root: unknown): readonly NamedStep[] {
  let value = root
  return path.map((step) => {
    value = Array.isArray(value) ? value[Number(step)] : isRecord(value) ? value[step] : undefined
    return { step, name: typeof step === 'number' ? nameOf(value) : undefined }
  })
}

/** What Kubernetes merges list elements by: the name of a container or volume, the path of a mount, the number of a port. */
function nameOf(element: unknown): string | undefined {
  if (!isRecord(element)) return undefined
  const name = element.name ?? element.mountPath ?? element.containerPort ?? element.port ?? element.key
  return typeof name === 'string' || typeof name === 'number' ? String(name) : undefined
}

/** The path in a part's own value; a list element that the part does not have ends it. */
function pathIn(steps: readonly NamedStep[], root: unknown): Path {
  let value = root
  const path: (string | number)[] = []
  for (const { step, name } of steps) {
    const own = Array.isArray(value) && name !== undefined ? value.findIndex((element) => nameOf(element) === name) : step
    value = Array.isArray(value) ? value[Number(own)] : isRecord(value) ? value[own] : undefined
    path.push(own)
  }
  return path
}

/** A place in a part, and how many steps of the path the part holds. */
type Found = Omit<Located, 'file'> & { readonly depth: number }

/** A document that was opened to find places in it. */
interface Opened {
  readonly parse: YamlParse
  readonly value: unknown
  readonly lines: LineIndex
  /** Line of its file on which it begins, from 1. */
  readonly line: number
}

/** The last ones that were opened, by their number of events, and the last files they were in, by length: places are asked for object by object. */
const recent = new Recent<object, Opened>(40_000)
const recentFiles = new Recent<string, readonly YamlText[]>(8 * 1024 * 1024)

function opened(key: object, find: () => Pick<YamlText, 'text' | 'line'> | undefined): Opened | undefined {
  const known = recent.get(key)
  if (known !== undefined) return known
  const document = find()
  const parsed = document === undefined ? undefined : parseYaml(document.text)
  if (document === undefined || parsed === undefined || 'fault' in parsed) return undefined
  const { parse } = parsed
  const fresh = { parse, value: parsed.document.value, lines: new LineIndex(document.text), line: document.line }
  recent.set(key, fresh, parse.events.length)
  return fresh
}

function textOf({ text, line, file, documentIndex }: DocumentSource): Pick<YamlText, 'text' | 'line'> | undefined {
  return text === undefined ? documentsOf(file)[documentIndex] : { text, line: line ?? 1 }
}

function documentsOf(file: string): readonly YamlText[] {
  try {
    // Between two scans of one run, as for --watch, the file may have changed.
    const key = `${statSync(file).mtimeMs} ${file}`
    const known = recentFiles.get(key)
    if (known !== undefined) return known
    const text = readFileSync(file, 'utf8')
    const documents = splitYaml(text)
    recentFiles.set(key, documents, text.length)
    return documents
  } catch {
    // It was there when the kustomization was rendered; without it the position stays that of the rendered text.
    return []
  }
}

/** The field's place in a resource, patch or generator behind a rendered object, or that of the deepest parent it holds. */
function findIn(source: DocumentSource, steps: readonly NamedStep[]): Found | undefined {
  const read = opened(source, () => textOf(source))
  if (read === undefined) return undefined
  if (source.patch === 'json') {
    const operation = operationOn(read.value, steps)
    return operation === undefined ? undefined : placeIn(read, operation, steps.length)
  }
  if (source.generator !== undefined) {
    const path = generatorPath(source.generator, read.value, steps)
    const place = placeIn(read, path, steps.length)
    // One that is merged into another may not have this key.
    return path.length > source.generator.length ? place : { ...place, unset: true, depth: 0 }
  }
  const { item } = source
  const object = item === undefined ? read.value : valueAt(read.value, ['items', item])
  const path = pathIn(steps, object)
  return placeIn(read, item === undefined ? path : ['items', item, ...path])
}

/** Where a path of a part stands; `depth`, where given, is how many steps of the object's own path it says when it is found whole. */
function placeIn({ parse, lines, line }: Opened, path: Path, depth?: number): Found {
  const field = findField(parse, path)
  const unset = field.found < path.length
  const start = (field.key ?? field.value).start
  const from = lines.at(start)
  const to = lines.at(unset ? (field.key?.end ?? start) : Math.max(field.value.end, start))
  const offset = line - 1
  return {
    line: from.line + offset,
    column: from.column,
    endLine: to.line + offset,
    endColumn: to.column,
    unset,
    depth: depth === undefined ? field.found : unset ? 0 : depth,
  }
}

/** How far an inline patch, which is told without it, stands from the margin of its file. */
function indentOf({ file, line = 1, text = '' }: DocumentSource): number {
  const [first = ''] = text.split('\n', 1)
  const written = documentsOf(file)[0]?.text.split('\n', line)[line - 1] ?? ''
  return first === '' ? 0 : Math.max(0, written.indexOf(first))
}

function inParts(sources: readonly DocumentSource[], steps: readonly NamedStep[], shown: ShownName): Located | undefined {
  // The last part that says the field; where none does, the first that says most of the way to it.
  let nearest: { readonly source: DocumentSource; readonly place: Found } | undefined
  for (const source of sources) {
    const place = findIn(source, steps)
    if (place !== undefined && (!place.unset || nearest === undefined || place.depth > nearest.place.depth))
      nearest = { source, place }
  }
  if (nearest === undefined) return undefined
  const { depth: _depth, ...place } = nearest.place
  const indent = nearest.source.text === undefined ? 0 : indentOf(nearest.source)
  return { file: shown(nearest.source.file), ...place, column: place.column + indent, endColumn: place.endColumn + indent }
}
