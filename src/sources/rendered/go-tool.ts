import { createHash, randomBytes } from 'node:crypto'
import { chmod, lstat, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findOnPath, firstComplaint, runTool } from './render-tool.ts'
import type { RenderOptions } from './rendered.ts'

/** The renderers that can be built, each in `go/<name>` beside this file (and beside the bundle). */
export type GoToolName = 'helm' | 'kustomize'

export type GoToolResult =
  | { readonly ok: true; readonly file: string; readonly version: string }
  | { readonly ok: false; readonly why: 'no-go' | 'not-built'; readonly detail: string }

const modules = { helm: /helm\.sh\/helm\/v\d+ (v\S+)/, kustomize: /sigs\.k8s\.io\/kustomize\/api (v\S+)/ } as const
const buildTimeoutMs = 10 * 60_000
const staleLockMs = 15 * 60_000

const builds = new Map<string, Promise<GoToolResult>>()

/**
 * The renderer `name`, built from its Go module the first time it is needed and kept in the user's cache under the version of the
 * module and a digest of the source. Needs Go, and the module proxy (or Go's module cache) for the first build.
 */
export function goTool(name: GoToolName, options: RenderOptions): Promise<GoToolResult> {
  const key = `${name}\u0000${options.searchPath ?? ''}\u0000${options.cacheDir ?? ''}`
  const known = builds.get(key)
  if (known !== undefined) return known
  const build = prepare(name, options).catch((error: unknown): GoToolResult => {
    return { ok: false, why: 'not-built', detail: error instanceof Error ? error.message : String(error) }
  })
  builds.set(key, build)
  return build
}

async function prepare(name: GoToolName, options: RenderOptions): Promise<GoToolResult> {
  const source = fileURLToPath(new URL(`./go/${name}/`, import.meta.url))
  const texts = await Promise.all(['go.mod', 'go.sum', 'main.go'].map((file) => readFile(join(source, file), 'utf8')))
  const version = modules[name].exec(texts[0] ?? '')?.[1] ?? 'v0'
  const digest = createHash('sha256').update(texts.join('\u0000')).digest('hex').slice(0, 12)
  const folder = join(options.cacheDir ?? defaultCacheDir(), 'tools', `${name}-${version}-${digest}`)
  const file = join(folder, process.platform === 'win32' ? `${name}.exe` : name)
  if (await isOurs(file)) return { ok: true, file, version }
  const go = await findOnPath(['go'], options)
  if (go === undefined) return { ok: false, why: 'no-go', detail: '' }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return underLock(`${folder}.lock`, async () => {
    if (await isOurs(file)) return { ok: true, file, version }
    options.onProgress?.({
      en: `building the ${name} renderer ${version} once; this can take some minutes`,
      ko: `${name} 렌더러 ${version}을(를) 한 번 빌드합니다. 몇 분 걸릴 수 있습니다`,
    })
    return build(go, source, file, version)
  })
}

async function build(go: string, source: string, file: string, version: string): Promise<GoToolResult> {
  const fresh = `${file}.${randomBytes(6).toString('hex')}`
  const env = { ...process.env, CGO_ENABLED: '0', GOWORK: 'off', GOOS: '', GOARCH: '' }
  const args = ['build', '-mod=readonly', '-trimpath', '-buildvcs=false', '-ldflags=-s -w', '-o', fresh, '.']
  const run = await runTool(go, args, { timeoutMs: buildTimeoutMs, env, cwd: source })
  if (!run.ok) {
    await rm(fresh, { force: true })
    const detail = run.why === 'timeout' ? `go build took more than ${buildTimeoutMs / 60_000} min` : firstComplaint(run.stderr)
    return { ok: false, why: 'not-built', detail }
  }
  await chmod(fresh, 0o700)
  await rename(fresh, file)
  return { ok: true, file, version }
}

function defaultCacheDir(): string {
  const xdg = process.env.XDG_CACHE_HOME
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'haetae')
}

/** A file that another user could have put there is not run. */
async function isOurs(file: string): Promise<boolean> {
  try {
    const info = await lstat(file)
    if (!info.isFile()) return false
    if (process.getuid === undefined) return true
    return info.uid === process.getuid() && (info.mode & 0o022) === 0
  } catch {
    return false
  }
}

/** Runs `work` while no other process holds the lock file. A lock whose process is gone, or that is older than a build can be, is taken over. */
async function underLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      const handle = await open(lock, 'wx', 0o600)
      await handle.writeFile(String(process.pid))
      await handle.close()
      break
    } catch (error) {
      if (!isExists(error)) throw error
      if (await isStale(lock)) await rm(lock, { force: true })
      else await sleep(200)
    }
  }
  try {
    return await work()
  } finally {
    await rm(lock, { force: true })
  }
}

function isExists(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}

async function isStale(lock: string): Promise<boolean> {
  try {
    const age = Date.now() - (await stat(lock)).mtimeMs
    const pid = Number(await readFile(lock, 'utf8'))
    if (age > staleLockMs) return true
    // Just made and not yet written.
    if (!Number.isInteger(pid) || pid <= 0) return age > 5000
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
