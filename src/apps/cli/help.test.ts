import { type Command, CommanderError } from 'commander'
import { describe, expect, test } from 'vitest'
import { displayWidth } from '../../lib/display-width.ts'
import type { Language } from '../../model/index.ts'
import { chooseLanguage, languageAsked } from './language.ts'
import { createProgram } from './program.ts'
import { usageErrorLines } from './usage-error.ts'

const languages: readonly Language[] = ['en', 'ko']
const hangul = /[가-힣]/

interface Described {
  readonly name: string
  readonly text: string
}

/** Everything that is described somewhere: commands, their arguments and their options. */
function described(command: Command, path: string): readonly Described[] {
  const help = command.createHelp()
  return [
    { name: path, text: help.commandDescription(command) },
    ...command.registeredArguments.map((one) => ({ name: `${path} <${one.name()}>`, text: one.description })),
    ...help.visibleOptions(command).map((one) => ({ name: `${path} ${one.flags}`, text: one.description })),
    ...help
      .visibleCommands(command)
      .filter((one) => !command.commands.includes(one))
      .map((one) => ({ name: `${path} ${one.name()}`, text: one.description() })),
    ...command.commands.flatMap((one) => described(one, `${path} ${one.name()}`)),
  ]
}

/** What `--help` prints at `width` columns. */
function helpOf(command: Command, width: number): string {
  let text = ''
  command.configureOutput({
    writeOut: (piece) => {
      text += piece
    },
    getOutHelpWidth: () => width,
    getOutHasColors: () => false,
  })
  command.outputHelp()
  return text
}

const everyCommand = (language: Language) => {
  const program = createProgram(language)
  return [program, ...program.commands]
}

describe('descriptions', () => {
  const [english, korean] = languages.map((language) => described(createProgram(language), 'haetae'))

  test('there is one for every command, argument and option', () => {
    expect(english?.length).toBeGreaterThan(60)
    for (const list of [english, korean]) for (const { name, text } of list ?? []) expect(text.trim(), name).not.toBe('')
  })

  test('both languages describe the same things', () => {
    expect(korean?.map(({ name }) => name)).toEqual(english?.map(({ name }) => name))
  })

  test('those in Korean are in Korean, those in English are not', () => {
    for (const { name, text } of korean ?? []) expect(text, name).toMatch(hangul)
    for (const { name, text } of english ?? []) expect(text, name).not.toMatch(hangul)
  })
})

