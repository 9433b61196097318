import { importsOf, isTypeScript, type Tree, targetOf } from './source.ts'

/** Every knot of files that import one another (types count), each told as the shortest way round: `['a.ts', 'b.ts', 'a.ts']`. */
export function circles(files: Tree): readonly (readonly string[])[] {
  const edges = new Map<string, readonly string[]>()
  for (const [path, text] of files) {
    if (!isTypeScript(path)) continue
    const targets = importsOf(path, text).flatMap(({ specifier }) => {
      const target = specifier === undefined ? undefined : targetOf(path, specifier)
      return target?.type === 'file' && files.has(target.path) ? [target.path] : []
    })
    edges.set(path, targets)
  }
  return knots(edges)
    .map((knot) => wayRound(edges, knot))
    .filter((way) => way.length > 0)
}

/** Strongly connected components, by Tarjan's algorithm (SIAM J. Comput. 1(2), 1972). */
function knots(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const found: string[][] = []
  const enter = (file: string): number => {
    const mine = order.size
    let lowest = mine
    order.set(file, mine)
    stack.push(file)
    for (const next of edges.get(file) ?? []) {
      if (!order.has(next)) lowest = Math.min(lowest, enter(next))
      else if (stack.includes(next)) lowest = Math.min(lowest, order.get(next) ?? lowest)
    }
    low.set(file, lowest)
    if (lowest === mine) found.push(stack.splice(stack.indexOf(file)))
    return lowest
  }
  for (const file of edges.keys()) if (!order.has(file)) enter(file)
  return found
}

/** The shortest way from the knot's first file back to it, breadth first; empty for a single file that does not import itself. */
function wayRound(edges: ReadonlyMap<string, readonly string[]>, knot: readonly string[]): readonly string[] {
  const start = knot.toSorted()[0]
  if (start === undefined) return []
  const ways: string[][] = [[start]]
  const seen = new Set<string>()
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const next of edges.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return [...way, start]
      if (!knot.includes(next) || seen.has(next)) continue
      seen.add(next)
      ways.push([...way, next])
    }
  }
  return []
}
