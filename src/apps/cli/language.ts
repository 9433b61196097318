import type { Language } from '../../model/index.ts'

type Environment = { readonly [name: string]: string | undefined }

/** The language asked for, else that of the locale (LC_ALL, LC_MESSAGES, LANG, as POSIX orders them), else English. */
export function chooseLanguage(asked: unknown, environment: Environment): Language {
  if (isLanguage(asked)) return asked
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
  return locale.toLowerCase().startsWith('ko') ? 'ko' : 'en'
}

/** The `--lang` of a command line that nothing has read yet; the last one holds, as for any option. */
export function languageAsked(args: readonly string[]): Language | undefined {
  let asked: Language | undefined
  for (const [index, arg] of args.entries()) {
    if (arg === '--') break
    const value = arg === '--lang' ? args[index + 1] : arg.startsWith('--lang=') ? arg.slice('--lang='.length) : undefined
    if (isLanguage(value)) asked = value
  }
  return asked
}

/**
 * The language a command's failure is told in: that of the settings where the command line names none. Settings that cannot be
 * read are no second error, they are the one that is told.
 */
export async function languageAfter(
  { lang, config }: { readonly lang?: unknown; readonly config?: unknown },
  environment: Environment,
): Promise<Language> {
  if (isLanguage(lang)) return lang
  const { loadConfig } = await import('./config.ts')
  const settings = await loadConfig(typeof config === 'string' ? config : undefined, process.cwd()).catch(() => undefined)
  return chooseLanguage(settings?.language, environment)
}

function isLanguage(value: unknown): value is Language {
  return value === 'en' || value === 'ko'
}
