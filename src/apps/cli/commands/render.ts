import { destinations, languageOf, readOptions } from '../options.ts'
import { readSavedResult } from '../saved.ts'
import { writeResult } from '../write-result.ts'

/** `haetae render RESULT.json -o FORMAT`: one saved result, any output. */
export function render(file: string, given: unknown): void {
  const options = readOptions(given)
  writeResult(readSavedResult(file), destinations(options), options, languageOf(options))
}
