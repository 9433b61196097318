import { cost, isDivider, matchCost, type OutputLine, outputLine, unknownNode } from './line-match.ts'
import { type TemplateFlow, templateFlow } from './template-flow.ts'

/** Where a line of output comes from. */
export interface MappedLine {
  /** Line of the template, from 1. */
  readonly line: number
  /** The line itself stands there; false where it was written by something that the line calls (include, toYaml), or is a guess. */
  readonly exact: boolean
}

const beamCost = 12
const beamWidth = 192
const maxFollowers = 128
const maxVisited = 4096

/** The states after one output line: template nodes, what it cost to be there, and the index of the state before. */
interface Step {
  readonly nodes: number[]
  readonly costs: number[]
  readonly from: number[]
  readonly exact: boolean[]
}

/**
 * Finds for every line of `renderedText` the line of the Go template `templateText` that wrote it; the result has one element for
 * each rendered line (as `split('\n')` counts them).
 *
 * The template is read as a flow of lines (branches may be left out, loops may repeat, an include may write many lines), and the
 * cheapest way through it that writes the output is looked for, keeping only the best states at every line: the time grows with
 * the number of output lines. Documents divided by `---` may stand in another order than in the template.
 */
export function mapLines(templateText: string, renderedText: string): MappedLine[] {
  const output = renderedText.split('\n').map(outputLine)
  const aligner = new Aligner(templateFlow(templateText))
  const steps: Step[] = []
  let previous: Step = { nodes: [0], costs: [0], from: [-1], exact: [false] }
  for (let index = 0; index < output.length; index++) {
    const line = output[index]
    if (line === undefined) break
    previous = aligner.step(previous, line, index)
    steps.push(previous)
  }
  return aligner.trace(steps)
}

class Aligner {
  private readonly flow: TemplateFlow
  private readonly followers: ({ readonly nodes: number[]; readonly costs: number[] } | undefined)[] = []
  private readonly dividers: number[] = []
  private readonly byLiteral = new Map<string, number[]>()
  /** The cost of every node for the current output line, valid where `stamp` holds the line's index. */
  private readonly memo: Float64Array
  private readonly stamp: Int32Array

  constructor(flow: TemplateFlow) {
    this.flow = flow
    this.memo = new Float64Array(flow.nodes.length)
    this.stamp = new Int32Array(flow.nodes.length).fill(-1)
    for (const [index, node] of flow.nodes.entries()) {
      if (node.kind !== 'line' || node.parts.length !== 1) continue
      const text = node.parts[0] ?? ''
      if (isDivider(text)) this.dividers.push(index)
      const same = this.byLiteral.get(text)
      if (same === undefined) this.byLiteral.set(text, [index])
      else same.push(index)
    }
  }

  /** The states that the output line `line` can lead to from those of `previous`. */
  step(previous: Step, line: OutputLine, index: number): Step {
    const next = new Frontier()
    let best = 0
    for (let state = 0; state < previous.nodes.length; state++) {
      const node = previous.nodes[state] ?? 0
      const paid = previous.costs[state] ?? 0
      if (paid < (previous.costs[best] ?? 0)) best = state
      this.advance(next, state, node, paid, line, index)
      this.stay(next, state, node, paid, line)
    }
    if (isDivider(line.text)) this.divide(next, previous, best, index)
    this.jump(next, best, previous, line)
    return next.prune()
  }

  private advance(next: Frontier, state: number, node: number, paid: number, line: OutputLine, index: number): void {
    const { nodes, costs } = this.follow(node)
    for (let at = 0; at < nodes.length; at++) {
      const target = nodes[at] ?? 0
      const match = this.match(target, line, index)
      if (match !== Number.POSITIVE_INFINITY) next.reach(target, paid + (costs[at] ?? 0) + match, state, this.isExact(target))
    }
  }

  /** The node's hole goes on writing, or (at a price) the line is something that this reader does not understand. */
  private stay(next: Frontier, state: number, node: number, paid: number, line: OutputLine): void {
    if (line.text === '') {
      next.reach(node, paid + cost.stayOnBlank, state, false)
      return
    }
    const { spread, blockIndent } = this.flow.nodes[node] ?? unknownNode
    let price: number = cost.lost
    if (spread === 'value') price = cost.value
    if (spread === 'block') price = cost.block + (line.indent < blockIndent ? cost.wrongBlockIndent : 0)
    next.reach(node, paid + price, state, false)
  }

  /** A `---` may begin any document of the template: renderers sort by kind. A later document costs less than an earlier one. */
  private divide(next: Frontier, previous: Step, best: number, index: number): void {
    const least = previous.costs[best] ?? 0
    next.reach(0, least + (index === 0 ? cost.firstDocument : cost.otherDocument), best, false)
    const order = previous.nodes.map((_, state) => state).sort((a, b) => (previous.nodes[a] ?? 0) - (previous.nodes[b] ?? 0))
    let passed = 0
    let before = -1
    for (const divider of this.dividers) {
      for (; passed < order.length && (previous.nodes[order[passed] ?? 0] ?? 0) < divider; passed++) {
        const state = order[passed] ?? 0
        if (before < 0 || (previous.costs[state] ?? 0) < (previous.costs[before] ?? 0)) before = state
      }
      const forward = index === 0 ? cost.laterDocument : cost.nextDocument
      if (before >= 0) next.reach(divider, (previous.costs[before] ?? 0) + forward, before, true)
      next.reach(divider, least + cost.otherDocument, best, true)
    }
  }

