import { COLLECTION_STYLE, EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml'
import { Refusal } from './refusal.ts'

/** What every node has: its stretch of text, brackets and quotes included, in UTF-16 units. */
interface Stretch {
  readonly start: number
  /** Past the last character; for a block scalar without its line break, unless it keeps its blank lines (`|+`). */
  readonly end: number
  /** Where anchor and tag begin, or `start`. */
  readonly props: number
  readonly anchor: string | undefined
  readonly tagged: boolean
}

export interface ScalarNode extends Stretch {
  readonly type: 'scalar'
  readonly style: 'plain' | 'single' | 'double' | 'block'
  readonly text: string
}

export interface AliasNode extends Stretch {
  readonly type: 'alias'
}

export interface MapNode extends Stretch {
  readonly type: 'map'
  readonly flow: boolean
  readonly entries: readonly Entry[]
}

export interface SeqNode extends Stretch {
  readonly type: 'seq'
  readonly flow: boolean
  readonly items: readonly Item[]
}

export type YamlNode = ScalarNode | AliasNode | MapNode | SeqNode

export interface Entry {
  readonly key: YamlNode
  readonly value: YamlNode
  /** Past the colon, or undefined where there is none (`? a`, `{a}`). */
  readonly colon: number | undefined
  /** Written with `?`. */
  readonly explicit: boolean
}

export interface Item {
  /** Of the `-`; undefined in flow style. */
  readonly dash: number | undefined
  readonly value: YamlNode
}

/** The document as nodes with their stretches of text. Throws Refusal for a stream of several documents or a layout that is not understood. */
export function readTree(text: string, events: readonly Event[]): YamlNode {
  const documents = events.filter(({ type }) => type === EVENT_ID.DOCUMENT)
  if (documents.length !== 1 || /\r(?!\n)/.test(text)) throw new Refusal('layout')
  const reader = new TreeReader(text, events)
  return reader.node(reader.skipBlank(0))
}

/** Walks events and text side by side: the events say what there is, the text in between where indicators and brackets stand. */
class TreeReader {
  readonly #text: string
  readonly #events: readonly Event[]
  /** The event that comes next; the first one opens the document. */
  #next = 1

  constructor(text: string, events: readonly Event[]) {
    this.#text = text
    this.#events = events
  }

  /** Past blanks, line breaks, comments and the given indicators. */
  skipBlank(from: number, also = ''): number {
    const text = this.#text
    let at = from
    for (;;) {
      const char = text[at]
      if (char === undefined) return at
      if (char === '#' && (at === 0 || /[\s,[\]{}]/.test(text[at - 1] ?? ''))) {
        const end = text.indexOf('\n', at)
        at = end < 0 ? text.length : end
      } else if (/\s/.test(char) || also.includes(char)) at++
      else return at
    }
  }

  /** The node of the next event; `from` is where its text may begin. */
  node(from: number): YamlNode {
    const event = this.#events[this.#next++]
    if (event?.type === EVENT_ID.ALIAS) {
      const start = event.anchorStart - 1
      return { type: 'alias', start, end: event.anchorEnd, props: start, anchor: undefined, tagged: false }
    }
    if (event?.type === EVENT_ID.SCALAR) return this.#scalar(event, from)
    if (event?.type === EVENT_ID.MAPPING || event?.type === EVENT_ID.SEQUENCE) {
      const flow = event.style === COLLECTION_STYLE.FLOW
      const props = propsOf(this.#text, event, event.start)
      return event.type === EVENT_ID.MAPPING ? this.#map(event.start, flow, props) : this.#seq(event.start, flow, props)
    }
    throw new Refusal('layout')
  }

  #scalar(event: Extract<Event, { type: typeof EVENT_ID.SCALAR }>, from: number): ScalarNode {
    const text = getScalarValue(this.#text, event)
    const after = Math.max(from, event.anchorEnd, event.tagEnd)
    if (event.valueStart < 0)
      return { type: 'scalar', style: 'plain', text, start: after, end: after, ...propsOf(this.#text, event, after) }
    const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED
    if (event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK) {
      const start = this.skipBlank(after)
      const whole = this.#text.slice(start, event.valueEnd)
      // `|+` and `>+`: the blank lines after it are part of its value.
      const end = event.chomping === 3 ? event.valueEnd : start + whole.replace(/[ \t\r\n]+$/, '').length
      return { type: 'scalar', style: 'block', text, start, end, ...propsOf(this.#text, event, start) }
    }
    const style = !quoted ? 'plain' : event.style === SCALAR_STYLE.SINGLE_QUOTED ? 'single' : 'double'
    const start = event.valueStart - (quoted ? 1 : 0)
    return { type: 'scalar', style, text, start, end: event.valueEnd + (quoted ? 1 : 0), ...propsOf(this.#text, event, start) }
  }

  #map(start: number, flow: boolean, props: Props): MapNode {
    const entries: Entry[] = []
    const bracket = flow && this.#text[start] === '{'
    let at = bracket ? start + 1 : start
    while (!this.#closed()) {
      at = this.skipBlank(at, flow ? ',' : '')
      const key = this.#events[this.#next]
      const explicit = this.#text[at] === '?' && key?.type === EVENT_ID.SCALAR && key.valueStart !== at
      const keyNode = this.node(explicit ? at + 1 : at)
      const colonAt = this.skipBlank(keyNode.end)
      const colon = this.#text[colonAt] === ':' ? colonAt + 1 : undefined
      const value = this.node(colon ?? keyNode.end)
      entries.push({ key: keyNode, value, colon, explicit })
      at = Math.max(colon ?? 0, keyNode.end, value.end)
    }
    return { type: 'map', flow, entries, start, end: bracket ? this.#bracketEnd(at, '}') : at, ...props }
  }

  #seq(start: number, flow: boolean, props: Props): SeqNode {
    const items: Item[] = []
    let at = flow ? start + 1 : start
    while (!this.#closed()) {
      at = this.skipBlank(at, flow ? ',' : '')
      if (!flow && this.#text[at] !== '-') throw new Refusal('layout')
      const value = this.node(flow ? at : at + 1)
      items.push({ dash: flow ? undefined : at, value })
      at = Math.max(flow ? at : at + 1, value.end)
    }
    return { type: 'seq', flow, items, start, end: flow ? this.#bracketEnd(at, ']') : at, ...props }
  }

  #closed(): boolean {
    const event = this.#events[this.#next]
    if (event !== undefined && event.type !== EVENT_ID.POP) return false
    this.#next++
    return true
  }

  #bracketEnd(from: number, bracket: string): number {
    const at = this.skipBlank(from, ',')
    if (this.#text[at] !== bracket) throw new Refusal('layout')
    return at + 1
  }
}

interface Props {
  readonly props: number
  readonly anchor: string | undefined
  readonly tagged: boolean
}

function propsOf(
  text: string,
  event: { readonly anchorStart: number; readonly anchorEnd: number; readonly tagStart: number },
  start: number,
): Props {
  const anchored = event.anchorStart >= 0
  const tagged = event.tagStart >= 0
  const props = Math.min(anchored ? event.anchorStart - 1 : start, tagged ? event.tagStart : start)
  return { props, anchor: anchored ? text.slice(event.anchorStart, event.anchorEnd) : undefined, tagged }
}

/** The nodes below a node, itself first. */
export function* nodesBelow(node: YamlNode): Generator<YamlNode> {
  yield node
  if (node.type === 'map')
    for (const { key, value } of node.entries) {
      yield* nodesBelow(key)
      yield* nodesBelow(value)
    }
  else if (node.type === 'seq') for (const { value } of node.items) yield* nodesBelow(value)
}
