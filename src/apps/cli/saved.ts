import { readFileSync } from 'node:fs'
import { AppError, type Result } from '../../model/index.ts'
import { reasonOf } from '../../sources/manifests/walk.ts'
import { parseResult } from './output/saved-result.ts'

/** Reads a result that `-o json` wrote. Throws AppError, naming the file and what was expected. */
export function readSavedResult(file: string): Result {
  let text: string
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (cause) {
    const reason = reasonOf(cause)
    throw new AppError(
      'NOT_FOUND',
      { en: `${file}: cannot be read: ${reason}`, ko: `${file}: 읽을 수 없습니다: ${reason}` },
      { cause },
    )
  }
  return parseResult(text, file)
}
