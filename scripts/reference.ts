import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { formats } from '../src/apps/cli/output/formats.ts'
import { resultSchemaId } from '../src/apps/cli/output/json.ts'
import { gapLabels, severityLabels } from '../src/apps/cli/output/words.ts'
import { createProgram } from '../src/apps/cli/program.ts'
import { compareSeverity, errorCodes, gapReasons, type Language, type Text } from '../src/model/index.ts'
import { checks } from '../src/posture/index.ts'
import { checkPage, ownerNames, pageName, prose } from './reference-check.ts'

/*
 * Writes docs/reference/ from the program itself: `node scripts/reference.ts`. A test says whether what is committed is what this gives
 * (test/house/reference.test.ts; `UPDATE=1 make check` rewrites it too).
 */

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
export const referenceFolder = join(root, 'docs/reference')

/** Every page of the reference: path below docs/reference/, and its text. */
export function referencePages(): ReadonlyMap<string, string> {
  const pages = new Map<string, string>()
  for (const language of ['en', 'ko'] as const) {
    const folder = language === 'en' ? '' : 'ko/'
    pages.set(`${folder}README.md`, indexPage(language))
    pages.set(`${folder}commands.md`, commandsPage(language))
    pages.set(`${folder}outputs.md`, outputsPage(language))
    pages.set(`${folder}exit-codes.md`, exitCodesPage(language))
    for (const check of checks) pages.set(`${folder}checks/${pageName(check.id)}`, checkPage(check, language))
  }
  return pages
}

/** The pages that are there now, whoever wrote them. */
export function keptPages(): ReadonlyMap<string, string> {
  if (!existsSync(referenceFolder)) return new Map()
  const files = readdirSync(referenceFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return [relative(referenceFolder, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')]
    }),
  )
}

/** Writes what has changed, and removes what no check stands behind any more. */
export function writePages(pages: ReadonlyMap<string, string>): void {
  const kept = keptPages()
  for (const path of kept.keys()) if (!pages.has(path)) rmSync(join(referenceFolder, path))
  for (const [path, text] of pages) {
    if (kept.get(path) === text) continue
    mkdirSync(dirname(join(referenceFolder, path)), { recursive: true })
    writeFileSync(join(referenceFolder, path), text)
  }
}

const generated: Text = {
  en: 'Generated from the program by `scripts/reference.ts`.',
  ko: '`scripts/reference.ts`가 프로그램에서 생성한 문서입니다.',
}

function indexPage(language: Language): string {
  const sorted = checks.toSorted((a, b) => compareSeverity(a.severity, b.severity) || (a.id < b.id ? -1 : 1))
  const rows = sorted.map(({ id, title, severity, owner, noFix, params }) => {
    const cells = [
      `[\`${id}\`](checks/${pageName(id)})`,
      severityLabels[severity][language],
      prose(title[language]),
      ownerNames[owner][language],
      noFix === undefined ? '✓' : '',
      Object.keys(params ?? {})
        .map((name) => `\`${name}\``)
        .join(', '),
    ]
    return `| ${cells.join(' | ')} |`
  })
  const head =
    language === 'en'
      ? ['# Reference', '', '[한국어](ko/README.md)', '', generated.en, '']
      : ['# 참조 문서', '', '[English](../README.md)', '', generated.ko, '']
  const links =
    language === 'en'
      ? ['- [Commands and options](commands.md)', '- [Outputs](outputs.md)', '- [Exit codes](exit-codes.md)']
      : ['- [명령과 옵션](commands.md)', '- [출력 형식](outputs.md)', '- [종료 코드](exit-codes.md)']
  const table =
    language === 'en'
      ? [`## The ${checks.length} checks`, '', '| Check | Severity | What it finds | Owner | Fix | Settings |']
      : [`## 점검 ${checks.length}개`, '', '| 점검 | 심각도 | 찾는 것 | 책임 | 수정 | 설정 |']
  return page([...head, ...links, '', ...table, '|---|---|---|---|---|---|', ...rows])
}

/** What each format is for. A format that is not told here has no line of its own, which the type checker does not see and the test does. */
export const formatUses: { readonly [format: string]: Text } = {
  table: { en: 'For a terminal. The default', ko: '터미널용. 기본값입니다' },
  json: {
    en: `Everything, for programs, \`--baseline\`, \`compare\`, \`render\` and \`waive\`. Schema \`${resultSchemaId}\``,
    ko: `모든 내용. 프로그램과 \`--baseline\`, \`compare\`, \`render\`, \`waive\`가 읽습니다. 스키마 \`${resultSchemaId}\``,
  },
  sarif: {
    en: 'SARIF 2.1.0, for code scanning of code hosts and editors. Waived findings are suppressed results, gaps are notifications',
    ko: 'SARIF 2.1.0. 코드 호스팅 서비스의 코드 스캐닝과 편집기용입니다. 예외 처리된 결과는 suppression, 살펴보지 못한 것은 notification입니다',
  },
  junit: {
    en: 'JUnit XML, for GitLab and Jenkins. Waived findings and gaps are skipped cases, never passed ones',
    ko: 'JUnit XML. GitLab과 Jenkins용입니다. 예외 처리된 결과와 살펴보지 못한 것은 skipped이며 passed가 되지 않습니다',
  },
  html: { en: 'One page that stands alone, without scripts', ko: '스크립트가 없는 단일 페이지 보고서' },
  markdown: { en: 'For a comment on a pull request, at most 65,000 characters', ko: '풀 리퀘스트 댓글용. 최대 65,000자' },
  csv: { en: 'One record a place, one a gap, for spreadsheets', ko: '위치와 살펴보지 못한 것마다 한 줄. 스프레드시트용' },
  github: {
    en: 'Workflow commands, which GitHub Actions shows beside the lines',
    ko: 'GitHub Actions가 해당 줄 옆에 표시하는 워크플로 명령',
  },
}

