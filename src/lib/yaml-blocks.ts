import { CHOMPING_MODE, EVENT_ID, type Event, SCALAR_STYLE, type ScalarEvent } from 'js-yaml'

/*
 * Long literal blocks (`dashboard.json: |-`) are most of some manifests, and every character of them passes through the parser. Here they are cut down to
 * their first line before it, and put back afterwards.
 *
 * What is cut is a guess at what the parser will see, so each guess is held against what it did see: where one was no block after all (it stood inside
 * a quoted text, say), nothing counts of it and the whole text is parsed.
 */

/** Shorter blocks are not worth it. */
const worthCutting = 2048

/** A block as it stands in the text; `end` is past its last line. */
interface Block {
  readonly start: number
  readonly firstEnd: number
  readonly end: number
  readonly indent: number
}

/** Events of a text, and what to construct values from: the same events, with the blocks' values in a longer source. */
export interface BlockEvents {
  readonly events: Event[]
  readonly source: string
  readonly values: Event[]
}

/** Parses with `parse` what is left without the long blocks; undefined where there are none, or some were none. Throws what `parse` throws. */
export function parseAroundBlocks(text: string, parse: (text: string) => Event[]): BlockEvents | undefined {
  const blocks = longBlocks(text)
  if (blocks.length === 0) return undefined
  let short = ''
  let from = 0
  const cuts = blocks.map(({ firstEnd, end }) => {
    short += text.slice(from, firstEnd)
    from = end
    return short.length
  })
  const events = parse(short + text.slice(from))
  const back = (offset: number) => originalOffset(offset, cuts, blocks)
  for (const event of events) moveBack(event, back)
  const values = withValues(text, events, blocks)
  return values === undefined ? undefined : { events, ...values }
}

/** Characters that end a line, or are refused, by other rules than the ones below. */
const unusual = /[^\t\n -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/

function longBlocks(text: string): readonly Block[] {
  const blocks: Block[] = []
  const header = /: \|-? *\n( +)(?=[^ \t\n])/g
  for (let found = header.exec(text); found !== null; found = header.exec(text)) {
    const indent = found[1]?.length ?? 0
    const start = header.lastIndex - indent
    const after = endOfBlock(indent)
    after.lastIndex = start
    const last = after.exec(text)
    const end = last === null ? text.length : last.index + 1
    const firstEnd = text.indexOf('\n', start) + 1
    if (firstEnd > 0 && end - firstEnd >= worthCutting && text[end - 1] === '\n' && !unusual.test(text.slice(start, end)))
      blocks.push({ start, firstEnd, end, indent })
    header.lastIndex = end
  }
  return blocks
}

const ends = new Map<number, RegExp>()

/** The break before the first line that is neither blank nor indented like the block. */
function endOfBlock(indent: number): RegExp {
  let end = ends.get(indent)
  if (end === undefined) {
    end = new RegExp(`\\n(?! {${indent}}| *\\n| *$)`, 'g')
    ends.set(indent, end)
  }
  return end
}

/** The offset in the whole text of one in the text without the blocks. */
function originalOffset(offset: number, cuts: readonly number[], blocks: readonly Block[]): number {
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cuts[middle] ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  const before = low === 0 ? undefined : blocks[low - 1]
  return before === undefined ? offset : before.end + offset - (cuts[low - 1] ?? 0)
}

function moveBack(event: Event, back: (offset: number) => number): void {
  if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) return
  event.anchorStart = back(event.anchorStart)
  event.anchorEnd = back(event.anchorEnd)
  if (event.type === EVENT_ID.ALIAS) return
  event.tagStart = back(event.tagStart)
  event.tagEnd = back(event.tagEnd)
  if (event.type === EVENT_ID.SCALAR) {
    event.valueStart = back(event.valueStart)
    event.valueEnd = back(event.valueEnd)
  } else event.start = back(event.start)
}

/** Puts the blocks' values behind the text, and lets their events point there; undefined where a block has no event of its own. */
function withValues(text: string, events: readonly Event[], blocks: readonly Block[]): Omit<BlockEvents, 'events'> | undefined {
  let source = text
  let next = 0
  const values = events.map((event) => {
    const block = blocks[next]
    if (block === undefined || event.type !== EVENT_ID.SCALAR || !isEventOf(event, block)) return event
    next++
    const valueStart = source.length
    source += blockValue(text.slice(block.start, block.end), block.indent, event.chomping === CHOMPING_MODE.STRIP)
    return { ...event, valueStart, valueEnd: source.length, fast: true }
  })
  return next === blocks.length ? { source, values } : undefined
}

function isEventOf({ style, indent, valueStart, valueEnd }: ScalarEvent, block: Block): boolean {
  return style === SCALAR_STYLE.LITERAL_BLOCK && indent === block.indent && valueStart === block.start && valueEnd === block.end
}

/** YAML 1.2.2, 8.1.1.2: the last break stays, or goes where the block says `-`, and blank lines at the end go. */
function blockValue(region: string, indent: number, strip: boolean): string {
  const lines = region.slice(indent).replaceAll(new RegExp(`\\n {0,${indent}}`, 'g'), '\n')
  let end = lines.length
  while (lines.charCodeAt(end - 1) === 10) end--
  return strip ? lines.slice(0, end) : `${lines.slice(0, end)}\n`
}