  /** From the best state to literal lines elsewhere with the same text, so that one that is lost finds its way again. */
  private jump(next: Frontier, best: number, previous: Step, line: OutputLine): void {
    const same = line.text === '' ? undefined : this.byLiteral.get(line.text)
    if (same === undefined) return
    const node = previous.nodes[best] ?? 0
    const paid = previous.costs[best] ?? 0
    let first = 0
    for (let high = same.length; first < high; ) {
      const middle = (first + high) >> 1
      if ((same[middle] ?? 0) <= node) first = middle + 1
      else high = middle
    }
    for (let at = Math.max(0, first - 4); at < Math.min(same.length, first + 8); at++) {
      const target = same[at] ?? 0
      next.reach(target, paid + cost.jump + (target > node ? 0 : cost.indent), best, true)
    }
  }

  /** The nodes that can write the next line behind `node`, nearest first, through junctions and over blank lines. */
  private follow(node: number): { readonly nodes: number[]; readonly costs: number[] } {
    const known = this.followers[node]
    if (known !== undefined) return known
    const found = { nodes: [] as number[], costs: [] as number[] }
    const seen = new Set<number>()
    let layer: [number, number][] = [[node, 0]]
    while (layer.length > 0 && found.nodes.length < maxFollowers && seen.size < maxVisited) {
      const deeper: [number, number][] = []
      for (const [from, paid] of layer) {
        for (const to of this.flow.edges[from] ?? []) {
          if (seen.has(to)) continue
          seen.add(to)
          const kind = this.flow.nodes[to]?.kind
          if (kind !== 'junction') {
            found.nodes.push(to)
            found.costs.push(paid)
          }
          if (kind !== 'line') deeper.push([to, kind === 'blank' ? paid + cost.skipBlank : paid])
        }
      }
      layer = deeper
    }
    this.followers[node] = found
    return found
  }

  private match(target: number, line: OutputLine, index: number): number {
    if (this.stamp[target] === index) return this.memo[target] ?? 0
    const price = matchCost(this.flow.nodes[target] ?? unknownNode, line)
    this.stamp[target] = index
    this.memo[target] = price
    return price
  }

  /** A line that only calls something else does not hold the text itself. */
  private isExact(target: number): boolean {
    const node = this.flow.nodes[target] ?? unknownNode
    return node.spread !== 'block' || node.parts.some((part) => part !== '')
  }

  /** Walks back from the cheapest last state. */
  trace(steps: readonly Step[]): MappedLine[] {
    const out: MappedLine[] = []
    let state = cheapest(steps.at(-1))
    for (let index = steps.length - 1; index >= 0; index--) {
      const step = steps[index]
      const line = this.flow.nodes[step?.nodes[state] ?? 0]?.line ?? 0
      out.push({ line: Math.max(0, line) + 1, exact: step?.exact[state] ?? false })
      state = step?.from[state] ?? 0
    }
    return out.reverse()
  }
}

function cheapest(step: Step | undefined): number {
  let best = 0
  for (const [state, price] of (step?.costs ?? []).entries()) if (price < (step?.costs[best] ?? 0)) best = state
  return best
}

/** Collects the cheapest way to every node, and keeps the best of them. */
class Frontier {
  private readonly index = new Map<number, number>()
  private readonly step: Step = { nodes: [], costs: [], from: [], exact: [] }
  private least = Number.POSITIVE_INFINITY

  reach(node: number, price: number, from: number, exact: boolean): void {
    if (price > this.least + beamCost) return
    if (price < this.least) this.least = price
    const { nodes, costs, from: origins, exact: exacts } = this.step
    const known = this.index.get(node)
    const at = known ?? nodes.length
    if (known !== undefined && (costs[known] ?? 0) <= price) return
    if (known === undefined) this.index.set(node, at)
    nodes[at] = node
    costs[at] = price
    origins[at] = from
    exacts[at] = exact
  }

  prune(): Step {
    const { nodes, costs, from, exact } = this.step
    const limit = this.least + beamCost
    let kept = nodes.map((_, at) => at).filter((at) => (costs[at] ?? 0) <= limit)
    if (kept.length > beamWidth) kept = kept.sort((a, b) => (costs[a] ?? 0) - (costs[b] ?? 0)).slice(0, beamWidth)
    return {
      nodes: kept.map((at) => nodes[at] ?? 0),
      costs: kept.map((at) => costs[at] ?? 0),
      from: kept.map((at) => from[at] ?? 0),
      exact: kept.map((at) => exact[at] ?? false),
    }
  }
}
