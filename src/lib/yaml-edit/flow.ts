import { partsOf } from './block.ts'
import { beginsLine, indentOf, lineEnd, type Splice, withoutLines } from './lines.ts'
import { Refusal } from './refusal.ts'
import { keyQuote, type Style } from './style.ts'
import type { MapNode, SeqNode } from './tree.ts'
import { inline, jsonText, requoted, scalar } from './write.ts'

/** A new key or element before the closing bracket, on a line of its own where the last one has one. `key` is undefined for a list. */
export function addToFlow(
  text: string,
  node: MapNode | SeqNode,
  key: string | undefined,
  value: unknown,
  style: Style,
): readonly Splice[] {
  const [open, close] = brackets(text, node)
  const last = partsOf(node).at(-1)
  if (last === undefined) {
    // A comment between the brackets would have to move.
    if (text.slice(node.start + 1, node.end - 1).trim() !== '') throw new Refusal('layout')
    const outer = indentOf(text, node.start)
    const inner = style.jsonIndent === undefined ? undefined : outer + style.jsonIndent
    const part = writePart(key, value, node, style, inner ?? '')
    const whole = inner === undefined ? part : `${style.lineBreak}${inner}${part}${style.lineBreak}${outer}`
    return [{ start: node.start, end: node.end, text: open + whole + close }]
  }
  const rest = text.slice(last.end, lineEnd(text, last.end))
  const ownLine = beginsLine(text, last.start) ? /^[ \t]*(,?)[ \t]*(?:#.*)?$/.exec(rest) : null
  if (ownLine === null)
    return [
      { start: last.end, end: last.end, text: `,${style.gap}${writePart(key, value, node, style, indentOf(text, last.end))}` },
    ]
  const indent = indentOf(text, last.start)
  const line = style.lineBreak + indent + writePart(key, value, node, style, indent)
  const end = last.end + rest.length
  if (ownLine[1] === ',') return [{ start: end, end, text: `${line},` }]
  return [
    { start: last.end, end: last.end, text: ',' },
    { start: end, end, text: line },
  ]
}

function writePart(key: string | undefined, value: unknown, node: MapNode | SeqNode, style: Style, indent: string): string {
  const written = style.json ? jsonText(value, style, indent) : inline(value, style, true)
  if (key === undefined) return written
  const quote = node.type === 'map' ? keyQuote(node) : ''
  const name = style.json || quote === '' ? scalar(key, style.json, true) : requoted(key, quote === "'" ? 'single' : 'double')
  return `${name}:${style.gap}${written}`
}

/** Takes a key or element out from between brackets, with its comma. */
export function removeFromFlow(text: string, node: MapNode | SeqNode, index: number): readonly Splice[] {
  const [open, close] = brackets(text, node)
  const parts = partsOf(node)
  const part = parts[index]
  const before = parts[index - 1]
  if (part === undefined || part.explicit) throw new Refusal('layout')
  if (parts.length === 1) return [{ start: node.start, end: node.end, text: open + close }]
  if (index < parts.length - 1) {
    const rest = text.slice(part.end)
    // Its comma, the comment behind it on the same line, and the blanks up to what comes next.
    const cut = /^(?:\s|#[^\n]*(?=\n))*,(?:[ \t]*(?:#[^\n]*)?\n)?\s*/.exec(rest)
    if (cut === null) throw new Refusal('layout')
    return [{ start: part.start, end: part.end + cut[0].length, text: '' }]
  }
  if (before === undefined) throw new Refusal('layout')
  const comma = commaAfter(text, before.end)
  const tail = text.slice(part.end, lineEnd(text, part.end))
  if (beginsLine(text, part.start) && /^[ \t]*,?[ \t]*(?:#.*)?$/.test(tail))
    return [{ start: comma, end: comma + 1, text: '' }, withoutLines(text, part.start, part.end)]
  if (!text.slice(comma, part.start).includes('\n')) return [{ start: comma, end: part.end, text: '' }]
  return [
    { start: comma, end: comma + 1, text: '' },
    { start: part.start, end: part.end, text: '' },
  ]
}

function commaAfter(text: string, from: number): number {
  const skipped = /^(?:\s|#[^\n]*(?=\n))*/.exec(text.slice(from))?.[0].length ?? 0
  if (text[from + skipped] !== ',') throw new Refusal('layout')
  return from + skipped
}

/** The pair of brackets; a pair inside a list (`[a: b]`) has none of its own. */
function brackets(text: string, node: MapNode | SeqNode): readonly [string, string] {
  const open = text[node.start]
  if (node.type === 'map' ? open !== '{' : open !== '[') throw new Refusal('layout')
  return node.type === 'map' ? ['{', '}'] : ['[', ']']
}
