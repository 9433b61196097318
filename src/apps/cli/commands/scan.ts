import { matchesGlob } from 'node:path'
import { applyWaivers, Scan, type Selection, select, withoutBaseline } from '../../../engine/index.ts'
import { type LabelSelector, parseLevelVersion, parseSelector } from '../../../kube/index.ts'
import { AppError, atLeast, type Result, type Severity } from '../../../model/index.ts'
import { type PostureCheck, podSecurityChecks } from '../../../posture/index.ts'
import type { Config } from '../config.ts'
import { errorLines } from '../failure.ts'
import { findingsThatFit } from '../memory.ts'
import { checkParams, chooseChecks, type Destination, destinations, languageOf, type Options } from '../options.ts'
import { version } from '../package.ts'
import { podSecurityOf } from '../pod-security-frameworks.ts'
import { progressLine } from '../progress.ts'
import { readTargets } from '../read-targets.ts'
import { readSettings } from '../settings.ts'
import { writeResult } from '../write-result.ts'

/** `haetae scan`: reads, judges, prints; the exit code says what came of it. */
export async function scan(paths: readonly string[], given: unknown): Promise<void> {
  const { options, config, language } = await readSettings(given)
  checkParams(config)
  const outputs = destinations(options)
  if (paths.length === 0 && !options.cluster)
    throw new AppError(
      'USAGE',
      {
        en: 'nothing to scan: name files or folders, - for standard input, or --cluster',
        ko: '검사할 대상이 없습니다. 파일이나 폴더, 표준 입력(-), 또는 --cluster를 지정하십시오',
      },
      { hint: { en: 'haetae scan .', ko: 'haetae scan .' } },
    )
  if (!options.cluster && (options.context ?? options.kubeconfig) !== undefined)
    throw new AppError('USAGE', {
      en: '--context and --kubeconfig choose a live cluster: --cluster is missing',
      ko: '--context와 --kubeconfig는 라이브 클러스터를 고르는 옵션인데 --cluster가 없습니다',
    })
  const once = () => scanOnce(paths, options, config, outputs)
  if (!options.watch) return once()
  const written = outputs.flatMap(({ file }) => file ?? [])
  const failed = (error: unknown) => process.stderr.write(errorLines(error, language, options.verbose))
  return (await import('../watch.ts')).watch({ paths, written, scan: once, failed })
}

async function scanOnce(
  paths: readonly string[],
  options: Options,
  config: Config,
  outputs: readonly Destination[],
): Promise<void> {
  const wanted = frameworksOf(options, config)
  const reporting = wanted.length === 0 ? undefined : await import('../framework-reports.ts')
  const frameworks = reporting?.loadFrameworks(wanted) ?? []
  const { whole, chosen } = await judge(paths, options, config)
  const language = languageOf(options, config)
  let result = chosen
  if (reporting === undefined) await writeResult(result, outputs, options, language)
  else {
    // Controls are judged by everything: a finding that a filter hides has not passed.
    const reports = reporting.reportsFor(frameworks, whole)
    result = reporting.withinFrameworks(chosen, reports)
    await reporting.writeReports(reports, result, outputs, options, language)
  }
  process.exitCode = exitCode(result, options.failOn ?? config.failOn ?? 'low', options.allowGaps || config.allowGaps === true)
}

