import type { ControlCounts, ControlReport } from '../../../engine/index.ts'
import { type Language, type Owner, say, type Text } from '../../../model/index.ts'

/** What came of a control, in the words of every output; `partial` is a pass as far as was looked at. */
export type Verdict = 'failed' | 'passed' | 'partial' | 'not-looked-at'

export function verdictOf({ status, partial }: ControlReport): Verdict {
  return partial ? 'partial' : status
}

export const verdictLabels: { readonly [verdict in Verdict]: Text } = {
  failed: { en: 'failed', ko: '미충족' },
  passed: { en: 'passed', ko: '충족' },
  partial: { en: 'passed in part', ko: '일부 충족' },
  'not-looked-at': { en: 'not looked at', ko: '살펴보지 못함' },
}

/** Whose side a control is on. */
export const ownerLabels: { readonly [owner in Owner]: Text } = {
  customer: { en: 'customer', ko: '고객' },
  provider: { en: 'provider', ko: '제공자' },
  shared: { en: 'shared', ko: '공동' },
}

export const frameworkWords = {
  report: { en: 'Framework report', ko: '프레임워크 보고서' },
  version: { en: 'version', ko: '버전' },
  source: { en: 'source', ko: '출처' },
  status: { en: 'status', ko: '결과' },
  control: { en: 'control', ko: '항목' },
  title: { en: 'title', ko: '제목' },
  side: { en: 'side', ko: '담당' },
  findings: { en: 'findings', ko: '발견' },
  checks: { en: 'checks and reasons', ko: '점검과 사유' },
  waived: { en: 'waived', ko: '예외 처리' },
  partialNote: {
    en: 'Passed in part: nothing was found in what was looked at, and not all of it was.',
    ko: '일부 충족: 살펴본 범위에서는 발견되지 않았으며, 살펴보지 못한 부분이 있습니다.',
  },
} as const satisfies { readonly [phrase: string]: Text }

/** `5 failed · 3 passed · 2 passed in part · 97 not looked at`, without what there is none of. */
export function countsText(counts: ControlCounts, language: Language): string {
  const parts: readonly (readonly [Verdict, number])[] = [
    ['failed', counts.failed],
    ['passed', counts.passed - counts.partial],
    ['partial', counts.partial],
    ['not-looked-at', counts.notLookedAt],
  ]
  return parts
    .filter(([, n]) => n > 0)
    .map(([verdict, n]) => {
      const label = say(verdictLabels[verdict], language)
      return language === 'ko' ? `${label} ${n}개` : `${n} ${label}`
    })
    .join(' · ')
}

/** Why a control was not looked at or not wholly, and what is waived: sentences for one line. Empty where there is nothing to say. */
export function remarkOf({ reason, waived }: ControlReport, language: Language): string {
  const parts = [
    ...(reason === undefined ? [] : [say(reason, language)]),
    ...(waived === 0 ? [] : [`${say(frameworkWords.waived, language)}: ${waived}`]),
  ]
  return parts.join(' ')
}
