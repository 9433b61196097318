import { dump } from 'js-yaml'
import { isRecord } from '../shape.ts'
import { parseYaml } from '../yaml.ts'
import { Refusal } from './refusal.ts'
import type { Style } from './style.ts'

/** A value on one line, as it stands inside brackets or after a key. `inBrackets` asks for quotes around what brackets would cut. */
export function inline(value: unknown, style: Style, inBrackets: boolean): string {
  const list = (parts: readonly string[]) => parts.join(`,${style.gap}`)
  if (Array.isArray(value)) return `[${list(value.map((element) => inline(element, style, true)))}]`
  if (!isRecord(value)) return scalar(value, style.json, inBrackets)
  const entries = Object.entries(value)
  return `{${list(entries.map(([key, inner]) => `${scalar(key, style.json, true)}:${style.gap}${inline(inner, style, true)}`))}}`
}

/** A value of a JSON document as lines, every line after the first indented. */
export function jsonText(value: unknown, style: Style, indent: string): string {
  if (style.jsonIndent === undefined) return inline(value, style, true)
  return JSON.stringify(value, null, style.jsonIndent).replaceAll('\n', style.lineBreak + indent)
}

/** A scalar as the API server reads it back, in plain style where that is safe. */
export function scalar(value: unknown, json: boolean, inBrackets: boolean): string {
  if (typeof value !== 'string') {
    if (value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
      return String(value)
    throw new Refusal('layout')
  }
  if (json) return JSON.stringify(value)
  // The dumper quotes what any reader of YAML 1.1 or 1.2 takes for something else than text.
  const plain = dump(value, { lineWidth: -1 }).replace(/\n$/, '')
  const safe = plain === value && (inBrackets ? /^[\w./-][\w./ -]*$/.test(value) : true) && readsAs(value)
  return safe ? value : JSON.stringify(value)
}

function readsAs(value: string): boolean {
  const parsed = parseYaml(`a: ${value}`)
  return !('fault' in parsed) && isRecord(parsed.document.value) && parsed.document.value.a === value
}

/** Text for a string in the quotes that stood there before. */
export function requoted(value: string, quote: 'single' | 'double'): string {
  const printable = !/[^\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd]/.test(value)
  return quote === 'single' && printable ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value)
}

/** A key and its value as lines of block style, each indented by `column` blanks. */
export function entryLines(key: string, value: unknown, column: number, style: Style, quote = ''): readonly string[] {
  const name = quote === '' ? scalar(key, false, false) : requoted(key, quote === "'" ? 'single' : 'double')
  const before = `${' '.repeat(column)}${name}:`
  if (!spreads(value, style)) return [`${before} ${inline(value, style, false)}`]
  return [before, ...blockLines(value, column, style)]
}

/** The lines below a key that stands in `column`. */
export function blockLines(value: unknown, column: number, style: Style): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((element) => itemLines(element, column + style.dashStep, style))
  return Object.entries(isRecord(value) ? value : {}).flatMap(([key, inner]) =>
    entryLines(key, inner, column + style.step, style),
  )
}

/** An element as lines, its dash in `column`. */
export function itemLines(value: unknown, column: number, style: Style): readonly string[] {
  const dash = `${' '.repeat(column)}- `
  if (!spreads(value, style)) return [dash + inline(value, style, false)]
  const lines = Array.isArray(value)
    ? value.flatMap((element) => itemLines(element, column + 2, style))
    : Object.entries(isRecord(value) ? value : {}).flatMap(([key, inner]) => entryLines(key, inner, column + 2, style))
  return lines.map((line, index) => (index === 0 ? dash + line.slice(column + 2) : line))
}

/** True for what takes lines of its own in block style. */
export function spreads(value: unknown, style: Style): boolean {
  if (Array.isArray(value))
    return value.length > 0 && !(style.bracketLists && value.every((element) => !Array.isArray(element) && !isRecord(element)))
  return isRecord(value) && Object.keys(value).length > 0
}
