import { dump } from 'js-yaml'
import { isDay } from '../../../lib/day.ts'
import { AppError, type Finding, formatSubject } from '../../../model/index.ts'
import { readSavedResult } from '../saved.ts'
import { readSettings } from '../settings.ts'

/** `haetae waive FINDING… --until DATE --reason TEXT --from RESULT.json`: prints entries for `waivers:` in haetae.yaml. */
export async function waive(wanted: readonly string[], given: unknown): Promise<void> {
  const { reason = '', until = '', author, from = '' } = (await readSettings(given)).options
  if (!isDay(until))
    throw new AppError('USAGE', {
      en: `--until ${until}: expected a date such as 2027-01-31`,
      ko: `--until ${until}: 2027-01-31과 같은 날짜여야 합니다`,
    })
  if (until < new Date().toISOString().slice(0, 10))
    throw new AppError('USAGE', {
      en: `--until ${until}: that day is over, and a waiver until then covers nothing`,
      ko: `--until ${until}: 이미 지난 날짜이므로 예외가 적용되지 않습니다`,
    })
  if (reason.trim() === '')
    throw new AppError('USAGE', { en: '--reason: say why it is accepted', ko: '--reason: 수용하는 이유를 적어야 합니다' })
  const { findings } = readSavedResult(from)
  const waivers = wanted.map((prefix) => {
    const finding = only(findings, prefix, from)
    return {
      check: finding.check,
      subject: formatSubject(finding.subject),
      fingerprint: finding.fingerprint,
      reason,
      ...(author === undefined ? {} : { author }),
      until,
    }
  })
  process.stdout.write(dump({ waivers }, { lineWidth: -1 }))
}

/** The one finding a fingerprint's beginning names. */
function only(findings: readonly Finding[], prefix: string, file: string): Finding {
  const found = findings.filter(({ fingerprint }) => fingerprint.startsWith(prefix))
  const [first] = found
  if (first === undefined || prefix === '')
    throw new AppError('USAGE', { en: `${file} has no finding ${prefix}`, ko: `${file}에 ${prefix} 결과가 없습니다` })
  if (found.length > 1)
    throw new AppError('USAGE', {
      en: `${prefix} names ${found.length} findings; give more of the fingerprint`,
      ko: `${prefix}에 해당하는 결과가 ${found.length}건입니다. 지문을 더 길게 입력하십시오`,
    })
  return first
}
