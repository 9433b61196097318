import { join } from 'node:path'
import { coversCheck, type FrameworkReport, reportFramework } from '../../engine/index.ts'
import type { Language, Result } from '../../model/index.ts'
import { checks } from '../../posture/index.ts'
import { loadFramework } from '../../sources/framework-files.ts'
import { type Destination, type Options, outputContext } from './options.ts'
import { frameworkFormats, writeFrameworkReports } from './output/framework-report.ts'
import { packageRoot } from './package.ts'
import { podSecurityOf } from './pod-security-frameworks.ts'
import { writeOutput, writeResult } from './write-result.ts'

/** What a result says of the frameworks that were asked for. `result` holds everything that was judged, waivers applied, nothing filtered. */
export function reportsFor(frameworks: readonly string[], result: Result): readonly FrameworkReport[] {
  const known = (pattern: string) => checks.some(({ id }) => coversCheck(pattern, id))
  return frameworks.map((id) => {
    const framework = loadFramework(id, join(packageRoot, 'policies/frameworks'), known)
    return reportFramework(framework, result, [...checks, ...podSecurityOf(id)])
  })
}

/** The result with only the findings that count for one of the reports. */
export function withinFrameworks(result: Result, reports: readonly FrameworkReport[]): Result {
  const counting = new Set(reports.flatMap(({ controls }) => controls.flatMap((control) => control.checks)))
  return { ...result, findings: result.findings.filter(({ check }) => counting.has(check)) }
}

/** Writes the reports where a format has a form for them, and the findings behind them where it has not (SARIF, JUnit, GitHub). */
export function writeReports(
  reports: readonly FrameworkReport[],
  result: Result,
  outputs: readonly Destination[],
  options: Options,
  language: Language,
): void {
  for (const output of outputs) {
    const format = frameworkFormats.find((name) => name === output.format.name)
    if (format === undefined) writeResult(result, [output], options, language)
    else {
      const text = writeFrameworkReports(reports, format, outputContext(options, language, output.file === undefined))
      if (output.file === undefined) process.stdout.write(text)
      else writeOutput(output.file, text)
    }
  }
}