function outputsPage(language: Language): string {
  const rows = formats.map(
    ({ name, extension, mediaType }) =>
      `| \`${name}\` | \`${extension}\` | \`${mediaType}\` | ${formatUses[name]?.[language] ?? ''} |`,
  )
  const gaps = gapReasons.map((reason) => `| \`${reason}\` | ${gapLabels[reason][language]} |`)
  if (language === 'en')
    return page([
      ...['# Outputs', '', generated.en, ''],
      '`-o FORMAT` writes to standard output, `-o FORMAT=FILE` to a file. Several may be given; one of them may go to standard output.',
      ...['', '| Format | Extension | Media type | For |', '|---|---|---|---|', ...rows, ''],
      ...['## Reasons of gaps', '', 'What was not looked at is in every format, with one of these reasons.', ''],
      ...['| Reason | Meaning: something |', '|---|---|', ...gaps],
    ])
  return page([
    ...['# 출력 형식', '', generated.ko, ''],
    '`-o 형식`은 표준 출력에, `-o 형식=파일`은 파일에 씁니다. 여러 번 지정할 수 있으며 표준 출력에는 하나만 쓸 수 있습니다.',
    ...['', '| 형식 | 확장자 | 미디어 타입 | 용도 |', '|---|---|---|---|', ...rows, ''],
    ...['## 살펴보지 못한 이유', '', '살펴보지 못한 것은 모든 형식에 다음 이유 가운데 하나와 함께 나옵니다.', ''],
    ...['| 이유 | 뜻 |', '|---|---|', ...gaps],
  ])
}

function exitCodesPage(language: Language): string {
  const byExit = Map.groupBy(Object.entries(errorCodes), ([, exit]) => exit)
  const errors = [...byExit].map(([exit, all]) => {
    const names = all.map(([code]) => `\`${code}\``).join(', ')
    return `| ${exit} | ${exitMeanings[exit]?.[language] ?? ''} (${names}) |`
  })
  const rows = [0, 1, 3].map((exit) => `| ${exit} | ${exitMeanings[exit]?.[language] ?? ''} |`)
  const title = language === 'en' ? '# Exit codes' : '# 종료 코드'
  const head = language === 'en' ? '| Code | Meaning |' : '| 코드 | 뜻 |'
  return page([title, '', generated[language], '', head, '|---|---|', ...[...rows, ...errors].toSorted(byNumber)])
}

function byNumber(a: string, b: string): number {
  return Number.parseInt(a.slice(2), 10) - Number.parseInt(b.slice(2), 10)
}

const exitMeanings: { readonly [exit: number]: Text } = {
  0: {
    en: '`scan`: clean, and all was looked at, or `--allow-gaps` was given. `fix`: nothing left to change. `compare`: nothing new. Others: done',
    ko: '`scan`: 문제가 없고 모두 살펴보았거나 `--allow-gaps`를 지정함. `fix`: 더 바꿀 것이 없음. `compare`: 새로 나타난 것이 없음. 그 밖: 완료',
  },
  1: {
    en: '`scan`: open findings at or above `--fail-on` (`low`, where it is not given). `fix`: changes that were only shown. `compare`: something appeared',
    ko: '`scan`: `--fail-on` 이상의 결과가 있음(지정하지 않으면 `low`). `fix`: 변경할 내용을 보여 주기만 함. `compare`: 새로 나타난 것이 있음',
  },
  2: {
    en: 'Wrong use, configuration or input, or a file that could not be read or written',
    ko: '사용법, 설정 또는 입력이 잘못되었거나 파일을 읽거나 쓰지 못함',
  },
  3: {
    en: '`scan`: nothing at or above `--fail-on`, but something could not be looked at. `fix`: the same, with nothing left to change',
    ko: '`scan`: `--fail-on` 이상의 결과는 없으나 살펴보지 못한 것이 있음. `fix`: 더 바꿀 것은 없으나 살펴보지 못한 것이 있음',
  },
  70: { en: 'A fault of haetae itself', ko: 'haetae 자체의 오류' },
}

const commandsHead: { readonly title: Text; readonly intro: Text } = {
  title: { en: '# Commands', ko: '# 명령' },
  intro: {
    en: 'Options of the program itself can stand before or after the command.',
    ko: '프로그램 자체의 옵션은 명령의 앞이나 뒤에 쓸 수 있습니다.',
  },
}

/** What `--help` prints, at the width of a pipe. */
function commandsPage(language: Language): string {
  const program = createProgram(language)
  const block = (command: Command) => ['```', helpText(command).trimEnd(), '```', '']
  const sections = program.commands.flatMap((command) => [`## haetae ${command.name()}`, '', ...block(command)])
  const intro = `${generated[language]} ${commandsHead.intro[language]}`
  return page([commandsHead.title[language], '', intro, '', ...block(program), ...sections].slice(0, -1))
}

function helpText(command: Command): string {
  let text = ''
  command.configureOutput({
    writeOut: (piece) => {
      text += piece
    },
    getOutHelpWidth: () => 80,
    getOutHasColors: () => false,
  })
  command.outputHelp()
  return text
}

function page(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`
}

if (import.meta.main) writePages(referencePages())
