import { EVENT_ID, type Event, getScalarValue } from 'js-yaml'
import type { YamlParse } from './yaml.ts'

type Path = readonly (string | number)[]

/** A stretch of text, in UTF-16 units from its start; `end` is past the last one. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Where a field stands: its key, where it has one, and its value. */
export interface FieldSpan {
  readonly key: Span | undefined
  readonly value: Span
  /** How many steps of the path were found; fewer than asked for when the field is absent. */
  readonly found: number
  /** Index of the value's event. */
  readonly event: number
}

/**
 * Finds a field in a parsed document, or the nearest parent that is there. Aliases and merge keys are followed, so that the position is
 * that of the text which really says the value.
 */
export function findField(parse: YamlParse, path: Path): FieldSpan {
  const { events } = parse
  let at = events[0]?.type === EVENT_ID.DOCUMENT ? 1 : 0
  let field: FieldSpan = { key: undefined, value: spanOf(parse, at), found: 0, event: at }
  for (const [depth, step] of path.entries()) {
    const next = childOf(parse, follow(parse, at), step)
    if (next === undefined) break
    at = next.value
    field = {
      key: next.key === undefined ? undefined : spanOf(parse, next.key),
      value: spanOf(parse, at),
      found: depth + 1,
      event: at,
    }
  }
  return field
}

/** What makes finding one field after the other in a large document cheap. */
interface Layout {
  /** For each event, the index of the event after the node that begins with it. */
  readonly ends: Int32Array
  /** Indexes of the elements of the sequences that were looked into, by the sequence's own. */
  readonly elements: Map<number, readonly number[]>
}

const layouts = new WeakMap<readonly Event[], Layout>()

function layoutOf(events: readonly Event[]): Layout {
  const known = layouts.get(events)
  if (known !== undefined) return known
  const ends = new Int32Array(events.length)
  const open: number[] = []
  for (const [index, { type }] of events.entries()) {
    ends[index] = index + 1
    if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE || type === EVENT_ID.DOCUMENT) open.push(index)
    else if (type === EVENT_ID.POP) ends[open.pop() ?? index] = index + 1
  }
  for (const index of open) ends[index] = events.length
  const layout = { ends, elements: new Map() }
  layouts.set(events, layout)
  return layout
}

/** Index of the event after the node that begins at `at`. */
function skipNode(events: readonly Event[], at: number): number {
  return layoutOf(events).ends[at] ?? events.length
}

function elementsOf(events: readonly Event[], at: number): readonly number[] {
  const { elements } = layoutOf(events)
  const known = elements.get(at)
  if (known !== undefined) return known
  const found: number[] = []
  for (let index = at + 1; index < events.length && events[index]?.type !== EVENT_ID.POP; index = skipNode(events, index))
    found.push(index)
  elements.set(at, found)
  return found
}

interface Child {
  readonly key: number | undefined
  readonly value: number
}

function childOf(parse: YamlParse, at: number, step: string | number): Child | undefined {
  const { events, text } = parse
  const parent = events[at]
  if (parent?.type === EVENT_ID.SEQUENCE && typeof step === 'number') {
    const value = elementsOf(events, at)[step]
    return value === undefined ? undefined : { key: undefined, value }
  }
  if (parent?.type !== EVENT_ID.MAPPING) return undefined
  let merged: Child | undefined
  let found: Child | undefined
  for (let index = at + 1; events[index] !== undefined && events[index]?.type !== EVENT_ID.POP; ) {
    const key = events[index]
    const value = skipNode(events, index)
    if (key?.type === EVENT_ID.SCALAR) {
      const name = getScalarValue(text, key)
      // The last of two equal keys counts.
      if (name === String(step)) found = { key: index, value }
      else if (name === '<<' && merged === undefined) merged = inMerged(parse, value, step)
    }
    index = skipNode(events, value)
  }
  return found ?? merged
}

function inMerged(parse: YamlParse, at: number, step: string | number): Child | undefined {
  const target = follow(parse, at)
  const event = parse.events[target]
  if (event?.type === EVENT_ID.MAPPING) return childOf(parse, target, step)
  if (event?.type !== EVENT_ID.SEQUENCE) return undefined
  for (const element of elementsOf(parse.events, target)) {
    const child = childOf(parse, follow(parse, element), step)
    if (child !== undefined) return child
  }
  return undefined
}

/** The node an alias stands for, or the node itself. */
function follow(parse: YamlParse, at: number): number {
  const alias = parse.events[at]
  if (alias?.type !== EVENT_ID.ALIAS) return at
  const name = parse.text.slice(alias.anchorStart, alias.anchorEnd)
  for (let index = at - 1; index >= 0; index--) {
    const event = parse.events[index]
    if (event === undefined || event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP || event.type === EVENT_ID.ALIAS)
      continue
    if (event.anchorStart >= 0 && parse.text.slice(event.anchorStart, event.anchorEnd) === name) return index
  }
  return at
}

function spanOf(parse: YamlParse, at: number): Span {
  const event = parse.events[at]
  if (event === undefined) return { start: 0, end: 0 }
  switch (event.type) {
    case EVENT_ID.SCALAR:
      return event.valueStart < 0
        ? { start: endBefore(parse, at), end: endBefore(parse, at) }
        : { start: event.valueStart, end: event.valueEnd }
    case EVENT_ID.ALIAS:
      return { start: event.anchorStart - 1, end: event.anchorEnd }
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE: {
      const first = parse.events[at + 1]
      const start =
        event.style === 2 || first === undefined || first.type === EVENT_ID.POP ? event.start : spanOf(parse, at + 1).start
      return { start: Math.max(0, start), end: Math.max(start, lastEnd(parse, at)) }
    }
    default:
      return { start: 0, end: 0 }
  }
}

/** End of the last scalar inside a node: collections carry no end of their own. */
function lastEnd(parse: YamlParse, at: number): number {
  for (let index = skipNode(parse.events, at) - 1; index > at; index--) {
    const event = parse.events[index]
    if (event?.type === EVENT_ID.SCALAR && event.valueEnd >= 0) return event.valueEnd
    if (event?.type === EVENT_ID.ALIAS) return event.anchorEnd
  }
  const own = parse.events[at]
  return own?.type === EVENT_ID.MAPPING || own?.type === EVENT_ID.SEQUENCE ? Math.max(0, own.start) : 0
}

/** End of the event before an empty scalar, which has no text of its own. */
function endBefore(parse: YamlParse, at: number): number {
  const before = parse.events[at - 1]
  if (before?.type === EVENT_ID.SCALAR && before.valueEnd >= 0) return before.valueEnd
  return before?.type === EVENT_ID.MAPPING || before?.type === EVENT_ID.SEQUENCE ? Math.max(0, before.start) : 0
}

/** Turns offsets into lines and columns, counted from 1. The text is gone through once, at the first question. */
export class LineIndex {
  readonly #text: string
  #starts: readonly number[] | undefined

  constructor(text: string) {
    this.#text = text
  }

  at(offset: number): { readonly line: number; readonly column: number } {
    this.#starts ??= lineStarts(this.#text)
    const starts = this.#starts
    const bounded = Math.min(Math.max(0, offset), this.#text.length)
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= bounded) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: bounded - (starts[low] ?? 0) + 1 }
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
