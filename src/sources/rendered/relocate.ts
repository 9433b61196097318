import { readFileSync } from 'node:fs'
import { valueAt } from '../../kube/workload.ts'
import { isRecord } from '../../lib/shape.ts'
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
  const rendered = parseYaml(document.text)
  const value = 'fault' in rendered ? undefined : rendered.document.value
  return (located, path) => inParts(parts, named(path, value), shown) ?? { ...located, renderedFrom: from }
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

/** A step of a path, with the name of the list element it leads to: patches merge lists by name, so indexes differ from part to part. */
interface NamedStep {
  readonly step: string | number
  readonly name: string | undefined
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

/** One resource or patch behind a rendered object, read when a position in it is asked for. */
class Part {
  readonly source: DocumentSource
  #read:
    | { readonly parse: YamlParse; readonly value: unknown; readonly lines: LineIndex; readonly line: number }
    | undefined
    | null = null

  constructor(source: DocumentSource) {
    this.source = source
  }

  /** The field's place, or that of the deepest parent this part holds. */
  find(steps: readonly NamedStep[]): Found | undefined {
    if (this.source.patch === 'json') return undefined
    const read = this.#open()
    if (read === undefined) return undefined
    const { item } = this.source
    const object = item === undefined ? read.value : valueAt(read.value, ['items', item])
    const path = pathIn(steps, object)
    const whole = item === undefined ? path : ['items', item, ...path]
    const field = findField(read.parse, whole)
    const unset = field.found < whole.length
    const start = (field.key ?? field.value).start
    const from = read.lines.at(start)
    const to = read.lines.at(unset ? (field.key?.end ?? start) : Math.max(field.value.end, start))
    const offset = read.line - 1
    return {
      line: from.line + offset,
      column: from.column,
      endLine: to.line + offset,
      endColumn: to.column,
      unset,
      depth: field.found,
    }
  }

  #open() {
    if (this.#read !== null) return this.#read
    this.#read = undefined
    const document = this.#text()
    const parsed = document === undefined ? undefined : parseYaml(document.text)
    if (document !== undefined && parsed !== undefined && !('fault' in parsed))
      this.#read = { parse: parsed.parse, value: parsed.document.value, lines: new LineIndex(document.text), line: document.line }
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

function inParts(parts: readonly Part[], steps: readonly NamedStep[], shown: ShownName): Located | undefined {
  // The last part that says the field; where none does, the first that says most of the way to it.
  let nearest: { readonly part: Part; readonly place: Found } | undefined
  for (const part of parts) {
    const place = part.find(steps)
    if (place !== undefined && (!place.unset || nearest === undefined || place.depth > nearest.place.depth))
      nearest = { part, place }
  }
  if (nearest === undefined) return undefined
  const { depth: _depth, ...place } = nearest.place
  return { file: shown(nearest.part.source.file), ...place }
}
