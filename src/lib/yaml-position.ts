import { EVENT_ID, type Event, getScalarValue, type MappingEvent, type ScalarEvent, type SequenceEvent } from 'js-yaml'
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
  /** What stands in the mappings that were looked into, by the mapping's own index. */
  readonly members: Map<number, Members>
  /** For each anchor's name, the indexes of the nodes that carry it, in the order of the text. */
  readonly anchors: Map<string, number[]>
}

interface Members {
  readonly byName: ReadonlyMap<string, Child>
  /** Values of the merge keys (`<<`), first to last. */
  readonly merged: readonly number[]
}

const layouts = new WeakMap<readonly Event[], Layout>()

function layoutOf({ events, text }: YamlParse): Layout {
  const known = layouts.get(events)
  if (known !== undefined) return known
  const ends = new Int32Array(events.length)
  const anchors = new Map<string, number[]>()
  const open: number[] = []
  for (let index = 0; index < events.length; index++) {
    const event = events[index]
    if (event === undefined) break
    const { type } = event
    ends[index] = index + 1
    if (isAnchored(event)) {
      const name = text.slice(event.anchorStart, event.anchorEnd)
      const same = anchors.get(name)
      if (same === undefined) anchors.set(name, [index])
      else same.push(index)
    }
    if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE || type === EVENT_ID.DOCUMENT) open.push(index)
    else if (type === EVENT_ID.POP) ends[open.pop() ?? index] = index + 1
  }
  for (const index of open) ends[index] = events.length
  const layout = { ends, elements: new Map(), members: new Map(), anchors }
  layouts.set(events, layout)
  return layout
}

function isAnchored(event: Event): event is ScalarEvent | SequenceEvent | MappingEvent {
  const { type } = event
  return (type === EVENT_ID.SCALAR || type === EVENT_ID.SEQUENCE || type === EVENT_ID.MAPPING) && event.anchorStart >= 0
}

/** Index of the event after the node that begins at `at`. */
function skipNode(parse: YamlParse, at: number): number {
  return layoutOf(parse).ends[at] ?? parse.events.length
}

function elementsOf(parse: YamlParse, at: number): readonly number[] {
  const { events } = parse
  const { elements } = layoutOf(parse)
  const known = elements.get(at)
  if (known !== undefined) return known
  const found: number[] = []
  for (let index = at + 1; index < events.length && events[index]?.type !== EVENT_ID.POP; index = skipNode(parse, index))
    found.push(index)
  elements.set(at, found)
  return found
}

interface Child {
  readonly key: number | undefined
  readonly value: number
}

function membersOf(parse: YamlParse, at: number): Members {
  const { members } = layoutOf(parse)
  const known = members.get(at)
  if (known !== undefined) return known
  const { events, text } = parse
  const byName = new Map<string, Child>()
  const merged: number[] = []
  for (let index = at + 1; events[index] !== undefined && events[index]?.type !== EVENT_ID.POP; ) {
    const key = events[index]
    const value = skipNode(parse, index)
    if (key?.type === EVENT_ID.SCALAR) {
      const name = getScalarValue(text, key)
      // The last of two equal keys counts.
      byName.set(name, { key: index, value })
      if (name === '<<') merged.push(value)
    }
    index = skipNode(parse, value)
  }
  const found = { byName, merged }
  members.set(at, found)
  return found
}

/** `seen` are mappings that do not have the step, neither themselves nor merged: chains of merges meet again and again. */
function childOf(parse: YamlParse, at: number, step: string | number, seen = new Set<number>()): Child | undefined {
  const parent = parse.events[at]
  if (parent?.type === EVENT_ID.SEQUENCE && typeof step === 'number') {
    const value = elementsOf(parse, at)[step]
    return value === undefined ? undefined : { key: undefined, value }
  }
  if (parent?.type !== EVENT_ID.MAPPING || seen.has(at)) return undefined
  seen.add(at)
  const { byName, merged } = membersOf(parse, at)
  const own = byName.get(String(step))
  if (own !== undefined) return own
  for (const value of merged) {
    const child = inMerged(parse, value, step, seen)
    if (child !== undefined) return child
  }
  return undefined
}

function inMerged(parse: YamlParse, at: number, step: string | number, seen: Set<number>): Child | undefined {
  const target = follow(parse, at)
  const event = parse.events[target]
  if (event?.type === EVENT_ID.MAPPING) return childOf(parse, target, step, seen)
  if (event?.type !== EVENT_ID.SEQUENCE) return undefined
  for (const element of elementsOf(parse, target)) {
    const child = childOf(parse, follow(parse, element), step, seen)
    if (child !== undefined) return child
  }
  return undefined
}

/** The node an alias stands for (the last one of that name before it), or the node itself. */
function follow(parse: YamlParse, at: number): number {
  const alias = parse.events[at]
  if (alias?.type !== EVENT_ID.ALIAS) return at
  const named = layoutOf(parse).anchors.get(parse.text.slice(alias.anchorStart, alias.anchorEnd)) ?? []
  let low = 0
  for (let high = named.length; low < high; ) {
    const middle = (low + high) >> 1
    if ((named[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return named[low - 1] ?? at
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
  for (let index = skipNode(parse, at) - 1; index > at; index--) {
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
