import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseResult } from '../../src/apps/cli/output/saved-result.ts'
import type { Result } from '../../src/model/index.ts'

const program = resolve('haetae')

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
  /** True when it had to be stopped. */
  readonly hung: boolean
}

export interface RunOptions {
  readonly cwd?: string
  readonly input?: string | Buffer
  readonly env?: NodeJS.ProcessEnv
  /** How long it may take before it is stopped. */
  readonly patienceMs?: number
}

/** Longer than anything here takes on a busy machine. */
const patience = 50_000

/** Runs the program as a user does, with little memory, in English and without colours. */
export function haetae(
  args: readonly string[],
  { cwd, input = '', env = {}, patienceMs = patience }: RunOptions = {},
): Promise<Ran> {
  return new Promise((done) => {
    const child = spawn(program, [...args], {
      cwd,
      env: { ...process.env, LC_ALL: 'C', NO_COLOR: '1', NODE_OPTIONS: '--max-old-space-size=512', ...env },
      timeout: patienceMs,
      killSignal: 'SIGKILL',
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    child.on('close', (code, signal) =>
      done({
        code: code ?? -1,
        out: Buffer.concat(out).toString('utf8'),
        err: Buffer.concat(err).toString('utf8'),
        hung: signal === 'SIGKILL',
      }),
    )
  })
}

/** A folder of its own for each test file. */
export class Yard {
  readonly root = mkdtempSync(join(tmpdir(), 'haetae-hostile-'))

  put(name: string, content: string | Buffer): string {
    const path = join(this.root, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    return path
  }

  folder(name: string): string {
    const path = join(this.root, name)
    mkdirSync(path, { recursive: true })
    return path
  }

  clear(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

/** A pod that has a finding of privileged-container, on line 8. */
export const pod = (name: string) => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop}
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext: {privileged: true}
`

/** The result that `-o json` wrote. */
export function resultOf({ out }: Ran): Result {
  return parseResult(out, 'standard output')
}

/** `file:line reason`, for each gap that was not asked for. */
export function gapsOf(result: Result): readonly string[] {
  return result.gaps
    .filter(({ byChoice }) => byChoice !== true)
    .map(({ file, line, reason }) => `${file ?? ''}${line === undefined ? '' : `:${line}`} ${reason}`)
}

/** Names of the pods that privileged-container was found in. */
export function privilegedIn(result: Result): readonly string[] {
  return result.findings
    .filter(({ check }) => check === 'posture/privileged-container')
    .map(({ subject }) => subject.name)
    .sort()
}
