import { join } from 'node:path'
import { coversCheck, type FrameworkReport, reportFramework } from '../../engine/index.ts'
import type { Framework, Language, Result } from '../../model/index.ts'
import { checks } from '../../posture/index.ts'
import { loadFramework } from '../../sources/framework-files.ts'
import { type Destination, type Options, outputContext } from './options.ts'
import { frameworkFormats, writeFrameworkReports } from './output/framework-report.ts'
import { packageRoot } from './package.ts'
import { podSecurityOf } from './pod-security-frameworks.ts'
import { writeOutput, writeResult } from './write-result.ts'

/** Loads frameworks by id or file. Throws AppError USAGE or CONFIG, before anything is scanned. */
export function loadFrameworks(asked: readonly string[]): readonly Framework[] {
  const known = (pattern: string) => checks.some(({ id }) => coversCheck(pattern, id))
  return asked.map((id) => loadFramework(id, join(packageRoot, 'policies/frameworks'), known))
}

/** What a result says of frameworks. `result` holds everything that was judged, waivers applied, nothing filtered. */
export function reportsFor(frameworks: readonly Framework[], result: Result): readonly FrameworkReport[] {
  return frameworks.map((framework) => reportFramework(framework, result, [...checks, ...podSecurityOf(framework.id)]))
}

/** The result with only the findings that count for one of the reports, and the waived ones of their checks. */
export function withinFrameworks(result: Result, reports: readonly FrameworkReport[]): Result {
  const controls = reports.flatMap((report) => report.controls)
  const counting = new Set(controls.flatMap(({ findings }) => findings))
  const asked = new Set(controls.flatMap((control) => control.checks))
  const findings = result.findings.filter(
    ({ fingerprint, check, waived }) => counting.has(fingerprint) || (waived !== undefined && asked.has(check)),
  )
  return { ...result, findings }
}

/** Writes the reports where a format has a form for them, and the findings behind them where it has not (SARIF, JUnit, GitHub). */
export async function writeReports(
  reports: readonly FrameworkReport[],
  result: Result,
  outputs: readonly Destination[],
  options: Options,
  language: Language,
): Promise<void> {
  for (const output of outputs) {
    const format = frameworkFormats.find((name) => name === output.format.name)
    if (format === undefined) await writeResult(result, [output], options, language)
    else {
      const text = writeFrameworkReports(reports, format, outputContext(options, language, output.file === undefined))
      if (output.file === undefined) process.stdout.write(text)
      else writeOutput(output.file, text)
    }
  }
}
