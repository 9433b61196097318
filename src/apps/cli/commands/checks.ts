import { AppError, severities } from '../../../model/index.ts'
import { checks } from '../../../posture/index.ts'
import { severityLabels } from '../output/words.ts'
import { readSettings } from '../settings.ts'

/** `haetae checks`: every check, worst first. */
export async function listChecks(given: unknown): Promise<void> {
  const { options, language } = await readSettings(given)
  const sorted = [...checks].sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || (a.id < b.id ? -1 : 1),
  )
  const [format = 'table'] = options.output
  if (format === 'json') {
    const rows = sorted.map(({ judges: _judges, examples: _examples, ...info }) => info)
    process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`)
    return
  }
  if (format !== 'table')
    throw new AppError('USAGE', {
      en: `unknown output ${format}: expected table or json`,
      ko: `알 수 없는 출력 형식 ${format}: table 또는 json이어야 합니다`,
    })
  const width = Math.max(...sorted.map(({ id }) => id.length))
  for (const { id, severity, title } of sorted)
    process.stdout.write(`${severityLabels[severity][language].padEnd(9)} ${id.padEnd(width)}  ${title[language]}\n`)
}
