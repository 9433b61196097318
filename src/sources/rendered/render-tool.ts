import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import { type Failure, failure, type RenderOptions } from './rendered.ts'

export const defaultTimeoutMs = 30_000
const maxOutput = 64 * 1024 * 1024

export interface RunOptions {
  readonly timeoutMs: number
  readonly env: NodeJS.ProcessEnv
  readonly cwd?: string
  readonly input?: string
  /** How much address space it gets, in KiB: a template can ask for any amount of memory in one piece. Without effect on systems that know no such limit. */
  readonly maxMemory?: number
}

/** For a renderer. Go reserves more than a gigabyte at its start, so that this leaves it somewhat less than two. */
export const renderMemory = 3 * 1024 * 1024

export type Run =
  | { readonly ok: true; readonly stdout: string }
  | { readonly ok: false; readonly why: 'timeout' | 'too-large' | 'failed'; readonly stderr: string }

/** The first executable file of one of `names` on the search path. Relative entries are passed over: the scanned folder must not bring its own tool. */
export async function findOnPath(names: readonly string[], options: RenderOptions): Promise<string | undefined> {
  const folders = (options.searchPath ?? process.env.PATH ?? '').split(delimiter).filter(isAbsolute)
  const suffixes = process.platform === 'win32' ? ['.exe'] : ['']
  for (const name of names) {
    for (const folder of folders) {
      for (const suffix of suffixes) {
        const file = join(folder, name + suffix)
        if (await isExecutable(file)) return file
      }
    }
  }
  return undefined
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK)
    return (await stat(file)).isFile()
  } catch {
    return false
  }
}

/** Sets the limit and becomes the program: its arguments are never read as a script. */
const limited = 'ulimit -v "$0" 2>/dev/null; exec "$@"'

/** Runs a program with a limit of time, output and memory. Never throws. */
export function runTool(file: string, args: readonly string[], options: RunOptions): Promise<Run> {
  return new Promise((resolve) => {
    const settings = {
      encoding: 'utf8' as const,
      env: options.env,
      timeout: options.timeoutMs,
      killSignal: 'SIGKILL' as const,
      maxBuffer: maxOutput,
      windowsHide: true,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    }
    const bare = options.maxMemory === undefined || process.platform === 'win32'
    const command = bare ? file : '/bin/sh'
    const whole = bare ? [...args] : ['-c', limited, String(options.maxMemory), file, ...args]
    try {
      const child = execFile(command, whole, settings, (error, stdout, stderr) => {
        if (error === null) resolve({ ok: true, stdout })
        else resolve({ ok: false, why: whyFailed(error), stderr: told(stderr === '' ? error.message : stderr) })
      })
      // A program that ends without reading its input is judged by its exit status, not by the broken pipe.
      child.stdin?.on('error', () => undefined)
      child.stdin?.end(options.input ?? '')
    } catch (error) {
      resolve({ ok: false, why: 'failed', stderr: error instanceof Error ? error.message : String(error) })
    }
  })
}

/** Go tells of its end by addresses and stacks, other ones at each run. */
function told(stderr: string): string {
  return /\b(?:out of memory|cannot allocate memory)\b/.test(stderr) ? 'rendering needs more memory than it is given' : stderr
}

function whyFailed(error: {
  readonly code?: unknown
  readonly killed?: boolean | undefined
}): 'timeout' | 'too-large' | 'failed' {
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'too-large'
  return error.killed === true ? 'timeout' : 'failed'
}

/**
 * The environment of a renderer: only what a program needs to start, so that templates and plug-ins find no secrets in it, and
 * everything that would fetch something set to fail at once.
 */
export function offlineEnv(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {}
  for (const name of ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'USERPROFILE', 'SystemRoot', 'LANG']) {
    const value = process.env[name]
    if (value !== undefined) env[name] = value
  }
  const closed = 'http://127.0.0.1:1'
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy']) env[name] = closed
  return {
    ...env,
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_TERMINAL_PROMPT: '0',
    GIT_SSH_COMMAND: 'false',
    HELM_NO_PLUGINS: '1',
    KUBECONFIG: process.platform === 'win32' ? 'NUL' : '/dev/null',
  }
}

/** What Kubernetes' programs write before a complaint: its time, their process and their own source's line. Another one at each run. */
const logged = /^[EFIW]\d{4} [\d:.]{1,20} +\d{1,10} [\w.-]{1,60}:\d{1,6}\] (?:"command failed" err=)?/

/** The line of a tool's complaint that says the most: the first that is an error, else the first; without control characters. */
export function firstComplaint(stderr: string): string {
  const lines = stderr
    .split('\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
    .map((line) => line.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim())
    .map((line) => line.replace(logged, ''))
    .filter((line) => line !== '')
  const line = lines.find((candidate) => /^error:?\s/i.test(candidate)) ?? lines[0] ?? ''
  const complaint = line.replace(/^error:\s*/i, '')
  // A chain of includes says where it began and what went wrong at its end.
  return complaint.length <= 600 ? complaint : `${complaint.slice(0, 300)} … ${complaint.slice(-290)}`
}

/** A failed run in words. `what` is the chart or kustomization. */
export function runFailure(tool: string, what: string, run: Extract<Run, { ok: false }>, timeoutMs: number): Failure {
  const detail = firstComplaint(run.stderr)
  if (run.why === 'timeout') {
    return failure('failed', {
      en: `${tool} did not render ${what} within ${timeoutMs / 1000} s`,
      ko: `${tool}이(가) ${timeoutMs / 1000}초 안에 ${what}을(를) 렌더링하지 못했습니다`,
    })
  }
  if (run.why === 'too-large') {
    return failure('failed', {
      en: `${what} renders to more than 64 MiB`,
      ko: `${what}의 렌더링 결과가 64MiB를 넘습니다`,
    })
  }
  return failure(
    'failed',
    { en: `${tool} could not render ${what}`, ko: `${tool}이(가) ${what}을(를) 렌더링하지 못했습니다` },
    detail,
  )
}
