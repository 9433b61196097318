import { writeFileSync } from 'node:fs'
import { AppError, type Language, type Result } from '../../model/index.ts'
import { type Destination, type Options, outputContext } from './options.ts'

/** Writes a result to every destination that was asked for. */
export function writeResult(result: Result, outputs: readonly Destination[], options: Options, language: Language): void {
  for (const { format, file } of outputs) {
    const text = format.write(result, outputContext(options, language, file === undefined))
    if (file === undefined) process.stdout.write(text)
    else writeOutput(file, text)
  }
}

export function writeOutput(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (cause) {
    throw new AppError('UNREADABLE', { en: `${file}: cannot be written`, ko: `${file}: 쓸 수 없습니다` }, { cause })
  }
}
