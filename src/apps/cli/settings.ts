import type { Language } from '../../model/index.ts'
import { type Config, loadConfig } from './config.ts'
import { languageOf, type Options, readOptions } from './options.ts'

/** What a command goes by. */
export interface Settings {
  readonly options: Options
  readonly config: Config
  readonly language: Language
}

/**
 * The command line as commander gives it, the haetae.yaml it names or stands under, and the language that both make.
 *
 * @throws AppError CONFIG where the file cannot be read or holds what it should not.
 */
export async function readSettings(given: unknown): Promise<Settings> {
  const options = readOptions(given)
  const config = await loadConfig(options.config, process.cwd())
  return { options, config, language: languageOf(options, config) }
}
