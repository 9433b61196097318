import { isRecord } from '../../../lib/shape.ts'
import type { Result } from '../../../model/index.ts'

/** Names the shape of a saved result; it changes with the shape. */
export const resultSchemaId = 'haetae.dev/result/v1'

/**
 * Members in the order a reader wants them. Members not named here follow, sorted, so that equal results give equal bytes
 * whatever order they were built in.
 */
const memberOrder = new Map(
  [
    ...['schema', 'version', 'startedAt', 'scope', 'findings', 'gaps', 'facts', 'stats'],
    ...[
      'check',
      'severity',
      'type',
      'kind',
      'group',
      'namespace',
      'name',
      'clusterUid',
      'subject',
      'reason',
      'message',
      'en',
      'ko',
    ],
    ...['severityReasons', 'rank', 'byDefault', 'file', 'line', 'column', 'endLine', 'endColumn', 'path', 'unset', 'container'],
    ...['detail', 'renderedFrom', 'key', 'places', 'op', 'value', 'changes', 'caveat', 'fix', 'waived', 'fingerprint'],
  ].map((member, index) => [member, index]),
)

/** The result as JSON: everything in it, in an order that depends on nothing but its content. `parseResult` reads it back. */
export function writeJson(result: Result): string {
  return [...jsonPieces(result)].join('')
}

/** The same text in pieces, a finding, gap or fact each: the text of a large result takes more memory than the result. */
export function* jsonPieces(result: Result): Generator<string> {
  yield '{'
  let next = ''
  for (const [member, value] of Object.entries(ordered({ schema: resultSchemaId, ...result }))) {
    if (value === undefined) continue
    yield `${next}\n  ${JSON.stringify(member)}: `
    next = ','
    if (Array.isArray(value) && value.length > 0) yield* listPieces(value)
    else yield print(value, inOrder, '  ')
  }
  yield '\n}\n'
}

function* listPieces(list: readonly unknown[]): Generator<string> {
  let next = '['
  for (const element of list) {
    yield `${next}\n    ${print(element, inOrder, '    ')}`
    next = ','
  }
  yield '\n  ]'
}

function inOrder(_key: string, value: unknown): unknown {
  return isRecord(value) ? ordered(value) : value
}

/** Orders of members that came up before: a result has few kinds of records, and very many of each. */
const orders = new Map<string, readonly string[]>()

function ordered(value: { readonly [member: string]: unknown }): { readonly [member: string]: unknown } {
  const members = Object.keys(value)
  const shape = members.join()
  let order = orders.get(shape)
  // A member's name that comes from the input may hold commas: then there are fewer members than the order has.
  if (order?.length !== members.length) {
    const rank = (member: string): number => memberOrder.get(member) ?? memberOrder.size
    order = members.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    if (order.every((member) => memberOrder.has(member))) orders.set(shape, order)
  }
  return Object.fromEntries(order.map((member) => [member, value[member]]))
}

type Replacer = (key: string, value: unknown) => unknown

/**
 * Indented JSON in which control and format characters are escapes, also those that JSON allows to stand for themselves: read
 * back it is the same, and shown on a terminal it steers and reorders nothing.
 */
export function printJson(value: object, replacer?: Replacer): string {
  return `${print(value, replacer, '')}\n`
}

function print(value: unknown, replacer: Replacer | undefined, margin: string): string {
  return (JSON.stringify(value, replacer, 2) ?? 'null').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) =>
    char === '\n'
      ? `\n${margin}`
      : Array.from({ length: char.length }, (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  )
}
