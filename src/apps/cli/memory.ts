import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Lets the heap grow by little from here on. V8 waits until up to four times as much as was in use has piled up before it collects, which for a large
 * input is hundreds of megabytes; with this it is a quarter as much again, for a tenth to a fifth more of time.
 */
export function growSlowly(): void {
  setFlagsFromString('--heap-growing-percent=25')
  // What the entry keeps of the compiled program counts for the settings it was kept under.
  process.prependOnceListener('exit', () => setFlagsFromString('--heap-growing-percent=0'))
}

/** Of memory: some two kilobytes for a finding, and what reading and writing take meanwhile. */
const bytesPerFinding = 5000
const mostFindings = 200_000

/** How many findings fit into the memory that the program may take, so that a text made to have too many does not end it. */
export function findingsThatFit(): number {
  return Math.min(mostFindings, Math.floor(limit() / bytesPerFinding))
}

/** Judging what was read, and writing it, need the rest. */
const shareForReading = 0.65

/** True when so much of the memory that the program may take is in use that reading more could end it. */
export function isMemoryShort(): boolean {
  if (usedShare() < shareForReading) return false
  collectGarbage()
  return usedShare() >= shareForReading
}

function usedShare(): number {
  return getHeapStatistics().used_heap_size / limit()
}

/** The limit that V8 names counts the room for what is new as well, three times 64 MiB, where nothing stays. */
function limit(): number {
  const named = getHeapStatistics().heap_size_limit
  return Math.max(named - 3 * 64 * 1024 * 1024, named / 4)
}

/** Not all that is in use is needed: what is not goes first. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
}