describe.each(languages)('help in %s', (language) => {
  test('descriptions stand below each other', () => {
    for (const command of everyCommand(language)) {
      const columns = new Set<number>()
      for (const line of helpOf(command, 100).split('\n')) {
        // An item: its name, two spaces or more, its description. Exit codes are set by hand.
        const [, before] = /^( {2}[^\s\d].*? {2,})\S/.exec(line) ?? []
        if (before !== undefined) columns.add(displayWidth(before))
      }
      expect([...columns], command.name()).toHaveLength(1)
    }
  })

  test('lines are no wider than the terminal, in columns', () => {
    for (const command of everyCommand(language)) {
      const [own = ''] = helpOf(command, 80).split(/\n\n(?:Exit codes|종료 코드):/)
      for (const line of own.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80)
    }
  })

  test('what commander says itself is in the language, too', () => {
    for (const command of everyCommand(language)) {
      const text = helpOf(command, 80)
      if (language === 'en') expect(text).not.toMatch(hangul)
      else
        expect(text).not.toMatch(
          /Usage:|Options:|Commands:|Arguments:|Exit codes:|\(choices|default:|\[options\]|\[command\]|display/,
        )
    }
  })
})

test('choices and defaults are told, a list that is empty is not', () => {
  const [program] = everyCommand('ko')
  const compare = program?.commands.find((one) => one.name() === 'compare')
  const scan = program?.commands.find((one) => one.name() === 'scan')
  expect(compare === undefined ? '' : helpOf(compare, 200)).toContain('(가능한 값: "table", "json", 기본값: "table")')
  expect(scan === undefined ? '[]' : helpOf(scan, 200)).not.toContain('[]')
})

/** What a person reads after wrong use. */
function wrong(args: readonly string[], language: Language): string {
  try {
    createProgram(language).parse(args, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return usageErrorLines(error, language)
    throw error
  }
  return 'no error'
}

const mistakes: readonly (readonly [readonly string[], string, string])[] = [
  [
    ['scan', '.', '--fial-on', 'low'],
    "unknown option '--fial-on'\n(Did you mean --fail-on?)",
    "알 수 없는 옵션입니다: '--fial-on'\n(혹시 --fail-on입니까?)",
  ],
  [['scan', '.', '--zzzzzz'], "unknown option '--zzzzzz'", "알 수 없는 옵션입니다: '--zzzzzz'"],
  [['scann'], "unknown command 'scann'\n(Did you mean scan?)", "알 수 없는 명령입니다: 'scann'\n(혹시 scan입니까?)"],
  [
    ['scan', '-o'],
    "option '-o, --output <format[=file]>' argument missing",
    "옵션에 값이 없습니다: '-o, --output <format[=file]>'",
  ],
  [['fix'], "missing required argument 'path'", "필수 인수가 없습니다: 'path'"],
  [['waive', 'a'], "required option '--reason <text>' not specified", "필수 옵션을 지정하지 않았습니다: '--reason <text>'"],
  [
    ['compare', 'a', 'b', '-o', "it's 'x'"],
    "option '-o, --output <format>' argument 'it's 'x'' is invalid. Allowed choices are table, json.",
    "옵션 '-o, --output <format>'의 값이 올바르지 않습니다: 'it's 'x''. 가능한 값: table, json",
  ],
  [
    ['explain', 'a', 'b'],
    "too many arguments for 'explain'. Expected 1 argument but got 2: a, b.",
    '인수가 너무 많습니다. 1개여야 하는데 2개를 지정했습니다: a, b',
  ],
]

test.each(mistakes)('wrong use is told in both languages: %j', (args, english, korean) => {
  expect(wrong(args, 'en')).toBe(`error: ${english}\n(haetae --help tells what there is)\n`)
  expect(wrong(args, 'ko')).toBe(`오류: ${korean}\n(haetae --help로 명령과 옵션을 볼 수 있습니다)\n`)
})

test('several suggestions are told as such', () => {
  expect(wrong(['scan', '.', '--hip'], 'en')).toContain('(Did you mean one of --help, --skip?)')
  expect(wrong(['scan', '.', '--hip'], 'ko')).toContain('(혹시 이 가운데 하나입니까? --help, --skip)')
})

test('an error without a translation stays as it is', () => {
  const error = { code: 'commander.conflictingOption', message: "error: option '--a' cannot be used with option '--b'" }
  expect(usageErrorLines(error, 'ko')).toContain(error.message)
  expect(usageErrorLines({ code: 'commander.unknownOption', message: 'said otherwise' }, 'ko')).toContain('said otherwise')
})

describe('the language', () => {
  test.each<readonly [readonly string[], Language | undefined]>([
    [['scan', '--lang', 'ko'], 'ko'],
    [['--lang=ko', '--help'], 'ko'],
    [['--lang', 'ko', 'scan', '--lang=en'], 'en'],
    [['scan', '--', '--lang', 'ko'], undefined],
    [['--lang', 'fr'], undefined],
    [['--lang'], undefined],
    [[], undefined],
  ])('of the command line %j is %s', (args, asked) => {
    expect(languageAsked(args)).toBe(asked)
  })

  test.each<readonly [{ readonly [name: string]: string }, Language]>([
    [{ LC_ALL: 'ko_KR.UTF-8', LANG: 'en_US.UTF-8' }, 'ko'],
    [{ LC_ALL: 'C', LANG: 'ko_KR.UTF-8' }, 'en'],
    [{ LC_ALL: '', LC_MESSAGES: 'ko', LANG: 'en' }, 'ko'],
    [{}, 'en'],
  ])('of the locale %j is %s', (environment, language) => {
    expect(chooseLanguage(undefined, environment)).toBe(language)
  })
})
