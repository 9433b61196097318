import { endOfString } from '../../lib/json-depth.ts'
import { isRecord } from '../../lib/shape.ts'
import { parseYaml } from '../../lib/yaml.ts'

/** Where one item of a list stands in the text of its document. */
export interface ItemText {
  /** Offsets in UTF-16 units; `end` is past the last one. For YAML from the beginning of the line with its `-`. */
  readonly start: number
  readonly end: number
  /** Lines of the document before it. */
  readonly line: number
  /** Characters before it on its line. */
  readonly column: number
}

/** A `List` cut into its items, none of which has been parsed. */
export interface ListText {
  readonly form: 'json' | 'yaml'
  readonly apiVersion: string
  /** `List`, `PodList`… */
  readonly kind: string
  readonly items: readonly ItemText[]
}

/**
 * Cuts the text of a `List`, as `kubectl get -o yaml` and `-o json` write it, into its items, so that a large one need not be held in memory as a whole.
 * Undefined for everything else, and wherever the way it is written leaves a doubt: it is parsed as a whole then.
 */
export function cutList(text: string): ListText | undefined {
  const form = /^\s*\{/.test(text) ? 'json' : 'yaml'
  const cut = form === 'json' ? cutJson(text) : cutYaml(text)
  if (cut === undefined) return undefined
  const head = form === 'json' ? parsedJson(cut.head) : parsedYaml(cut.head)
  if (!isRecord(head) || typeof head.apiVersion !== 'string' || typeof head.kind !== 'string') return undefined
  return head.kind.endsWith('List') ? { form, apiVersion: head.apiVersion, kind: head.kind, items: cut.items } : undefined
}

/** The items, and the document with none of them. */
interface Cut {
  readonly items: readonly ItemText[]
  readonly head: string
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function parsedYaml(text: string): unknown {
  const parsed = parseYaml(text)
  return 'fault' in parsed || parsed.document.duplicate !== undefined || parsed.document.rest !== undefined
    ? undefined
    : parsed.document.value
}

const space = /[^ \t\r\n]/g

/** The next character that is no white space. */
function skipSpace(text: string, at: number): number {
  space.lastIndex = at
  return space.exec(text)?.index ?? text.length
}

/** A closing brace or bracket stands two behind the opening one. */
const codes = { quote: 34, comma: 44, bracket: 91, brace: 123 } as const

/** The offset behind the JSON value at `at`. Not told: whether it is one. */
function skipValue(text: string, at: number): number {
  let depth = 0
  for (let next = at; next < text.length; next++) {
    const code = text.charCodeAt(next)
    const closes = code === codes.brace + 2 || code === codes.bracket + 2
    if (code === codes.quote) next = endOfString(text, next)
    else if (code === codes.brace || code === codes.bracket) depth++
    else if (closes) depth--
    else if (code === codes.comma && depth === 0) return next
    if (depth < 0) return next
    if (depth === 0 && (closes || code === codes.quote)) return next + 1
  }
  return text.length
}

function cutJson(text: string): Cut | undefined {
  let at = skipSpace(text, 0) + 1
  let found: { readonly from: number; readonly to: number; readonly items: readonly ItemText[] } | undefined
  for (;;) {
    at = skipSpace(text, at)
    if (text[at] !== '"') return undefined
    const keyEnd = endOfString(text, at) + 1
    const key = text.slice(at, keyEnd)
    at = skipSpace(text, keyEnd)
    if (text[at] !== ':') return undefined
    at = skipSpace(text, at + 1)
    const from = at
    if (key === '"items"' && text[at] === '[') {
      const items = jsonItems(text, at)
      if (items === undefined || found !== undefined) return undefined
      at = items.end
      found = { from, to: at, items: items.items }
    } else at = skipValue(text, at)
    at = skipSpace(text, at)
    if (text[at] !== ',') break
    at++
  }
  if (found === undefined || text[at] !== '}' || skipSpace(text, at + 1) < text.length) return undefined
  return { items: found.items, head: `${text.slice(0, found.from)}[]${text.slice(found.to)}` }
}

/**
 * Cuts JSON objects that stand one behind the other, as `jq` writes them and kubectl reads them. Undefined for one alone, and for everything else. Not told:
 * whether they are JSON.
 */
export function cutSequence(text: string): readonly ItemText[] | undefined {
  const items: ItemText[] = []
  const count = lineCounter(text)
  for (let at = skipSpace(text, 0); at < text.length; ) {
    if (text[at] !== '{') return undefined
    const end = skipValue(text, at)
    items.push({ start: at, end, ...count(at) })
    at = skipSpace(text, end)
  }
  return items.length > 1 ? items : undefined
}

/** Tells on which line an offset stands, and how far in; asked with ever greater ones. */
function lineCounter(text: string): (at: number) => { readonly line: number; readonly column: number } {
  let line = 0
  let lineStart = 0
  return (at) => {
    for (let i = text.indexOf('\n', lineStart); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
      line++
      lineStart = i + 1
    }
    return { line, column: at - lineStart }
  }
}

function jsonItems(text: string, open: number): { readonly items: readonly ItemText[]; readonly end: number } | undefined {
  const items: ItemText[] = []
  let at = skipSpace(text, open + 1)
  const count = lineCounter(text)
  if (text[at] === ']') return { items, end: at + 1 }
  for (;;) {
    const end = skipValue(text, at)
    items.push({ start: at, end, ...count(at) })
    at = skipSpace(text, end)
    if (text[at] === ']') return { items, end: at + 1 }
    if (text[at] !== ',') return undefined
    at = skipSpace(text, at + 1)
  }
}

/** An anchor may be asked for from another item. */
const anchor = /(?:^|[\s,[{:-])&[^\s,[\]{}&]/
const oddBreaks = /\r(?!\n)|[\u0085\u2028\u2029]/
const itemsLine = /^items:[ \t]*(?:#.*)?\r?$/m
const rootKey = /^[A-Za-z][A-Za-z0-9]*:/

function cutYaml(text: string): Cut | undefined {
  const found = itemsLine.exec(text)
  if (found === null || anchor.test(text) || oddBreaks.test(text)) return undefined
  const after = text.indexOf('\n', found.index) + 1
  const indent = after === 0 ? undefined : /^(?:[ \t]*(?:#.*)?\r?\n)*( *)- /.exec(text.slice(after, after + 4096))?.[1]
  if (indent === undefined) return undefined
  const dash = `${indent}-`
  const items: ItemText[] = []
  let line = lineCount(text, after)
  let start: number | undefined
  let begun = line
  let at = after
  const close = () => {
    if (start !== undefined) items.push({ start, end: at, line: begun, column: 0 })
  }
  for (let end = at; at < text.length; at = end, line++) {
    end = text.indexOf('\n', at) + 1 || text.length
    if (text.startsWith(dash, at) && /[ \r\n]/.test(text[at + dash.length] ?? '\n')) {
      close()
      start = at
      begun = line
    } else if (rootKey.test(text.slice(at, at + 64))) break
    else if (!isInside(text, at, end, indent.length)) return undefined
  }
  close()
  return { items, head: `${text.slice(0, found.index)}items: []\n${text.slice(at)}` }
}

function lineCount(text: string, end: number): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** True for a line that belongs to the item above it: blank, a comment, or further in than the dash. */
function isInside(text: string, start: number, end: number, indent: number): boolean {
  let at = start
  while (text.charCodeAt(at) === 32) at++
  const code = text.charCodeAt(at)
  return at - start > indent || at >= end || code === 10 || code === 13 || code === 35
}
