import {
  CORE_SCHEMA,
  constructFromEvents,
  defineScalarTag,
  EVENT_ID,
  type Event,
  mergeTag,
  NOT_RESOLVED,
  parseEvents,
  YAMLException,
} from 'js-yaml'
import { aliasFault } from './yaml-aliases.ts'
import { type BlockEvents, parseAroundBlocks } from './yaml-blocks.ts'

/**
 * YAML as Kubernetes reads it. The API machinery converts YAML to JSON with go-yaml v2, so plain scalars resolve by YAML 1.1's words for
 * booleans (`yes`, `on`, `y`) and by Go's notation for integers (`0644`, `0o644`, `0x1F`, `1_000`).
 * Source: sigs.k8s.io/yaml goyaml.v2 resolve.go.
 */
const truths = ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']
const lies = ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']
const booleans = new Map<string, boolean>([
  ...truths.map((word) => [word, true] as const),
  ...lies.map((word) => [word, false] as const),
])

const boolTag = defineScalarTag<boolean>('tag:yaml.org,2002:bool', {
  implicit: true,
  implicitFirstChars: [...'yYnNtTfFoO'],
  resolve: (source) => booleans.get(source) ?? NOT_RESOLVED,
  identify: () => false,
})

const decimal = /^[-+]?(?:0|[1-9][0-9_]*)$/
const radix = /^([-+]?)0(?:[xX]([0-9a-fA-F_]+)|[oO]?([0-7_]+)|[bB]([01_]+))$/
const intTag = defineScalarTag<number>('tag:yaml.org,2002:int', {
  implicit: true,
  implicitFirstChars: [...'+-0123456789'],
  resolve: (source) => {
    if (decimal.test(source)) return Number(source.replaceAll('_', ''))
    const parts = radix.exec(source)
    if (parts === null) return NOT_RESOLVED
    const [, sign, hex, octal, binary] = parts
    const digits = (hex ?? octal ?? binary ?? '').replaceAll('_', '')
    if (digits === '') return NOT_RESOLVED
    const size = Number.parseInt(digits, hex !== undefined ? 16 : octal !== undefined ? 8 : 2)
    return sign === '-' ? -size : size
  },
  identify: () => false,
})

const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
const floatTag = defineScalarTag<number>('tag:yaml.org,2002:float', {
  implicit: true,
  implicitFirstChars: [...'+-.0123456789'],
  resolve: (source) => {
    if (float.test(source)) return Number(source)
    if (/^[-+]?\.(?:inf|Inf|INF)$/.test(source)) return source.startsWith('-') ? -Infinity : Infinity
    return /^\.(?:nan|NaN|NAN)$/.test(source) ? Number.NaN : NOT_RESOLVED
  },
  identify: () => false,
})

const schema = CORE_SCHEMA.withTags(mergeTag, boolTag, intTag, floatTag)

/** Deeper nesting, more aliases or more merged keys than any manifest has are refused rather than expanded. */
export const maxDepth = 100
const maxAliases = 500
const maxMergedKeys = 10_000

/** A document of more values than this is refused: each takes some 200 bytes of memory while it is read. */
const maxValues = 1_500_000

/** One document of a YAML stream, as text, with where it begins. */
export interface YamlText {
  readonly text: string
  /** Where in the stream `text` begins, in UTF-16 units. */
  readonly start: number
  /** Line of the stream on which `text` begins, from 1. */
  readonly line: number
}

/** Why a text is not YAML, with the place counted from 1. */
export interface YamlFault {
  readonly reason: string
  readonly line: number
  readonly column: number
}

export interface YamlDocument {
  readonly value: unknown
  /** Keys that stand twice in one mapping: the last one counts, as for the API server. */
  readonly duplicate?: YamlFault
  /** Another document that follows in the same text, behind `...`: the API machinery reads only the first. */
  readonly rest?: YamlFault
}

