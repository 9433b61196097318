import { matchesGlob } from 'node:path'
import { flag, object, oneOf, read, type Shape, text, texts } from '../../lib/shape.ts'
import {
  AppError,
  type CheckInfo,
  type Language,
  owners,
  type ParamValue,
  type Path,
  severities,
  type Text,
} from '../../model/index.ts'
import { checks as allChecks, type PostureCheck } from '../../posture/index.ts'
import type { Config } from './config.ts'
import { chooseLanguage } from './language.ts'
import type { Format, OutputContext } from './output/context.ts'
import { findFormat, formats } from './output/formats.ts'
import { version } from './package.ts'
import { podSecurityOf } from './pod-security-frameworks.ts'

/** Some options are lists for one command and a single word for another. */
const wordOrWords: Shape<readonly string[]> = (value, reading) => (typeof value === 'string' ? [value] : texts(value, reading))

/** What commander hands over for any command. */
const shape = object({
  lang: text,
  config: text,
  color: flag,
  quiet: flag,
  verbose: flag,
  output: wordOrWords,
  failOn: oneOf(severities),
  severity: oneOf(severities),
  check: texts,
  skip: texts,
  framework: texts,
  owner: oneOf(owners),
  namespace: texts,
  kind: texts,
  selector: text,
  path: texts,
  baseline: text,
  podSecurity: text,
  allowGaps: flag,
  showWaived: flag,
  watch: flag,
  cluster: flag,
  context: text,
  kubeconfig: text,
  values: texts,
  set: texts,
  write: flag,
  withCaveats: flag,
  reason: text,
  until: text,
  author: text,
  from: text,
})

const none: readonly string[] = []
const flagsUnset = { quiet: false, verbose: false, allowGaps: false, showWaived: false, watch: false, cluster: false }
const listsUnset = {
  output: none,
  check: none,
  skip: none,
  framework: none,
  namespace: none,
  kind: none,
  path: none,
  values: none,
}
const unset = { color: true, write: false, withCaveats: false, set: none, ...flagsUnset, ...listsUnset }

export type Options = ReturnType<typeof readOptions>

/** Types what commander has checked already; an option that is declared otherwise there is a mistake of ours. */
export function readOptions(given: unknown) {
  const { value, misfits } = read(shape, given)
  const [misfit] = misfits
  if (misfit !== undefined) throw new Error(`option ${misfit.path.join('.')}: expected ${misfit.expected}`)
  return { ...unset, ...value }
}

/** Every check by id. */
export const checksById: ReadonlyMap<string, PostureCheck> = new Map(allChecks.map((check) => [check.id, check]))

/** What outputs say about checks: the catalogue, and the controls of Pod Security, which are checks when they are asked for. */
const checkInfos: ReadonlyMap<string, CheckInfo> = new Map(
  [...allChecks, ...podSecurityOf('pss-baseline'), ...podSecurityOf('pss-restricted')].map((check) => [check.id, check]),
)

/** True when a pattern with `*` matches a check's id, with or without the room before it. */
export function matchesCheck(pattern: string, id: string): boolean {
  return matchesGlob(id, pattern) || matchesGlob(id.slice(id.indexOf('/') + 1), pattern)
}

/** The checks that run. Throws AppError USAGE for a pattern that matches none: a mistyped name must not turn into a clean result. */
export function chooseChecks(options: Options, config: Config): readonly PostureCheck[] {
  const wanted = options.check.length > 0 ? options.check : (config.checks ?? [])
  const unwanted = [...options.skip, ...(config.skip ?? [])]
  for (const pattern of [...options.check, ...options.skip]) if (!matchesAny(pattern)) throw noMatch(pattern)
  requireMatches(config)
  const any = (patterns: readonly string[], id: string) => patterns.some((pattern) => matchesCheck(pattern, id))
  return allChecks.filter(({ id }) => (wanted.length === 0 || any(wanted, id)) && !any(unwanted, id))
}

function matchesAny(pattern: string): boolean {
  return allChecks.some(({ id }) => matchesCheck(pattern, id))
}

const listHint = { en: 'haetae checks lists them all', ko: 'haetae checks로 전체 목록을 볼 수 있습니다' }

function noMatch(pattern: string): AppError {
  const text = { en: `no check matches ${pattern}`, ko: `${pattern}에 해당하는 점검이 없습니다` }
  return new AppError('USAGE', text, { hint: listHint })
}

function requireMatches(config: Config): void {
  for (const list of ['checks', 'skip'] as const)
    for (const [index, pattern] of (config[list] ?? []).entries())
      if (!matchesAny(pattern))
        throw misset(config, [list, index], {
          en: `no check matches ${pattern}`,
          ko: `${pattern}에 해당하는 점검이 없습니다`,
        })
}

