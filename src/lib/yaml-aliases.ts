import { EVENT_ID, type Event } from 'js-yaml'

/** Aliases may repeat this many values in one document. go-yaml sets a like limit, by the share of values that aliases repeat. */
const maxRepeated = 200_000

/** A node that is being read, with how many values it holds once its aliases are written out. */
interface Open {
  readonly anchor: string
  values: number
}

/**
 * Why the aliases of a parsed document are refused, and where: one that stands inside the node it repeats has no end, and a few that repeat each
 * other's repetitions (`billion laughs`) come to more values than any memory holds. Undefined where there is nothing to say.
 */
export function aliasFault(parse: {
  readonly text: string
  readonly events: readonly Event[]
}): { readonly reason: string; readonly line: number; readonly column: number } | undefined {
  const { events, text } = parse
  if (!events.some(({ type }) => type === EVENT_ID.ALIAS)) return undefined
  const name = (event: Event) =>
    'anchorStart' in event && event.anchorStart >= 0 ? text.slice(event.anchorStart, event.anchorEnd) : ''
  /** Values that each anchor stands for so far. */
  const sizes = new Map<string, number>()
  const open: Open[] = []
  let repeated = 0
  for (const event of events) {
    const top = open.at(-1)
    if (event.type === EVENT_ID.POP) {
      const closed = open.pop()
      if (closed === undefined) continue
      if (closed.anchor !== '') sizes.set(closed.anchor, closed.values)
      const parent = open.at(-1)
      if (parent !== undefined) parent.values += closed.values
    } else if (event.type === EVENT_ID.ALIAS) {
      const alias = name(event)
      const at = event.anchorStart - 1
      if (open.some(({ anchor }) => anchor === alias))
        return fault(text, at, `the alias *${alias} stands inside of what it repeats`)
      const size = sizes.get(alias) ?? 0
      repeated += size
      if (repeated > maxRepeated) return fault(text, at, `aliases repeat more than ${maxRepeated} values`)
      if (top !== undefined) top.values += size
    } else if (event.type === EVENT_ID.SCALAR) {
      const anchor = name(event)
      if (anchor !== '') sizes.set(anchor, 1)
      if (top !== undefined) top.values++
    } else open.push({ anchor: name(event), values: 1 })
  }
  return undefined
}

function fault(text: string, at: number, reason: string) {
  const before = text.slice(0, at)
  return { reason, line: before.split('\n').length, column: at - before.lastIndexOf('\n') }
}
