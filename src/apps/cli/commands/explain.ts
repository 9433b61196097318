import { AppError, type Language, type Text } from '../../../model/index.ts'
import type { PostureCheck } from '../../../posture/index.ts'
import { checksById, matchesCheck, outputContext } from '../options.ts'
import { painter } from '../output/paint.ts'
import { severityLabels } from '../output/words.ts'
import { readSettings } from '../settings.ts'

const words = {
  why: { en: 'Why it matters', ko: '왜 중요한가' },
  fix: { en: 'What to change', ko: '조치 방법' },
  severity: { en: 'Severity', ko: '심각도' },
  owner: { en: 'Up to', ko: '책임' },
  stages: { en: 'Stages', ko: '단계' },
  noFix: { en: 'Not fixed mechanically', ko: '자동 수정하지 않음' },
  params: { en: 'Params (in haetae.yaml)', ko: '매개변수 (haetae.yaml)' },
  controls: { en: 'Controls', ko: '통제 항목' },
  failing: { en: 'Fails', ko: '실패 예' },
  passing: { en: 'Passes', ko: '통과 예' },
  references: { en: 'References', ko: '참고' },
  default: { en: 'default', ko: '기본값' },
} as const satisfies { readonly [word: string]: Text }

/** `haetae explain CHECK`. Throws AppError USAGE for a check that does not exist, with the nearest name. */
export async function explain(name: string, given: unknown): Promise<void> {
  const { options, language } = await readSettings(given)
  const found = [...checksById.values()].filter(({ id }) => matchesCheck(name, id))
  if (found.length === 0) throw unknownCheck(name)
  const bold = painter(outputContext(options, language, true).color).strong
  process.stdout.write(found.map((check) => explanation(check, language, bold)).join('\n'))
}

function unknownCheck(name: string): AppError {
  const near = nearest(name)
  return new AppError(
    'USAGE',
    {
      en: `no check ${name}${near === undefined ? '' : `; did you mean ${near}?`}`,
      ko: `${name} 점검이 없습니다${near === undefined ? '' : `. 혹시 ${near}?`}`,
    },
    { hint: { en: 'haetae checks lists them all', ko: 'haetae checks로 전체 목록을 볼 수 있습니다' } },
  )
}

/** The check whose name shares most words with what was typed, its beginning before all others. */
function nearest(name: string): string | undefined {
  const typed = name.slice(name.indexOf('/') + 1).toLowerCase()
  const parts = new Set(typed.split(/[^a-z0-9]+/))
  let best: { readonly id: string; readonly score: number } | undefined
  for (const id of checksById.keys()) {
    const own = id.slice(id.indexOf('/') + 1)
    const words = own.split('-')
    const shared = words.filter((word) => parts.has(word)).length
    const score = shared / words.length + (own.startsWith(typed) ? 1 : 0)
    if (score > (best?.score ?? 0)) best = { id, score }
  }
  return best?.id
}

/** Everything there is to say about a check. */
export function explanation(check: PostureCheck, language: Language, bold: (text: string) => string): string {
  const say = (text: Text) => text[language]
  const lines = [
    bold(`${check.id}: ${say(check.title)}`),
    '',
    bold(say(words.why)),
    `  ${say(check.why)}`,
    '',
    bold(say(words.fix)),
    `  ${say(check.fix)}`,
  ]
  if (check.noFix !== undefined) lines.push(`  ${say(words.noFix)}: ${say(check.noFix)}`)
  lines.push('', `${bold(say(words.severity))}: ${severityLabels[check.severity][language]}. ${say(check.severityReason)}`)
  lines.push(`${bold(say(words.owner))}: ${check.owner}   ${bold(say(words.stages))}: ${check.stages.join(', ')}`)
  const controls = Object.entries(check.controls).map(([framework, ids]) => `${framework} ${ids.join(', ')}`)
  lines.push(`${bold(say(words.controls))}: ${controls.join(' · ')}`)
  const params = Object.entries(check.params ?? {})
  if (params.length > 0) {
    lines.push('', bold(say(words.params)), '  params:', `    ${check.id}:`)
    for (const [name, param] of params) lines.push(`      ${name}: ${JSON.stringify(param.default)}   # ${say(param.about)}`)
  }
  for (const [heading, examples] of [
    [words.failing, check.examples.failing],
    [words.passing, check.examples.passing],
  ] as const)
    for (const { name, source } of examples)
      lines.push(
        '',
        bold(`${say(heading)}: ${name}`),
        ...source
          .trimEnd()
          .split('\n')
          .map((line) => `  ${line}`),
      )
  lines.push('', bold(say(words.references)), ...check.references.map((reference) => `  ${reference}`))
  return `${lines.join('\n')}\n`
}
