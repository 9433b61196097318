import { prose } from '../../../lib/display-width.ts'
import { type Language, type Result, say } from '../../../model/index.ts'
import { countBySeverity } from './group.ts'
import { count, severityLabels, words } from './words.ts'

/** What was looked at: `14 workloads, 31 containers, 9 files`. Empty when nothing was. */
export function lookedAt({ scope }: Result, language: Language): string {
  const objects = Object.values(scope.kinds).reduce((sum, n) => sum + n, 0)
  const parts: string[] = []
  if (scope.workloads > 0) parts.push(count(scope.workloads, 'workload', language))
  if (scope.containers > 0) parts.push(count(scope.containers, 'container', language))
  if (parts.length === 0 && objects > 0) parts.push(count(objects, 'object', language))
  if (scope.files.judged > 0) parts.push(count(scope.files.judged, 'file', language))
  return parts.join(', ')
}

/** `2 critical · 5 high`, with the severities that have findings. Empty when nothing counts. */
export function severityCounts({ findings }: Result, language: Language): string {
  return countBySeverity(findings)
    .filter((entry) => entry.count > 0)
    .map((entry) =>
      language === 'ko'
        ? `${say(severityLabels[entry.severity], language)} ${entry.count}건`
        : `${entry.count} ${say(severityLabels[entry.severity], language)}`,
    )
    .join(' · ')
}

/**
 * The whole result in a sentence. Never "passed": where nothing was found it says by how many checks in what, where nothing
 * was judged it says that, and what was not looked at is always counted.
 */
export function summarize(result: Result, language: Language): string {
  const counts = severityCounts(result, language)
  return [headed(result, counts, language), ...besides(result, language)].join('; ')
}

/** The same with one total in place of the severities, for a page that shows those beside it. */
export function headline(result: Result, language: Language): string {
  const findings = result.findings.filter((finding) => finding.waived === undefined).length
  return headed(result, findings === 0 ? '' : count(findings, 'finding', language), language)
}

/** What does not count as found: gaps, and what a waiver covers. */
export function besides(result: Result, language: Language): string[] {
  const gaps = result.gaps.filter((gap) => gap.byChoice !== true).length
  const waived = result.findings.filter((finding) => finding.waived !== undefined).length
  const parts: string[] = []
  if (gaps > 0) parts.push(count(gaps, 'gap', language))
  if (waived > 0) parts.push(language === 'ko' ? `예외 처리 ${waived}건` : `${waived} waived`)
  return parts
}

function headed(result: Result, counts: string, language: Language): string {
  const where = lookedAt(result, language)
  if (where === '') return nothingJudged(result, counts, language)
  return language === 'ko' ? foundKo(result, counts, where) : foundEn(result, counts, where)
}

function foundEn(result: Result, counts: string, where: string): string {
  const checks = count(result.scope.checks.length, 'check', 'en')
  return counts === '' ? `Nothing found by ${checks} in ${where}` : `${counts} in ${where}`
}

function foundKo(result: Result, counts: string, where: string): string {
  const checks = count(result.scope.checks.length, 'check', 'ko')
  return counts === '' ? `${where} — ${checks}로 발견된 문제 없음` : `${where} — ${counts}`
}

function nothingJudged(result: Result, counts: string, language: Language): string {
  const read = count(result.scope.files.read, 'file', language)
  const head = language === 'ko' ? `판정한 오브젝트 없음 (읽은 ${read})` : `No object was judged (${read} read)`
  return counts === '' ? head : `${counts}; ${head}`
}

/** What the run covered, as label and text: targets, files, namespaces, kinds. Parts with nothing to tell are left out. */
export function scopeLines({ scope }: Result, language: Language): { label: string; text: string }[] {
  const korean = language === 'ko'
  const lines: { label: string; text: string }[] = []
  const add = (label: keyof typeof words, parts: readonly string[]): void => {
    if (parts.length > 0) lines.push({ label: say(words[label], language), text: prose(parts.join(', ')) })
  }
  add('targets', scope.targets)
  const { read, judged, other } = scope.files
  if (read > 0) {
    add('files', [
      korean ? `읽음 ${read}개, 판정 ${judged}개, 그 밖 ${other}개` : `${read} read, ${judged} judged, ${other} other`,
    ])
  }
  const without = scope.withoutNamespace
  const unnamed = korean ? `네임스페이스를 적지 않은 오브젝트 ${without}개` : `${count(without, 'object', 'en')} naming none`
  add('namespaces', [...scope.namespaces, ...(without > 0 ? [unnamed] : [])])
  add('kinds', byKind(scope.kinds))
  add('notJudged', byKind(scope.notJudged))
  return lines
}

function byKind(kinds: { readonly [kind: string]: number }): string[] {
  return Object.entries(kinds)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([kind, n]) => `${kind} ${n}`)
}
