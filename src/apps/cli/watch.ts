import { type FSWatcher, type Stats, statSync, watch as watchPath } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { AppError } from '../../model/index.ts'
import { reasonOf } from '../../sources/manifests/walk.ts'

/** Changes come in bursts: an editor writes, renames and touches within a moment. */
const quietMs = 150

export interface Watching {
  /** Files, folders and patterns, as for a scan. */
  readonly paths: readonly string[]
  /** Files that the scan itself writes: they change nothing. */
  readonly written: readonly string[]
  readonly scan: () => Promise<void>
  /** Takes what stops one of the later scans; the watch goes on. */
  readonly failed: (error: unknown) => void
  readonly signal?: AbortSignal
}

/**
 * Runs `scan` now and after every change under the paths, until it is interrupted.
 *
 * @throws AppError USAGE without files or folders, NOT_FOUND for a path that is not there; what the first scan throws.
 */
export async function watch({ paths, written, scan, failed, signal }: Watching): Promise<void> {
  if (paths.length === 0 || paths.includes('-'))
    throw new AppError('USAGE', { en: '--watch needs files or folders', ko: '--watch에는 파일이나 폴더가 필요합니다' })
  const own = new Set(written.map((file) => resolve(file)))
  let changed = Promise.withResolvers<void>()
  const watchers = paths.map((path) => watched(path, (file) => !own.has(file) && changed.resolve()))
  try {
    clearScreen()
    await scan()
    for (;;) {
      await Promise.race([changed.promise, aborted(signal)])
      if (signal?.aborted) return
      await new Promise((resolve) => setTimeout(resolve, quietMs))
      changed = Promise.withResolvers<void>()
      clearScreen()
      await scan().catch(failed)
    }
  } finally {
    for (const watcher of watchers) watcher.close()
  }
}

/** How often it is looked whether the folder that is watched is still the one that stands there. */
const lookMs = 500

/** Watches what a path names, through the folder it is in going away and coming back; `changed` gets the absolute path of the file. */
function watched(path: string, changed: (file: string) => void): { close(): void } {
  const stats = statOf(path)
  const folder = stats?.isDirectory() ? path : stats === undefined ? folderOfPattern(path) : dirname(path)
  const isFile = stats?.isFile() === true
  const start = () =>
    watchPath(folder, { recursive: !isFile }, (_event, name) => {
      const file = resolve(folder, name ?? '')
      if (!isFile || file === resolve(path)) changed(file)
    }).on('error', () => changed(resolve(folder)))
  let known = identityOf(folder)
  let watcher: FSWatcher | undefined = startOrSay(start, folder)
  const timer = setInterval(() => {
    const now = identityOf(folder)
    if (now === known && watcher !== undefined) return
    // What was watched is gone, and its watcher hears nothing of another folder of that name.
    if (now !== known) changed(resolve(folder))
    watcher?.close()
    known = now
    watcher = now === undefined ? undefined : startOr(start)
  }, lookMs)
  return {
    close: () => {
      clearInterval(timer)
      watcher?.close()
    },
  }
}

/** Another one for each folder that ever stood there: numbers of inodes are used again. */
function identityOf(folder: string): string | undefined {
  const stats = statOf(folder)
  return stats === undefined ? undefined : `${stats.ino} ${stats.birthtimeMs}`
}

function startOr(start: () => FSWatcher): FSWatcher | undefined {
  try {
    return start()
  } catch {
    // It went away again, or is not ours to read yet: the next look tells.
    return undefined
  }
}

function startOrSay(start: () => FSWatcher, folder: string): FSWatcher {
  try {
    return start()
  } catch (cause) {
    const reason = reasonOf(cause)
    throw new AppError(
      'UNREADABLE',
      { en: `${folder}: cannot be watched: ${reason}`, ko: `${folder}: 변경을 감시할 수 없습니다: ${reason}` },
      { cause },
    )
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

/** The folder that holds all that a pattern can match. */
function folderOfPattern(pattern: string): string {
  const parts = pattern.split('/')
  const first = parts.findIndex((part) => /[*?[{]/.test(part))
  const folder = first <= 0 ? '.' : join(...parts.slice(0, first), '/')
  const whole = pattern.startsWith('/') ? resolve('/', folder) : folder
  if (first < 0 || statOf(whole) === undefined)
    throw new AppError('NOT_FOUND', {
      en: `${pattern}: no such file or folder`,
      ko: `${pattern}: 파일이나 폴더가 없습니다`,
    })
  return whole
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }))
}

function clearScreen(): void {
  if (process.stdout.isTTY) process.stdout.write('\u001b[2J\u001b[H')
}