/** A line that is neither blank nor a comment nor a directive. The space before it may hold no line break: a run of those would be gone over again and again. */
const content = /^[^\S\r\n\u2028\u2029]*[^\s#%]/m

/**
 * Splits a stream at its document markers, without parsing. A line that starts with `---` can be nothing else: block scalars are
 * indented, and quoted scalars may not hold one (YAML 1.2.2, 9.1.2).
 */
export function splitYaml(stream: string): readonly YamlText[] {
  const out: YamlText[] = []
  let start = 0
  let line = 1
  const push = (end: number) => {
    const text = stream.slice(start, end)
    if (content.test(text)) out.push({ text, start, line })
  }
  for (let at = markerAt(stream, 0); at >= 0; at = markerAt(stream, start)) {
    push(at)
    for (let i = stream.indexOf('\n', start); i >= 0 && i < at; i = stream.indexOf('\n', i + 1)) line++
    // What follows the marker on its own line belongs to the document; blanking the marker keeps columns true.
    start = at + 3
  }
  push(stream.length)
  return out
}

function markerAt(stream: string, from: number): number {
  if (from === 0 && isMarker(stream, 0)) return 0
  for (let at = stream.indexOf('\n---', from === 0 ? 0 : from - 1); at >= 0; at = stream.indexOf('\n---', at + 1))
    if (at + 1 >= from && isMarker(stream, at + 1)) return at + 1
  return -1
}

function isMarker(stream: string, at: number): boolean {
  if (!stream.startsWith('---', at)) return false
  const next = stream[at + 3]
  return next === undefined || next === ' ' || next === '\n' || next === '\r' || next === '\t'
}

/** The text's parse, kept so that fields can be found in it afterwards. */
export interface YamlParse {
  readonly text: string
  readonly events: readonly Event[]
}

/** Parses one document. Never throws: what is no YAML is a fault. */
export function parseYaml(
  text: string,
): { readonly parse: YamlParse; readonly document: YamlDocument } | { readonly fault: YamlFault } {
  try {
    const oversize = tooManyValues(text)
    if (oversize !== undefined) return { fault: oversize }
    const around = eventsAroundBlocks(text)
    const events = around?.events ?? eventsOf(text)
    const wild = aliasFault({ text, events })
    if (wild !== undefined) return { fault: wild }
    const { source, values } = around ?? { source: text, values: events }
    const rest = restOf(text, events)
    try {
      return { parse: { text, events }, document: { value: construct(source, values, false), ...rest } }
    } catch (error) {
      if (!(error instanceof YAMLException) || !error.reason.includes('duplicated mapping key')) throw error
      return { parse: { text, events }, document: { value: construct(source, values, true), duplicate: faultOf(error), ...rest } }
    }
  } catch (error) {
    return { fault: faultOf(error) }
  }
}

/**
 * A fault for a text that may hold too many values. Between two values stands at least one of these characters; a text that is short enough is not
 * counted.
 */
function tooManyValues(text: string): YamlFault | undefined {
  if (text.length <= maxValues) return undefined
  let values = 0
  let before = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    // A blank line, or one that is all comment, holds none.
    if ((before === 10 || before === 13) && (code === 10 || code === 13 || code === 35)) values--
    before = code
    if (code === 10 || code === 13 || code === 44 || code === 58 || code === 91 || code === 93 || code === 123 || code === 125)
      values++
  }
  return values <= maxValues ? undefined : { reason: `more than ${maxValues} values in one document`, line: 1, column: 1 }
}

function eventsAroundBlocks(text: string): BlockEvents | undefined {
  try {
    return parseAroundBlocks(text, (short) => parseEvents(short, { maxDepth }))
  } catch {
    // What is wrong is told from the whole text, with the place in it.
    return undefined
  }
}

/** How many lines at the margin one document may have inside brackets, and how many characters may be read for them: each costs a parse. */
const maxMarginLines = 50
const maxMarginWork = 20_000_000

/**
 * The events of a text. go-yaml also takes lines inside brackets and quotes that are not indented (`a: {` … `}` at the margin), which YAML 1.2
 * forbids: there a line break is white space, so the one before such a line is read as a space, which leaves every offset as it is.
 */
function eventsOf(text: string): Event[] {
  let readable = text
  let first: unknown
  for (let tries = 0; ; tries++) {
    try {
      return parseEvents(readable, { maxDepth })
    } catch (error) {
      first ??= error
      const joined =
        tries < maxMarginLines && tries * text.length < maxMarginWork ? withoutMarginLine(readable, error) : undefined
      if (joined === undefined) throw first
      readable = joined
    }
  }
}

function withoutMarginLine(text: string, error: unknown): string | undefined {
  if (!(error instanceof YAMLException) || error.reason !== 'deficient indentation' || error.mark === undefined) return undefined
  const lineBreak = text.lastIndexOf('\n', error.mark.position)
  const before = text.slice(text.lastIndexOf('\n', lineBreak - 1) + 1, lineBreak)
  // Behind a comment the line would become part of it.
  if (lineBreak < 0 || before.includes('#')) return undefined
  return `${text.slice(0, lineBreak)} ${text.slice(lineBreak + 1)}`
}

function restOf(text: string, events: readonly Event[]): Pick<YamlDocument, 'rest'> {
  if (!text.includes('...') && !text.includes('\r')) return {}
  const index = events.findIndex(({ type }, at) => at > 0 && type === EVENT_ID.DOCUMENT)
  const next = events[index + 1]
  if (index < 0 || next === undefined || next.type === EVENT_ID.POP || next.type === EVENT_ID.DOCUMENT) return {}
  const at = next.type === EVENT_ID.SCALAR ? next.valueStart : next.type === EVENT_ID.ALIAS ? next.anchorStart : next.start
  const before = text.slice(0, Math.max(0, at))
  const line = before.split('\n').length
  return { rest: { reason: 'another document follows', line, column: before.length - before.lastIndexOf('\n') } }
}

function construct(text: string, events: Event[], json: boolean): unknown {
  const values = constructFromEvents(events, { source: text, schema, json, maxAliases, maxTotalMergeKeys: maxMergedKeys })
  return values[0]
}

function faultOf(error: unknown): YamlFault {
  if (error instanceof YAMLException)
    return { reason: error.reason, line: (error.mark?.line ?? 0) + 1, column: (error.mark?.column ?? 0) + 1 }
  return { reason: error instanceof Error ? error.message : String(error), line: 1, column: 1 }
}
