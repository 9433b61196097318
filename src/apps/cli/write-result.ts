import { closeSync, openSync, writeFileSync } from 'node:fs'
import { AppError, type Language, type Result } from '../../model/index.ts'
import { reasonOf } from '../../sources/manifests/walk.ts'
import { type Destination, type Options, outputContext } from './options.ts'

/** Characters that are gathered before they are written: one write a finding would be slow. A reader that is slower than we are is waited for. */
const batchSize = 1 << 14

/** Writes a result to every destination that was asked for. */
export async function writeResult(
  result: Result,
  outputs: readonly Destination[],
  options: Options,
  language: Language,
): Promise<void> {
  for (const { format, file } of outputs) {
    const context = outputContext(options, language, file === undefined)
    const pieces = format.pieces?.(result, context) ?? [format.write(result, context)]
    if (file !== undefined) writeOutput(file, batches(pieces))
    else await print(batches(pieces))
  }
}

async function print(pieces: Iterable<string>): Promise<void> {
  const { stdout } = process
  for (const piece of pieces) {
    if (stdout.write(piece)) continue
    await new Promise<void>((resolve) => {
      const go = () => {
        stdout.off('drain', go).off('error', go)
        resolve()
      }
      stdout.on('drain', go).on('error', go)
    })
    // The reader has seen enough, and has gone.
    if (stdout.errored !== null) return
  }
}

function* batches(pieces: Iterable<string>): Generator<string> {
  let batch = ''
  for (const piece of pieces) {
    batch += piece
    if (batch.length < batchSize) continue
    yield batch
    batch = ''
  }
  yield batch
}

/** Writes a file, bit by bit. Throws AppError UNREADABLE where that cannot be done. */
export function writeOutput(file: string, text: string | Iterable<string>): void {
  let descriptor: number | undefined
  try {
    descriptor = openSync(file, 'w')
    for (const piece of typeof text === 'string' ? [text] : text) writeFileSync(descriptor, piece)
  } catch (cause) {
    const reason = reasonOf(cause)
    throw new AppError(
      'UNREADABLE',
      { en: `${file}: cannot be written: ${reason}`, ko: `${file}: 쓸 수 없습니다: ${reason}` },
      { cause },
    )
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}
