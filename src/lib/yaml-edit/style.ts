import { type MapNode, nodesBelow, type YamlNode } from './tree.ts'

/** How a document is written, so that what is added to it looks like the rest. */
export interface Style {
  readonly lineBreak: '\n' | '\r\n'
  /** The document is JSON, and stays it. */
  readonly json: boolean
  /** What follows a colon and a comma inside brackets: a blank, or nothing in JSON without any. */
  readonly gap: ' ' | ''
  /** One step of indentation, for JSON that is spread over lines; undefined where it is on one line. */
  readonly jsonIndent: string | undefined
  /** Columns from a key to the keys below it. */
  readonly step: number
  /** Columns from a key to the dashes below it. */
  readonly dashStep: number
  /** Lists of plain values are written in brackets. */
  readonly bracketLists: boolean
}

export function styleOf(text: string, root: YamlNode): Style {
  const steps: number[] = []
  const dashes: number[] = []
  let brackets = 0
  let blocks = 0
  for (const node of nodesBelow(root)) {
    if (node.type !== 'map' || node.flow) continue
    for (const { value } of node.entries) {
      if (value.type === 'map' && !value.flow) steps.push(columnOf(text, value.start) - columnOf(text, node.start))
      if (value.type !== 'seq') continue
      if (!value.flow) dashes.push(columnOf(text, value.start) - columnOf(text, node.start))
      if (value.items.every((item) => item.value.type === 'scalar') && value.items.length > 0) value.flow ? brackets++ : blocks++
    }
  }
  const json = isJson(text)
  return {
    lineBreak: lineBreakOf(text),
    json,
    gap: json && !/[":][ \t]/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, '"')) ? '' : ' ',
    jsonIndent: json ? /\n([ \t]+)/.exec(text)?.[1] : undefined,
    step: mostCommon(steps) ?? 2,
    dashStep: mostCommon(dashes) ?? 0,
    bracketLists: brackets > blocks,
  }
}

export function lineBreakOf(text: string): '\n' | '\r\n' {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

export function columnOf(text: string, at: number): number {
  return at - (text.lastIndexOf('\n', at - 1) + 1)
}

export function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The quote that all keys of a mapping are written with, if they are. */
export function keyQuote(map: MapNode): '"' | "'" | '' {
  const [first, ...rest] = map.entries.map(({ key }) => (key.type === 'scalar' ? key.style : 'plain'))
  if ((first !== 'double' && first !== 'single') || rest.some((style) => style !== first)) return ''
  return first === 'double' ? '"' : "'"
}

function mostCommon(numbers: readonly number[]): number | undefined {
  const counts = new Map<number, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}
