import { randomUUID } from 'node:crypto'
import {
  accessSync,
  chownSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../../model/index.ts'
import { reasonOf } from '../../../sources/index.ts'

/**
 * Puts a new text in place of a file at once: whoever reads it meanwhile sees the old one or the new one. The file keeps its mode and, where that
 * is allowed, its owner. `path` has no links in it. Throws AppError when the file is not as it was read, or cannot be written.
 */
export function replaceFile(path: string, name: string, before: string, after: string): void {
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}`)
  try {
    // Renaming would get past a file's own protection.
    accessSync(path, constants.W_OK)
    if (readFileSync(path, 'utf8') !== before)
      throw new AppError('UNREADABLE', {
        en: `${name}: changed since it was read; nothing was written to it`,
        ko: `${name}: 읽은 뒤에 변경되어 쓰지 않았습니다`,
      })
    const { mode, uid, gid } = statSync(path)
    const file = openSync(draft, 'wx', 0o600)
    try {
      writeFileSync(file, after)
      fchmodSync(file, mode & 0o7777)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    keepOwner(draft, uid, gid)
    renameSync(draft, path)
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    rmSync(draft, { force: true })
    throw new AppError(
      'UNREADABLE',
      { en: `${name}: cannot be written: ${reasonOf(cause)}`, ko: `${name}: 쓸 수 없습니다: ${reasonOf(cause)}` },
      { cause },
    )
  }
}

function keepOwner(path: string, uid: number, gid: number): void {
  const now = statSync(path)
  if (now.uid === uid && now.gid === gid) return
  try {
    chownSync(path, uid, gid)
  } catch {
    // Only root may give files away; a file of one's own group or account is what every editor leaves as well.
  }
}