/** Checks that the params of the configuration exist and have their declared types. Throws AppError CONFIG with file, line and what was expected. */
export function checkParams(config: Config): void {
  for (const [id, given] of Object.entries(config.params)) {
    const check = checksById.get(id)
    if (check === undefined)
      throw misset(config, ['params', id], { en: `params: no check ${id}`, ko: `params: ${id} 점검이 없습니다` })
    const params = check.params ?? {}
    for (const [name, value] of Object.entries(given)) {
      const declared = Object.hasOwn(params, name) ? params[name]?.default : undefined
      if (declared === undefined) throw misset(config, ['params', id, name], unknownParam(id, name, Object.keys(params)))
      if (typeOf(declared).en !== typeOf(value).en)
        throw misset(config, ['params', id, name], {
          en: `params: ${id}: ${name}: expected ${typeOf(declared).en}`,
          ko: `params: ${id}: ${name}: ${typeOf(declared).ko} 형식이어야 합니다`,
        })
    }
  }
}

function unknownParam(id: string, name: string, known: readonly string[]): Text {
  const list = known.join(', ')
  return known.length === 0
    ? { en: `params: ${id} has no params, ${name} was given`, ko: `params: ${id}에는 매개변수가 없는데 ${name}이(가) 있습니다` }
    : {
        en: `params: ${id}: no param ${name}: expected ${list}`,
        ko: `params: ${id}: ${name} 매개변수가 없습니다. 있는 것: ${list}`,
      }
}

function typeOf(value: ParamValue): Text {
  if (typeof value === 'boolean') return { en: 'true or false', ko: 'true 또는 false' }
  if (typeof value === 'number') return { en: 'a number', ko: '숫자' }
  return typeof value === 'string' ? { en: 'a string', ko: '문자열' } : { en: 'a list of strings', ko: '문자열 목록' }
}

function misset(config: Config, path: Path, { en, ko }: Text): AppError {
  const place = `${config.file}:${config.line(path)}`
  const hint = {
    en: 'haetae checks lists the checks, haetae explain CHECK the params of one',
    ko: 'haetae checks로 점검 목록을, haetae explain CHECK로 점검의 매개변수를 볼 수 있습니다',
  }
  return new AppError('CONFIG', { en: `${place}: ${en}`, ko: `${place}: ${ko}` }, { hint })
}

/** Where a result goes: a format, and a file or standard output. */
export interface Destination {
  readonly format: Format
  readonly file: string | undefined
}

/** Reads `-o` values. Throws AppError USAGE for an unknown format, a file without a name, or two results on one standard output. */
export function destinations(options: Options): readonly Destination[] {
  const wanted = options.output.length > 0 ? options.output : ['table']
  const out = wanted.map((value) => {
    const equals = value.indexOf('=')
    const name = equals < 0 ? value : value.slice(0, equals)
    const format = findFormat(name)
    if (format === undefined)
      throw new AppError('USAGE', {
        en: `unknown output ${name}: expected one of ${formats.map((known) => known.name).join(', ')}`,
        ko: `알 수 없는 출력 형식 ${name}: ${formats.map((known) => known.name).join(', ')} 중 하나여야 합니다`,
      })
    if (equals === value.length - 1)
      throw new AppError('USAGE', {
        en: `-o ${value} names no file: expected ${name}=FILE, or ${name} for standard output`,
        ko: `-o ${value}에 파일 이름이 없습니다. ${name}=FILE 또는 표준 출력이면 ${name}이어야 합니다`,
      })
    return { format, file: equals < 0 ? undefined : value.slice(equals + 1) }
  })
  if (out.filter(({ file }) => file === undefined).length > 1)
    throw new AppError('USAGE', {
      en: 'only one output can go to standard output; give the others a file: -o sarif=out.sarif',
      ko: '표준 출력에는 하나의 형식만 쓸 수 있습니다. 나머지는 파일을 지정하십시오: -o sarif=out.sarif',
    })
  return out
}

export function languageOf(options: Options, config?: Config): Language {
  return chooseLanguage(options.lang ?? config?.language, process.env)
}

export function outputContext(options: Options, language: Language, toTerminal: boolean): OutputContext {
  const { FORCE_COLOR: force, NO_COLOR: colorless, TERM: terminal } = process.env
  const forced = force !== undefined && force !== '0'
  return {
    language,
    color:
      options.color &&
      !colorless &&
      toTerminal &&
      (forced || (force !== '0' && process.stdout.isTTY === true && terminal !== 'dumb')),
    width: process.stdout.columns ?? 100,
    verbose: options.verbose,
    quiet: options.quiet,
    showWaived: options.showWaived,
    checks: checkInfos,
    version,
  }
}
