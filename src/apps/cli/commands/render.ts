import { destinations } from '../options.ts'
import { readSavedResult } from '../saved.ts'
import { readSettings } from '../settings.ts'
import { writeResult } from '../write-result.ts'

/** `haetae render RESULT.json -o FORMAT`: one saved result, any output. */
export async function render(file: string, given: unknown): Promise<void> {
  const { options, language } = await readSettings(given)
  await writeResult(readSavedResult(file), destinations(options), options, language)
}
