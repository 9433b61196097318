import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What main.go answers; fields that a question does not ask for are empty. */
export interface Answer {
  readonly allowed: boolean
  readonly reasons: readonly string[]
  readonly details: readonly string[]
  readonly text: string
  readonly enforce: string
  readonly audit: string
  readonly warn: string
  readonly errors: readonly string[]
  readonly error: string
}

export type Question =
  | { readonly level: string; readonly version: string; readonly pod: unknown }
  | { readonly labels: { readonly [key: string]: string } }
  | { readonly quote: string }

export interface Oracle {
  /** The folder of k8s.io/pod-security-admission in Go's module cache. */
  readonly moduleDir: string
  readonly ask: (questions: readonly Question[]) => readonly Answer[]
  readonly close: () => void
}

/** Builds the oracle, or says why it cannot be had here. A build that fails with all its parts at hand is an error. */
export function openOracle(): Oracle | { readonly missing: string } {
  if (run('go', ['version']).status !== 0) return { missing: 'Go is not installed' }
  const download = run('go', ['mod', 'download'])
  if (download.status !== 0) return { missing: `Go modules cannot be had: ${download.stderr.trim()}` }
  const where = run('go', ['list', '-m', '-f', '{{.Dir}}', 'k8s.io/pod-security-admission'])
  const moduleDir = where.stdout.trim()
  if (where.status !== 0 || moduleDir === '') throw new Error(`go list: ${where.stderr}`)
  const folder = mkdtempSync(join(tmpdir(), 'pod-security-oracle-'))
  const program = join(folder, 'oracle')
  const build = run('nice', ['go', 'build', '-o', program, '.'])
  if (build.status !== 0) throw new Error(`go build: ${build.stderr}`)
  return {
    moduleDir,
    ask: (questions) => ask(program, questions),
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function run(command: string, args: readonly string[], input = '') {
  return spawnSync(command, args, { cwd: import.meta.dirname, encoding: 'utf8', input, maxBuffer: 1 << 30 })
}

function ask(program: string, questions: readonly Question[]): readonly Answer[] {
  const answered = run(program, [], questions.map((question) => JSON.stringify(question)).join('\n'))
  if (answered.status !== 0) throw new Error(`oracle: ${answered.stderr}`)
  const answers: Answer[] = answered.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  if (answers.length !== questions.length) throw new Error(`oracle: ${answers.length} answers to ${questions.length} questions`)
  return answers
}
