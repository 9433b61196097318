import { compare } from '../../../engine/index.ts'
import { printable } from '../../../lib/display-width.ts'
import { AppError, type Finding, formatSubject, type Language } from '../../../model/index.ts'
import { severityLabels } from '../output/words.ts'
import { readSavedResult } from '../saved.ts'
import { readSettings } from '../settings.ts'

/** `haetae compare OLD NEW`: exit 1 when something new appeared. */
export async function compareResults(before: string, after: string, given: unknown): Promise<void> {
  const { options, language } = await readSettings(given)
  const comparison = compare(readSavedResult(before), readSavedResult(after))
  const [format = 'table'] = options.output
  if (format === 'json')
    process.stdout.write(`${JSON.stringify({ schema: 'haetae.dev/comparison/v1', ...comparison }, undefined, 2)}\n`)
  else if (format === 'table') process.stdout.write(table(comparison, language, options.quiet))
  else
    throw new AppError('USAGE', {
      en: `unknown output ${format}: expected table or json`,
      ko: `알 수 없는 출력 형식 ${format}: table 또는 json이어야 합니다`,
    })
  process.exitCode = comparison.appeared.length > 0 ? 1 : 0
}

function table({ appeared, gone, stayed }: ReturnType<typeof compare>, language: Language, quiet: boolean): string {
  const line = (sign: string) => (finding: Finding) => {
    const [place] = finding.places
    const where = place === undefined ? '' : `  ${place.file}:${place.line}`
    return printable(
      `${sign} ${severityLabels[finding.severity][language]}  ${finding.check}  ${formatSubject(finding.subject)}${where}`,
    )
  }
  const sum =
    language === 'ko'
      ? `새로 나타남 ${appeared.length} · 사라짐 ${gone.length} · 그대로 ${stayed.length}`
      : `${appeared.length} appeared · ${gone.length} gone · ${stayed.length} unchanged`
  return `${[...appeared.map(line('+')), ...gone.map(line('-')), ...(quiet ? [] : [sum])].join('\n')}\n`
}
