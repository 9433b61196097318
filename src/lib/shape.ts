/**
 * Reads untyped data against a description of its shape, and gives typed data back whatever comes in: a value of the wrong
 * type is left out and reported, so that everything behind this point is total. Unlike a schema validator it never rejects the whole,
 * because one mistyped field must not hide the rest of an object from judgement.
 */

/** Something that did not fit, with its path from the value's root. */
export interface Misfit {
  readonly type: 'wrong-type' | 'unknown-field'
  readonly path: readonly (string | number)[]
  /** What was expected, for example `boolean`; for an unknown field, the field it may have been meant to be, or ''. */
  readonly expected: string
}

/** Where a reading stands, and what did not fit so far. */
export class Reading {
  readonly misfits: Misfit[] = []
  readonly steps: (string | number)[] = []

  report(type: Misfit['type'], expected: string): undefined {
    if (this.misfits.length < 200) this.misfits.push({ type, path: [...this.steps], expected })
    return undefined
  }
}

/** A shape reads a value: the typed value, or `undefined` for null, absent or misfitting ones. */
export type Shape<T> = (value: unknown, reading: Reading) => T | undefined

/** The type that a shape reads. */
export type Read<S> = S extends Shape<infer T> ? T : never

type Fields = { readonly [key: string]: Shape<unknown> }
export type ReadFields<F extends Fields> = { readonly [K in keyof F]?: Read<F[K]> }

export const text: Shape<string> = (value, reading) => {
  if (typeof value === 'string') return ownText(value)
  return value === null || value === undefined ? undefined : reading.report('wrong-type', 'string')
}

/** V8 copies shorter parts of a text, and lets longer ones point into it. */
const longestCopied = 12

/** A copy of more than this is dear, and lets go of little: such a text is most of its file. */
const worthHolding = 8192

/** Names, labels, verbs: texts of this length come again and again, and one copy of so many of them serves all. */
const longestShared = 80
const mostShared = 50_000
const shared = new Map<string, string>()

/** The same text, holding nothing else in memory: what a parser cut out of a file would keep the whole of it alive. */
export function ownText(text: string): string {
  if (text.length <= longestCopied || text.length > worthHolding) return text
  if (text.length > longestShared) return ` ${text}`.slice(1)
  const known = shared.get(text)
  if (known !== undefined) return known
  const own = ` ${text}`.slice(1)
  if (shared.size < mostShared) shared.set(own, own)
  return own
}

export const flag: Shape<boolean> = (value, reading) => {
  if (typeof value === 'boolean') return value
  return value === null || value === undefined ? undefined : reading.report('wrong-type', 'boolean')
}

export const number: Shape<number> = (value, reading) => {
  if (typeof value === 'number') return value
  return value === null || value === undefined ? undefined : reading.report('wrong-type', 'number')
}

/** An integer or a string: ports by name, percentages, quantities. */
export const textOrNumber: Shape<string | number> = (value, reading) => {
  if (typeof value === 'number') return value
  if (typeof value === 'string') return ownText(value)
  return value === null || value === undefined ? undefined : reading.report('wrong-type', 'string or number')
}

/** One of these words. */
export function oneOf<W extends string>(words: readonly W[]): Shape<W> {
  return (value, reading) => {
    const word = words.find((known) => known === value)
    return word !== undefined || value === null || value === undefined ? word : reading.report('wrong-type', words.join(' or '))
  }
}

/** Anything at all, unread. */
export const anything: Shape<unknown> = (value) => (value === null ? undefined : value)

export function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * An object with these fields. Fields it does not name are left out; where `others` is given (names that exist but are not read),
 * any field that is in neither list is reported as unknown.
 */
export function object<F extends Fields>(fields: F, others?: string): Shape<ReadFields<F>> {
  const table = new Map(Object.entries(fields))
  const known = others === undefined ? undefined : new Set(others.split(/\s+/))
  return (value, reading) => {
    if (value === null || value === undefined) return undefined
    if (!isRecord(value)) return reading.report('wrong-type', 'object')
    const out: { [key: string]: unknown } = {}
    for (const key in value) {
      const shape = table.get(key)
      if (shape === undefined) {
        if (known !== undefined && !known.has(key)) reportUnknown(key, table, reading)
        continue
      }
      reading.steps.push(key)
      const read = shape(value[key], reading)
      reading.steps.pop()
      if (read !== undefined) out[key] = read
    }
    return out as ReadFields<F>
  }
}

function reportUnknown(key: string, table: ReadonlyMap<string, unknown>, reading: Reading): void {
  const lower = key.toLowerCase()
  let meant = ''
  for (const name of table.keys()) if (name.toLowerCase() === lower) meant = name
  reading.steps.push(key)
  reading.report('unknown-field', meant)
  reading.steps.pop()
}

/** A list. Elements that do not fit become what `fallback` gives, so that indexes stay those of the source. */
export function list<T>(element: Shape<T>, fallback: () => T): Shape<readonly T[]> {
  return (value, reading) => {
    if (value === null || value === undefined) return undefined
    if (!Array.isArray(value)) return reading.report('wrong-type', 'list')
    // `map` takes as much memory as it needs, where a list that is pushed to keeps room for more.
    const out = value.map((item: unknown, index) => {
      reading.steps.push(index)
      const one = element(item, reading) ?? fallback()
      reading.steps.pop()
      return one
    })
    return out
  }
}

/** A list of objects; an element of another type becomes an object with no fields. */
export function objects<F extends Fields>(fields: F, others?: string): Shape<readonly ReadFields<F>[]> {
  return list(object(fields, others), () => ({}) as ReadFields<F>)
}

/** A list of strings; an element of another type becomes ''. */
export const texts: Shape<readonly string[]> = list(text, () => '')

/** An object used as a map, with values of one shape. The key `__proto__` is left out. */
export function map<T>(element: Shape<T>): Shape<{ readonly [key: string]: T }> {
  return (value, reading) => {
    if (value === null || value === undefined) return undefined
    if (!isRecord(value)) return reading.report('wrong-type', 'object')
    const out: { [key: string]: T } = {}
    for (const key of Object.keys(value)) {
      if (key === '__proto__') continue
      reading.steps.push(key)
      const read = element(value[key], reading)
      reading.steps.pop()
      if (read !== undefined) out[key] = read
    }
    return out
  }
}

/** Runs a shape over a value. */
export function read<T>(shape: Shape<T>, value: unknown): { readonly value: T | undefined; readonly misfits: readonly Misfit[] } {
  const reading = new Reading()
  const result = shape(value, reading)
  return { value: result, misfits: reading.misfits }
}
