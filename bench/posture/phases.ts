import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { outputOf } from '../lib/measure.ts'

/** What a function of the program's belongs to, with all it calls. Names are those of the source; the bundle adds a number where two are the same. */
const phases: readonly (readonly [string, RegExp])[] = [
  ['print', /^(writeResult|jsonPieces)\d*$/],
  ['rank', /^finish\d*$/],
  ['normalise', /^(podsOf|readObjects)\d*$/],
  ['judge', /^(look|object)\d*$/],
  ['parse', /^(parseYaml|parseJson)\d*$/],
  ['split', /^(splitYaml|sniff|cutHead|mentionsContainers|readText)\d*$/],
  ['read', /^(planTargets|readFile|readTargets)\d*$/],
]

interface Frame {
  readonly id: number
  readonly callFrame: { readonly functionName: string }
  readonly children?: readonly number[]
}
interface Profile {
  readonly nodes: readonly Frame[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/**
 * Where the time of a command goes, in milliseconds a phase, by V8's sampling profiler, which slows everything down a little. `start` is whatever
 * comes before or between the rest: Node itself, loading the program, reading the command line.
 */
export function timeByPhase(node: string, words: readonly string[], runs: number): ReadonlyMap<string, number> {
  const folder = mkdtempSync(join(tmpdir(), 'haetae-profile-'))
  try {
    const command = [node, '--cpu-prof', '--cpu-prof-interval', '200', '--cpu-prof-dir', folder, ...words]
    for (let run = 0; run < runs; run++) outputOf({ name: 'haetae', command, accepted: [0, 1, 3] })
    const total = new Map<string, number>()
    for (const file of readdirSync(folder)) addProfile(JSON.parse(readFileSync(join(folder, file), 'utf8')), total)
    return new Map([...total].map(([phase, time]) => [phase, time / runs / 1000]))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function addProfile({ nodes, samples, timeDeltas }: Profile, total: Map<string, number>): void {
  const phaseOf = new Map<number, string>()
  const byId = new Map(nodes.map((frame) => [frame.id, frame]))
  const mark = (frame: Frame | undefined, outer: string): void => {
    if (frame === undefined) return
    const phase = ownPhase(frame.callFrame.functionName) ?? outer
    phaseOf.set(frame.id, phase)
    for (const child of frame.children ?? []) mark(byId.get(child), phase)
  }
  mark(nodes[0], 'start')
  for (const [index, id] of samples.entries()) {
    const phase = phaseOf.get(id) ?? 'start'
    total.set(phase, (total.get(phase) ?? 0) + (timeDeltas[index] ?? 0))
  }
}

function ownPhase(name: string): string | undefined {
  if (name === '(garbage collector)') return 'collect garbage'
  if (name === '(idle)') return 'wait for renderers'
  return phases.find(([, names]) => names.test(name))?.[0]
}
