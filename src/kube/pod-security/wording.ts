/**
 * The API server's way of writing lists and values, so that a message here is the message there, letter for letter.
 */

import { newerThanGo } from './newer-than-go.ts'

/** `"a", "b"`. The values are not escaped. */
export function quoteAll(values: readonly string[]): string {
  return values.length === 0 ? '' : `"${values.join('", "')}"`
}

/** `one` for exactly one, else `many`. */
export function plural(one: string, many: string, count: number): string {
  return count === 1 ? one : many
}

/** Each value once, in the order of their UTF-8 bytes. */
export function sortedOnce(values: Iterable<string>): string[] {
  const once = new Set<string>()
  for (const value of values) once.add(value.toWellFormed())
  return [...once].sort(compareBytes)
}

/** Order of the UTF-8 bytes: that of UTF-16 units, but for surrogate pairs, which come after all else. */
function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const difference = byteRank(a.charCodeAt(index)) - byteRank(b.charCodeAt(index))
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

function byteRank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

const namedEscapes: { readonly [char: string]: string } = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
}
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u

/** The value in double quotes, escaped as Go's `%q` does it. */
export function goQuote(value: string): string {
  let out = '"'
  for (const char of value.toWellFormed()) {
    const code = char.codePointAt(0) ?? 0
    if (namedEscapes[char] !== undefined) out += namedEscapes[char]
    else if (printable.test(char) && !newerThanGo.test(char)) out += char
    else if (code < 0x80) out += `\\x${code.toString(16).padStart(2, '0')}`
    else if (code < 0x10000) out += `\\u${code.toString(16).padStart(4, '0')}`
    else out += `\\U${code.toString(16).padStart(8, '0')}`
  }
  return `${out}"`
}
