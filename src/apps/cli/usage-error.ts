import type { Language, Text } from '../../model/index.ts'

/** An error of commander: a code, and a sentence in English that holds the names. */
export interface UsageError {
  readonly code: string
  readonly message: string
}

interface Translation {
  readonly code: string
  /** The sentence as commander writes it. Flags hold no quotes, what the user typed may hold anything. */
  readonly english: RegExp
  readonly korean: (...names: readonly string[]) => string
}

const translations: readonly Translation[] = [
  {
    code: 'commander.unknownOption',
    english: /^error: unknown option '(.*?)'(\n\(Did you mean .*\?\))?$/s,
    korean: (flag, near) => `알 수 없는 옵션입니다: '${flag}'${suggestion(near)}`,
  },
  {
    code: 'commander.unknownCommand',
    english: /^error: unknown command '(.*?)'(\n\(Did you mean .*\?\))?$/s,
    korean: (name, near) => `알 수 없는 명령입니다: '${name}'${suggestion(near)}`,
  },
  {
    code: 'commander.missingArgument',
    english: /^error: missing required argument '(.*)'$/s,
    korean: (name) => `필수 인수가 없습니다: '${name}'`,
  },
  {
    code: 'commander.optionMissingArgument',
    english: /^error: option '(.*)' argument missing$/s,
    korean: (flags) => `옵션에 값이 없습니다: '${flags}'`,
  },
  {
    code: 'commander.missingMandatoryOptionValue',
    english: /^error: required option '(.*)' not specified$/s,
    korean: (flags) => `필수 옵션을 지정하지 않았습니다: '${flags}'`,
  },
  {
    code: 'commander.invalidArgument',
    english: /^error: option '([^']*)' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/s,
    korean: (flags, value, choices) => `옵션 '${flags}'의 값이 올바르지 않습니다: '${value}'. 가능한 값: ${choices}`,
  },
  {
    code: 'commander.excessArguments',
    english: /^error: too many arguments(?: for '[^']*')?\. Expected (\d+) arguments? but got (\d+): (.*)\.$/s,
    korean: (expected, received, all) => `인수가 너무 많습니다. ${expected}개여야 하는데 ${received}개를 지정했습니다: ${all}`,
  },
]

const hint: Text = {
  en: '(haetae --help tells what there is)',
  ko: '(haetae --help로 명령과 옵션을 볼 수 있습니다)',
}

/** What a person reads after wrong use. An error that is not known here stays in English. */
export function usageErrorLines({ code, message }: UsageError, language: Language): string {
  return `${language === 'ko' ? inKorean(code, message) : message}\n${hint[language]}\n`
}

function inKorean(code: string, message: string): string {
  const known = translations.find((translation) => translation.code === code)
  const found = known?.english.exec(message)
  if (known === undefined || found === undefined || found === null) return message
  return `오류: ${known.korean(...found.slice(1).map((name) => name ?? ''))}`
}

/** `(Did you mean --skip?)`, or `(Did you mean one of --set, --skip?)`. */
function suggestion(english = ''): string {
  const [, several, names] = /^\n\(Did you mean (one of )?(.*)\?\)$/s.exec(english) ?? []
  if (names === undefined) return ''
  return several === undefined ? `\n(혹시 ${names}입니까?)` : `\n(혹시 이 가운데 하나입니까? ${names})`
}
