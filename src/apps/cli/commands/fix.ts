import { realpathSync } from 'node:fs'
import { relative } from 'node:path'
import { styleText } from 'node:util'
import { printable } from '../../../lib/display-width.ts'
import { unifiedDiff } from '../../../lib/unified-diff.ts'
import { AppError, type Language } from '../../../model/index.ts'
import { errorLines } from '../failure.ts'
import { type Corpus, readCorpus } from '../fix/corpus.ts'
import { leftOver, leftText, waiting } from '../fix/left.ts'
import { type Fixed, fixAll } from '../fix/rounds.ts'
import { replaceFile } from '../fix/save.ts'
import { checkParams, chooseChecks, type Options, outputContext } from '../options.ts'
import { painter } from '../output/paint.ts'
import { count } from '../output/words.ts'
import { version } from '../package.ts'
import { progressLine } from '../progress.ts'
import { readSettings } from '../settings.ts'

/**
 * `haetae fix`: shows the smallest safe changes as a diff on standard output, ready for `git apply` or `patch -p1`, or makes them with `--write`.
 * Everything else is said on standard error. Exit code 0 when nothing is to be changed or all of it was, 1 when changes are shown only, 2 when a
 * file could not be written, 3 when something could not be looked at.
 */
export async function fix(paths: readonly string[], given: unknown): Promise<void> {
  const { options, config, language } = await readSettings(given)
  checkParams(config)
  const checks = chooseChecks(options, config)
  const progress = progressLine(!options.quiet)
  const startedAt = new Date().toISOString()
  const corpus = await readCorpus(paths, { valuesFiles: options.values, set: options.set, progress: progress.show })
  const fixed = fixAll(corpus, {
    config,
    checks,
    severity: options.severity ?? config.severity,
    withCaveats: options.withCaveats,
    options: { version, startedAt, targets: paths, checks, params: config.params },
    today: startedAt.slice(0, 10),
  })
  progress.clear()
  if (!options.write || !options.quiet) process.stdout.write(diffText(fixed, options, language))
  const failures = options.write ? writeAll(corpus, fixed, options, language) : []
  if (!options.quiet) process.stderr.write(closingText(corpus, fixed, options, language))
  for (const failure of failures) process.stderr.write(errorLines(failure, language, options.verbose))
  process.exitCode = exitCode(fixed, options.write, failures.length > 0, config.allowGaps === true)
}

function exitCode({ texts, result }: Fixed, written: boolean, failed: boolean, allowGaps: boolean): number {
  if (failed) return 2
  if (!written && texts.changed.length > 0) return 1
  return !allowGaps && result.gaps.some((gap) => gap.byChoice !== true) ? 3 : 0
}

/** The diff of all files. On a terminal what could steer it is shown as an escape; elsewhere every byte is as it will be. */
function diffText({ texts }: Fixed, options: Options, language: Language): string {
  const { color } = outputContext(options, language, true)
  const here = realpathSync(process.cwd())
  const diffs = texts.changed.map(([real, { before, after, mark }]) => {
    const near = relative(here, real)
    // What is not below this folder is named from the root of the file system: git takes no `..`.
    return unifiedDiff(near.startsWith('..') ? real.slice(1) : near, mark + before, mark + after)
  })
  const whole = diffs.join('')
  if (!color && process.stdout.isTTY !== true) return whole
  return whole
    .split('\n')
    .map((line) => paintDiff(line.split('\t').map(printable).join('\t'), color))
    .join('\n')
}

function paintDiff(line: string, color: boolean): string {
  if (!color) return line
  const style = (name: Parameters<typeof styleText>[0]) => styleText(name, line, { validateStream: false })
  if (line.startsWith('--- ') || line.startsWith('+++ ')) return style('bold')
  if (line.startsWith('@@')) return style('cyan')
  return line.startsWith('+') ? style('green') : line.startsWith('-') ? style('red') : line
}

/** Writes every changed file and says what each was changed for. Gives what went wrong; the other files are written all the same. */
function writeAll(corpus: Corpus, fixed: Fixed, options: Options, language: Language): readonly AppError[] {
  const failures: AppError[] = []
  for (const [real, { before, after, mark }] of fixed.texts.changed) {
    const name = nameOf(corpus, real)
    try {
      replaceFile(real, name, mark + before, mark + after)
      if (!options.quiet) process.stderr.write(`${changedLine(name, fixed, real, language)}\n`)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      failures.push(error)
    }
  }
  return failures
}

function nameOf(corpus: Corpus, real: string): string {
  return corpus.files.find((file) => file.real === real)?.name ?? real
}

function changedLine(name: string, fixed: Fixed, real: string, language: Language): string {
  const gone = fixed.gone.get(real) ?? []
  const checks = [...new Set(gone.map(({ check }) => check))].sort().join(', ')
  const findings = count(gone.length, 'finding', language)
  return printable(language === 'ko' ? `변경함 ${name}: ${findings} (${checks})` : `changed ${name}: ${findings} (${checks})`)
}

/** What would be changed, and what is left. */
function closingText(corpus: Corpus, fixed: Fixed, options: Options, language: Language): string {
  const paint = painter(outputContext(options, language, true).color && process.stderr.isTTY === true)
  const left = leftOver(corpus, fixed, options.withCaveats)
  return `${sumOf(fixed, waiting(left), options.write, language)}${leftText(left, language, paint)}`
}

function sumOf({ texts, gone }: Fixed, kept: number, written: boolean, language: Language): string {
  const findings = (n: number) => count(n, 'finding', language)
  const more = {
    en: `${findings(kept)} can be fixed only with --with-caveats, since something may stop working.`,
    ko: `${findings(kept)}은 --with-caveats를 붙여야 수정합니다. 동작하지 않게 되는 것이 있을 수 있습니다.`,
  }
  const tail = kept === 0 ? '' : `${more[language]}\n`
  if (texts.changed.length === 0) return `${{ en: 'Nothing to change.', ko: '바꿀 것이 없습니다.' }[language]}\n${tail}`
  if (written) return tail
  const different = new Set([...gone.values()].flat().map(({ fingerprint }) => fingerprint)).size
  const files = count(texts.changed.length, 'file', language)
  const sum = {
    en: `${findings(different)} in ${files} can be fixed; --write makes the changes.`,
    ko: `${files}에서 ${findings(different)}을 수정할 수 있습니다. --write를 붙이면 수정합니다.`,
  }
  return `${sum[language]}\n${tail}`
}
