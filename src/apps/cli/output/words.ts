import type { GapReason, Language, Severity, Text } from '../../../model/index.ts'

/** Names of the severities, as people read them. */
export const severityLabels: { readonly [severity in Severity]: Text } = {
  critical: { en: 'critical', ko: '심각' },
  high: { en: 'high', ko: '높음' },
  medium: { en: 'medium', ko: '중간' },
  low: { en: 'low', ko: '낮음' },
  info: { en: 'info', ko: '정보' },
}

/** Why something was not looked at, in a few words. */
export const gapLabels: { readonly [reason in GapReason]: Text } = {
  unreadable: { en: 'could not be read', ko: '읽을 수 없음' },
  invalid: { en: 'is not valid', ko: '형식이 올바르지 않음' },
  'too-large': { en: 'is too large', ko: '너무 큼' },
  'not-rendered': { en: 'was not rendered', ko: '렌더링되지 않음' },
  unsupported: { en: 'is not supported', ko: '지원하지 않음' },
  'unknown-kind': { en: 'is of an unknown kind', ko: '알 수 없는 종류' },
  'wrong-type': { en: 'has a value of the wrong type', ko: '값의 타입이 다름' },
  'unknown-field': { en: 'has an unknown field', ko: '알 수 없는 필드' },
  forbidden: { en: 'was forbidden', ko: '권한 없음' },
  unreachable: { en: 'could not be reached', ko: '연결할 수 없음' },
  excluded: { en: 'was excluded', ko: '제외됨' },
  undecidable: { en: 'cannot be decided', ko: '판정할 수 없음' },
}

/** Fixed phrases of the outputs for people. */
export const words = {
  why: { en: 'why', ko: '이유' },
  fix: { en: 'fix', ko: '조치' },
  noFix: { en: 'by hand', ko: '수동' },
  caution: { en: 'caution', ko: '주의' },
  rated: { en: 'rated', ko: '등급' },
  change: { en: 'change', ko: '변경' },
  byDefault: { en: '(this is the default)', ko: '(기본값)' },
  waived: { en: 'waived', ko: '예외 처리됨' },
  until: { en: 'until', ko: '기한' },
  renderedFrom: { en: 'rendered from', ko: '원본' },
  notLookedAt: { en: 'Not looked at', ko: '살펴보지 못한 것' },
  byChoice: { en: 'Left out by choice', ko: '선택에 따라 제외한 것' },
  scope: { en: 'Scope', ko: '범위' },
  targets: { en: 'targets', ko: '대상' },
  files: { en: 'files', ko: '파일' },
  namespaces: { en: 'namespaces', ko: '네임스페이스' },
  kinds: { en: 'kinds', ko: '종류' },
  notJudged: { en: 'not judged', ko: '판정 대상 아님' },
  references: { en: 'references', ko: '참고' },
  report: { en: 'Security report', ko: '보안 점검 보고서' },
  findings: { en: 'Findings', ko: '발견 사항' },
} as const satisfies { readonly [phrase: string]: Text }

/** `3 files`, `파일 3개`: a count with its noun in `language`. */
export function count(n: number, noun: keyof typeof nouns, language: Language): string {
  const { one, many, ko, unit } = nouns[noun]
  return language === 'ko' ? `${ko} ${n}${unit}` : `${n} ${n === 1 ? one : many}`
}

const nouns = {
  workload: { one: 'workload', many: 'workloads', ko: '워크로드', unit: '개' },
  container: { one: 'container', many: 'containers', ko: '컨테이너', unit: '개' },
  object: { one: 'object', many: 'objects', ko: '오브젝트', unit: '개' },
  file: { one: 'file', many: 'files', ko: '파일', unit: '개' },
  check: { one: 'check', many: 'checks', ko: '점검', unit: '개' },
  finding: { one: 'finding', many: 'findings', ko: '발견', unit: '건' },
  place: { one: 'place', many: 'places', ko: '위치', unit: '곳' },
  gap: { one: 'thing not looked at', many: 'things not looked at', ko: '살펴보지 못한 것', unit: '건' },
} as const
