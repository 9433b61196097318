import { beginsLine, lineEnd, linesAfter, type Splice, withoutLines } from './lines.ts'
import { Refusal } from './refusal.ts'
import { columnOf, keyQuote, type Style } from './style.ts'
import type { MapNode, SeqNode, YamlNode } from './tree.ts'
import { blockLines, entryLines, itemLines } from './write.ts'

/** A place for a value: after a key's colon, after a dash, or the root. */
export interface Slot {
  readonly node: YamlNode
  /** Past the colon or dash; undefined where there is none. */
  readonly after: number | undefined
  /** Column of the key or dash. */
  readonly column: number
  readonly of: 'map' | 'seq' | 'root'
  /** Inside brackets. */
  readonly inFlow: boolean
}

/** A new key below the last one of a mapping. */
export function addEntry(text: string, map: MapNode, key: string, value: unknown, style: Style): readonly Splice[] {
  const column = columnOf(text, map.start)
  return [linesAfter(text, map.end, entryLines(key, value, column, style, keyQuote(map)), style.lineBreak, column)]
}

/** A new element below the last one of a list. */
export function addItem(text: string, seq: SeqNode, value: unknown, style: Style): readonly Splice[] {
  const column = columnOf(text, seq.start)
  return [linesAfter(text, seq.end, itemLines(value, column, style), style.lineBreak, column)]
}

/** A value that takes lines of its own, in place of one that stands on the line of its key or dash. */
export function expand(text: string, slot: Slot, value: unknown, style: Style): readonly Splice[] {
  const { node, after, column } = slot
  if (after === undefined) throw new Refusal('layout')
  const start = propsEnd(text, node) ?? after
  if (slot.of === 'map') {
    const lines = blockLines(value, column, style)
    return [{ start, end: node.end, text: '' }, linesAfter(text, node.end, lines, style.lineBreak, Number.POSITIVE_INFINITY)]
  }
  const [first = '', ...rest] = itemLines(value, column, style)
  const head = { start, end: node.end, text: ` ${first.slice(column + 2)}` }
  return rest.length === 0 ? [head] : [head, linesAfter(text, node.end, rest, style.lineBreak, Number.POSITIVE_INFINITY)]
}

/** One line of text in place of whatever stood there. */
export function replaceInline(text: string, slot: Slot, written: string): readonly Splice[] {
  const { node, after } = slot
  if (node.type === 'scalar' && node.start === node.end) {
    if (after === undefined) throw new Refusal('layout')
    const blanks = /^[ \t]+(?=\r?\n|$)/.exec(text.slice(node.end, lineEnd(text, node.end) + 2))?.[0].length ?? 0
    return [{ start: node.end, end: node.end + blanks, text: ` ${written}` }]
  }
  const block = (node.type === 'map' || node.type === 'seq') && !node.flow
  if (!block) {
    const keptBreak = node.end > node.start ? (/\r?\n$/.exec(text.slice(node.start, node.end))?.[0] ?? '') : ''
    return [{ start: node.start, end: node.end, text: written + keptBreak }]
  }
  if (after === undefined || !text.slice(after, node.start).includes('\n'))
    return [{ start: node.start, end: lineEnd(text, node.end), text: written }]
  const head = propsEnd(text, node) ?? after
  return [{ start: head, end: head, text: ` ${written}` }, withoutLines(text, node.start, node.end)]
}

/** Takes a key or element out, with the lines it stands on. Comments on lines of their own, above and below, stay. */
export function removePart(text: string, parts: readonly BlockPart[], index: number): readonly Splice[] {
  const part = parts[index]
  if (part === undefined || part.explicit) throw new Refusal('layout')
  if (beginsLine(text, part.start)) return [withoutLines(text, part.start, part.end)]
  // The first part stands behind a dash (`- a: 1`), and what comes next moves up to it.
  const rest = text.slice(lineEnd(text, part.end - (text[part.end - 1] === '\n' ? 1 : 0)))
  const next = lineEnd(text, part.end) + (/^\s*/.exec(rest)?.[0].length ?? 0)
  return [{ start: part.start, end: next, text: '' }]
}

export interface BlockPart {
  readonly start: number
  readonly end: number
  readonly explicit: boolean
}

export function partsOf(node: MapNode | SeqNode): readonly BlockPart[] {
  if (node.type === 'map')
    return node.entries.map(({ key, value, colon, explicit }) => ({
      start: key.props,
      end: Math.max(key.end, colon ?? 0, value.end),
      explicit,
    }))
  return node.items.map(({ dash, value }) => ({
    start: dash ?? value.props,
    end: Math.max((dash ?? -1) + 1, value.end),
    explicit: false,
  }))
}

/** Past the anchor of a node, which stays when its value goes. */
function propsEnd(text: string, node: YamlNode): number | undefined {
  return node.props === node.start ? undefined : node.props + text.slice(node.props, node.start).trimEnd().length
}
