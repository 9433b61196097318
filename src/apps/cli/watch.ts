import { statSync, watch as watchPath } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '../../model/index.ts'

/** Changes come in bursts: an editor writes, renames and touches within a moment. */
const quietMs = 150

/** Runs `scan` now and after every change under the paths, until it is interrupted. */
export async function watch(paths: readonly string[], scan: () => Promise<void>): Promise<void> {
  if (paths.length === 0 || paths.includes('-'))
    throw new AppError('USAGE', { en: '--watch needs files or folders', ko: '--watch에는 파일이나 폴더가 필요합니다' })
  let changed = Promise.withResolvers<void>()
  for (const path of paths) {
    const folder = statSync(path).isDirectory() ? path : dirname(path)
    watchPath(folder, { recursive: true }, () => changed.resolve())
  }
  for (;;) {
    if (process.stdout.isTTY) process.stdout.write('\u001b[2J\u001b[H')
    await scan()
    await changed.promise
    await new Promise((resolve) => setTimeout(resolve, quietMs))
    changed = Promise.withResolvers<void>()
  }
}