/** Everything that is so, waivers applied (`whole`), and what of it the user asked for (`chosen`). */
async function judge(
  paths: readonly string[],
  options: Options,
  config: Config,
): Promise<{ readonly whole: Result; readonly chosen: Result }> {
  const begun = performance.now()
  const phases: { [phase: string]: number } = { start: begun }
  const progress = progressLine(!options.quiet)
  const live = options.cluster ? await (await import('../read-cluster.ts')).openCluster(options) : undefined
  const checks = checksOf(options, config)
  const baseline = options.baseline === undefined ? undefined : await savedResult(options.baseline)
  const run = new Scan({
    version,
    startedAt: new Date().toISOString(),
    targets: [...paths, ...(live === undefined ? [] : [live.name])],
    checks,
    params: config.params,
    maxFindings: findingsThatFit(),
    ...(options.selector === undefined ? {} : { selector: selectorOf(options.selector) }),
    ...(live?.uid === undefined ? {} : { clusterUid: live.uid }),
  })
  await readTargets(paths, { valuesFiles: options.values, set: options.set, progress: progress.show }, run)
  await live?.read(run, progress.show)
  phases.judge = performance.now() - begun
  progress.clear()
  const finishing = performance.now()
  const raw = run.finish({ wallMs: 0, phases })
  const waived = applyWaivers(raw, config.waivers, new Date().toISOString().slice(0, 10), matches)
  const fresh = baseline === undefined ? waived : withoutBaseline(waived, baseline)
  const infos = new Map(checks.map((check) => [check.id, check]))
  const chosen = select(fresh, selectionOf(options, config, run), infos, matches)
  phases.finish = performance.now() - finishing
  return { whole: waived, chosen: { ...chosen, stats: { wallMs: performance.now(), phases } } }
}

/** The checks that run: those chosen from the catalogue, or those of the Pod Security level that was asked for. */
function checksOf(options: Options, config: Config): readonly PostureCheck[] {
  if (options.podSecurity !== undefined) return podSecurity(options.podSecurity)
  const chosen = [...chooseChecks(options, config), ...frameworksOf(options, config).flatMap(podSecurityOf)]
  if (chosen.length > 0) return chosen
  throw new AppError('USAGE', {
    en: 'no check is left to run: all that are chosen are skipped',
    ko: '실행할 점검이 없습니다. 선택한 점검을 모두 제외했습니다',
  })
}

function frameworksOf(options: Options, config: Config): readonly string[] {
  return options.framework.length > 0 ? options.framework : (config.frameworks ?? [])
}

function podSecurity(asked: string): readonly PostureCheck[] {
  const parsed = parseLevelVersion(asked)
  if (parsed.error !== undefined)
    throw new AppError('USAGE', {
      en: `--pod-security ${asked}: ${parsed.error}`,
      ko: `--pod-security ${asked}: ${parsed.error}`,
    })
  return podSecurityChecks(parsed.value)
}

function selectorOf(asked: string): LabelSelector {
  const selector = parseSelector(asked)
  if (selector === undefined)
    throw new AppError('USAGE', {
      en: `--selector ${asked}: expected labels such as app=web,tier!=test`,
      ko: `--selector ${asked}: app=web,tier!=test와 같은 형식이어야 합니다`,
    })
  return selector
}

const matches = (pattern: string, text: string) => matchesGlob(text, pattern)

function selectionOf(options: Options, config: Config, { unselected, selected, objectFiles }: Scan): Selection {
  const severity = options.severity ?? config.severity
  return {
    ...(options.namespace.length === 0 ? {} : { namespaces: options.namespace }),
    ...(options.kind.length === 0 ? {} : { kinds: options.kind }),
    ...(options.selector === undefined ? {} : { unselected, selected }),
    ...(options.path.length === 0 ? {} : { paths: options.path, files: objectFiles }),
    ...(options.owner === undefined ? {} : { owner: options.owner }),
    ...(severity === undefined ? {} : { severity }),
  }
}

async function savedResult(file: string): Promise<Result> {
  return (await import('../saved.ts')).readSavedResult(file)
}

/** 1 for open findings at or above the threshold, 3 when there are none but something was not looked at, else 0. */
export function exitCode(result: Result, threshold: Severity, allowGaps: boolean): number {
  if (result.findings.some((finding) => finding.waived === undefined && atLeast(finding.severity, threshold))) return 1
  return !allowGaps && result.gaps.some((gap) => gap.byChoice !== true) ? 3 : 0
}
