import type { Language } from '../../model/index.ts'

type Environment = { readonly [name: string]: string | undefined }

/** The language asked for, else that of the locale (LC_ALL, LC_MESSAGES, LANG, as POSIX orders them), else English. */
export function chooseLanguage(asked: unknown, environment: Environment): Language {
  if (asked === 'en' || asked === 'ko') return asked
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
  return locale.toLowerCase().startsWith('ko') ? 'ko' : 'en'
}
