import type { LineNode } from './template-flow.ts'

// The costs of what can happen from one output line to the next. A literal line that follows where it should costs nothing.
export const cost = {
  hole: 0.3,
  weakHole: 1.2,
  indent: 0.4,
  merged: 1,
  skipBlank: 0.02,
  stayOnBlank: 0.05,
  block: 1,
  value: 4,
  wrongBlockIndent: 3,
  jump: 5,
  lost: 6,
  nextDocument: 0.6,
  otherDocument: 1.5,
  firstDocument: 0.1,
  laterDocument: 0.7,
} as const

/** One output line, prepared for comparison. */
export interface OutputLine {
  readonly text: string
  readonly indent: number
}

/** Takes the indentation off a line. */
export function outputLine(raw: string): OutputLine {
  const text = raw.trim()
  return { text, indent: text === '' ? 0 : raw.length - raw.trimStart().length }
}

/** True for the line between two YAML documents. */
export function isDivider(text: string): boolean {
  return text === '---' || text.startsWith('--- ')
}

/** What stands for a node that is not there. */
export const unknownNode: LineNode = {
  line: -1,
  kind: 'junction',
  parts: [''],
  indent: 0,
  openEnd: false,
  openStart: false,
  spread: 'none',
  blockIndent: -1,
}

/** What it costs to take `line` for output of `node`; infinite where it cannot be. */
export function matchCost(node: LineNode, line: OutputLine): number {
  if (node.kind === 'blank') return line.text === '' ? 0 : Number.POSITIVE_INFINITY
  if (line.text === '') return Number.POSITIVE_INFINITY
  const first = node.parts[0] ?? ''
  const indent = first === '' || node.indent === line.indent ? 0 : node.openStart ? cost.skipBlank : cost.indent
  if (node.parts.length === 1) {
    if (line.text === first) return indent
    if (node.openEnd && line.text.startsWith(first)) return cost.merged + indent
    if (node.openStart && line.text.endsWith(first)) return cost.merged + cost.indent
    return Number.POSITIVE_INFINITY
  }
  if (!fits(node, line.text)) return Number.POSITIVE_INFINITY
  let letters = 0
  for (const part of node.parts) letters += part.trim().length
  const block = first === '' && node.blockIndent >= 0 && line.indent < node.blockIndent ? cost.wrongBlockIndent : 0
  return cost.hole + cost.weakHole / (1 + letters / 3) + indent + block
}

/** True when the parts stand in `text` in order, the first at its start and the last at its end (unless more may follow there). */
function fits(node: LineNode, text: string): boolean {
  const first = node.parts[0] ?? ''
  const last = node.parts.at(-1) ?? ''
  // The space in front of a hole that writes nothing is trimmed with the line's end.
  if (!text.startsWith(first) && !(node.parts.every((part, index) => index === 0 || part === '') && text === first.trimEnd()))
    return false
  let at = Math.min(first.length, text.length)
  for (let index = 1; index < node.parts.length - 1; index++) {
    const part = node.parts[index] ?? ''
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  if (last === '') return true
  return node.openEnd ? text.includes(last, at) : text.length - last.length >= at && text.endsWith(last)
}
