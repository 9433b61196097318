import { spawnSync } from 'node:child_process'

/*
 * Runs programs and says what they took. Node tells the processor time and peak memory of itself alone, so a child is started by a few lines of Python,
 * which asks the kernel for what that one child used (wait4). Where there is no python3, only the time on the clock is known, and that is said.
 */

/** What one run took. `cpuMs` is user and system time of all threads; `peakMb` is the largest resident set, in 2^20 bytes. */
export interface Run {
  readonly wallMs: number
  readonly cpuMs: number | undefined
  readonly peakMb: number | undefined
}

/** A program with its arguments. `accepted` are the exit codes of a run that did its work. */
export interface Program {
  readonly name: string
  readonly command: readonly string[]
  readonly accepted: readonly number[]
  readonly cwd?: string
}

/** Longer runs than this are not waited for. */
export const patienceMs = 120_000

const wait4 = `
import os, signal, sys, time
out = os.open(os.devnull, os.O_RDWR)
begin = time.perf_counter()
pid = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, out, n) for n in (0, 1, 2)])
signal.signal(signal.SIGALRM, lambda *_: os.kill(pid, signal.SIGKILL))
signal.alarm(int(sys.argv[1]))
_, status, used = os.wait4(pid, 0)
print(time.perf_counter() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss, os.waitstatus_to_exitcode(status))
`

const python = spawnSync('python3', ['-I', '-S', '-c', 'import os; os.posix_spawnp']).status === 0

if (!python) console.error('no python3: processor time and memory are not measured')

/** One run, its output thrown away; undefined where it took too long. Throws where it ended with a code that says it did not do its work. */
export function runOnce({ name, command, accepted, cwd = process.cwd() }: Program): Run | undefined {
  const watched = ['python3', '-I', '-S', '-c', wait4, `${patienceMs / 1000}`, ...command]
  const [file = '', ...words] = python ? watched : command
  const begin = performance.now()
  const { error, status, stdout } = spawnSync(file, words, { cwd, encoding: 'utf8', ...(python ? {} : { timeout: patienceMs }) })
  const wallMs = performance.now() - begin
  if (error !== undefined) {
    if ('code' in error && error.code === 'ETIMEDOUT') return undefined
    throw error
  }
  const [wall = Number.NaN, cpu = Number.NaN, peak = Number.NaN, code = status] = python
    ? stdout.trim().split(' ').map(Number)
    : []
  if (code === -9 && wallMs >= patienceMs) return undefined
  if (code === null || !accepted.includes(code)) throw new Error(`${name} ended with ${code}: ${command.join(' ').slice(0, 200)}`)
  if (!python) return { wallMs, cpuMs: undefined, peakMb: undefined }
  // Linux counts in 1024 bytes, macOS in bytes.
  return { wallMs: wall * 1000, cpuMs: cpu * 1000, peakMb: peak / (process.platform === 'darwin' ? 2 ** 20 : 2 ** 10) }
}

/** What a program prints, for counting what it found. Throws as `runOnce` does. */
export function outputOf({ name, command: [file = '', ...words], accepted, cwd = process.cwd() }: Program): string | undefined {
  const { error, status, stdout, stderr } = spawnSync(file, words, {
    cwd,
    encoding: 'utf8',
    timeout: patienceMs,
    maxBuffer: 2 ** 30,
  })
  if (error !== undefined) {
    if ('code' in error && error.code === 'ETIMEDOUT') return undefined
    throw error
  }
  if (status === null || !accepted.includes(status)) throw new Error(`${name} ended with ${status}: ${stderr.slice(0, 500)}`)
  return stdout
}

/** Runs each program once a round, so that a busy moment strikes all of them. A program that takes too long has no runs. */
export function inTurn(programs: readonly Program[], rounds: number): ReadonlyMap<Program, readonly Run[]> {
  const runs = new Map<Program, Run[]>(programs.map((program) => [program, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [program, all] of runs) {
      const run = runOnce(program)
      if (run === undefined) runs.delete(program)
      else all.push(run)
    }
  }
  return runs
}

/** The value with half of the others below it; NaN of none. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

/** The median of the quotients of runs that stood side by side: what makes one slow makes the other slow. */
export function ratio(own: readonly Run[], other: readonly Run[]): number {
  return median(own.map(({ wallMs }, round) => wallMs / (other[round]?.wallMs ?? Number.NaN)))
}
