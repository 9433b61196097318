import { type MappedLine, mapLines } from '../../lib/line-map.ts'
import { type ChartFiles, type FoundTemplate, findTemplate } from './chart-files.ts'
import type { RenderedDocument, SourceLine } from './rendered.ts'
import { valuesKeys } from './values-key.ts'

/** Everything that one template rendered to, its documents divided by `---` lines. */
export interface RenderedTemplate {
  /** As Helm names it: `<chart>/templates/x.yaml`, with `charts/<name>/` for subcharts. */
  readonly name: string
  readonly text: string
}

/** The part of a text that is one document: `offset` lines stand before it. */
interface Part {
  readonly text: string
  readonly offset: number
}

/**
 * Divides YAML text at its `---` lines, as Helm does: anything that begins with three dashes (but not four) divides, and what follows
 * on the same line belongs to the next document. Documents without content (blank lines, comments) are left out.
 */
export function splitDocuments(text: string): Part[] {
  const parts: Part[] = []
  let lines: string[] = []
  let offset = 0
  const close = (): void => {
    while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop()
    if (lines.some((line) => !/^\s*(#|$)/.test(line))) parts.push({ text: `${lines.join('\n')}\n`, offset })
  }
  const rows = text.split('\n')
  for (const [index, row] of rows.entries()) {
    if (!/^---(?!-)/.test(row)) {
      lines.push(row)
      continue
    }
    close()
    const rest = row.slice(3).trim()
    // A directive's end or a comment carries nothing.
    const carries = rest !== '' && !rest.startsWith('#')
    lines = carries ? [rest] : []
    offset = carries ? index : index + 1
  }
  close()
  return parts
}

const sourceMark = '# Source: '

/**
 * Takes the output of `helm template` apart by the `# Source:` line that Helm writes under every `---`. The documents of one template
 * are joined in the order of the output.
 */
export function splitHelmOutput(output: string): RenderedTemplate[] {
  const byName = new Map<string, string[]>()
  let current: string[] | undefined
  let divider = true
  for (const row of output.split('\n')) {
    const name = divider && row.startsWith(sourceMark) ? row.slice(sourceMark.length).trim() || undefined : undefined
    divider = row.trimEnd() === '---'
    if (name !== undefined) {
      current = byName.get(name) ?? []
      byName.set(name, current)
      current.push('---')
    } else if (!divider) {
      current?.push(row)
    }
  }
  return [...byName].map(([name, rows]) => ({ name, text: rows.join('\n') }))
}

/** The documents of rendered templates, each knowing the lines of its template. Lines are aligned when the first is asked for. */
export async function chartDocuments(chart: ChartFiles, templates: readonly RenderedTemplate[]): Promise<RenderedDocument[]> {
  const documents: RenderedDocument[] = []
  for (const template of templates) {
    const found = await findTemplate(chart, template.name)
    const lineOf = found === undefined ? undefined : lineFinder(found, template.text)
    for (const { text, offset } of splitDocuments(template.text)) {
      if (found === undefined || lineOf === undefined) documents.push({ text })
      else documents.push({ text, template: found.file, lines: (line) => lineOf(offset + line) })
    }
  }
  return documents
}

function lineFinder(template: FoundTemplate, rendered: string): (line: number) => SourceLine {
  let mapped: MappedLine[] | undefined
  let keys: (string | undefined)[] = []
  let lengths: readonly number[] = []
  return (line) => {
    if (mapped === undefined) {
      mapped = mapLines(template.text, rendered)
      keys = valuesKeys(template.text)
      lengths = template.text.split('\n').map((text) => text.trimEnd().length)
    }
    const place = mapped[Math.min(Math.max(line, 1), mapped.length) - 1] ?? { line: 1, exact: false }
    const key = keys[place.line - 1]
    const at = { file: template.file, line: place.line, exact: place.exact, length: lengths[place.line - 1] ?? 0 }
    return key === undefined ? at : { ...at, valuesKey: fromTop(key, template.valuesPath) }
  }
}

/** `global` is the same table in every chart. */
function fromTop(key: string, valuesPath: readonly string[]): string {
  return key === 'global' || key.startsWith('global.') ? key : [...valuesPath, key].join('.')
}
