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
  return printJson({ schema: resultSchemaId, ...result }, inOrder)
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const rank = (member: string): number => memberOrder.get(member) ?? memberOrder.size
  const members = Object.entries(value).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
  return Object.fromEntries(members)
}

/**
 * Indented JSON in which control and format characters are escapes, also those that JSON allows to stand for themselves: read
 * back it is the same, and shown on a terminal it steers and reorders nothing.
 */
export function printJson(value: object, replacer?: (key: string, value: unknown) => unknown): string {
  const text = JSON.stringify(value, replacer, 2)
  const escaped = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) =>
    char === '\n'
      ? char
      : Array.from({ length: char.length }, (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  )
  return `${escaped}\n`
}
