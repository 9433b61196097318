import { printable } from '../../../lib/display-width.ts'
import { type Finding, formatSubject, type Language, subjectKey, type Text } from '../../../model/index.ts'
import { checksById } from '../options.ts'
import type { Paint } from '../output/paint.ts'
import { count } from '../output/words.ts'
import { type Copy, copiesOf } from './copies.ts'
import type { Corpus, Held } from './corpus.ts'
import { type Fixed, isOpen } from './rounds.ts'
import type { NotMade } from './texts.ts'

const notMade: { readonly [reason in NotMade]: Text } = {
  'no-document': { en: 'the document is not there any more', ko: '문서가 더 이상 없습니다' },
  'not-yaml': { en: 'the document cannot be parsed', ko: '문서를 해석할 수 없습니다' },
  'no-such-field': {
    en: 'the path to the field leads through a value of another type',
    ko: '필드로 가는 경로에 다른 타입의 값이 있습니다',
  },
  alias: {
    en: 'the value comes through an alias (*), and changing it would change other fields too',
    ko: '별칭(*)을 통해 온 값이라 바꾸면 다른 필드도 바뀝니다',
  },
  anchor: {
    en: 'the text is shared through an anchor (&), and changing it would change other fields too',
    ko: '앵커(&)로 공유되는 텍스트라 바꾸면 다른 필드도 바뀝니다',
  },
  merge: {
    en: 'the field comes through a merge key (<<), and cannot be changed without changing other fields too',
    ko: '병합 키(<<)를 통해 온 필드라 다른 필드까지 바꾸지 않고는 바꿀 수 없습니다',
  },
  conflict: {
    en: 'another fix changes the same field differently',
    ko: '다른 수정이 같은 필드를 다르게 바꿉니다',
  },
  layout: {
    en: 'the document is written in a way that is not edited (explicit keys, tags, comments inside brackets)',
    ko: '수정하지 않는 표기 방식입니다(명시적 키, 태그, 괄호 안의 주석)',
  },
  unverified: {
    en: 'the change was made and read back, and did not say exactly what was meant',
    ko: '수정한 결과를 다시 읽어 보니 의도와 정확히 일치하지 않았습니다',
  },
  encoding: { en: 'the file is not valid UTF-8', ko: '파일이 올바른 UTF-8이 아닙니다' },
  link: {
    en: 'the file is a link that leads out of the folder that was named',
    ko: '지정한 폴더 밖을 가리키는 링크 파일입니다',
  },
  moved: { en: 'the object is not where it was read', ko: '오브젝트가 읽은 자리에 없습니다' },
}

const reasons = {
  unsafe: {
    en: 'no change is safe without knowing the program',
    ko: '프로그램을 알지 못한 채 안전하게 바꿀 수 있는 방법이 없습니다',
  },
  rendered: {
    en: 'not mechanical: it comes from a template or a kustomization, so the change belongs into its values, template or patch',
    ko: '자동 수정 불가: 템플릿이나 kustomization에서 온 것이므로 값, 템플릿 또는 패치를 바꿔야 합니다',
  },
  input: { en: 'standard input cannot be changed', ko: '표준 입력은 바꿀 수 없습니다' },
  archive: { en: 'archives are not changed', ko: '아카이브는 바꾸지 않습니다' },
  still: {
    en: 'the change does not remove it while the other copies of the object, or what they meet, stay as they are',
    ko: '오브젝트의 다른 사본이나 관련 설정이 그대로여서 수정해도 사라지지 않습니다',
  },
} as const satisfies { readonly [reason: string]: Text }

const onlyWith = { en: 'only with --with-caveats:', ko: '--with-caveats가 있어야 수정합니다:' }

/** A finding that stays, and each reason why. */
export interface Left {
  readonly finding: Finding
  readonly reasons: readonly Text[]
}

/** What is still found when all that can be changed has been. */
export function leftOver(corpus: Corpus, fixed: Fixed, withCaveats: boolean): readonly Left[] {
  const copies = copiesOf(corpus)
  return fixed.result.findings.filter(isOpen).map((finding) => {
    const { fix, check, subject, places } = finding
    if (fix === undefined) return { finding, reasons: [checksById.get(check)?.noFix ?? reasons.unsafe] }
    const key = subjectKey(subject)
    const files = new Set(places.map(({ file }) => file))
    const found: Text[] = []
    for (const held of corpus.rest) if (held.key === key) found.push(reasonForRest(held))
    for (const copy of copies.get(key) ?? [])
      if (files.has(copy.file.name)) found.push(reasonForCopy(finding, copy, fixed, withCaveats))
    const distinct = new Map((found.length === 0 ? [reasons.still] : found).map((reason) => [reason.en, reason]))
    return { finding, reasons: [...distinct.values()] }
  })
}

function reasonForRest({ origin }: Held): Text {
  if (origin.unit !== '') return reasons.rendered
  return origin.file === '-' ? reasons.input : reasons.archive
}

function reasonForCopy(finding: Finding, copy: Copy, fixed: Fixed, withCaveats: boolean): Text {
  const caveat = finding.fix?.caveat
  if (caveat !== undefined && !withCaveats) return { en: `${onlyWith.en} ${caveat.en}`, ko: `${onlyWith.ko} ${caveat.ko}` }
  const reason = fixed.notMade(finding, copy)
  return reason === undefined ? reasons.still : notMade[reason]
}

/** How many of them only wait for --with-caveats. */
export function waiting(left: readonly Left[]): number {
  return left.filter(({ reasons: why }) => why.some(({ en }) => en.startsWith(onlyWith.en))).length
}

/** The list for people: a check and a reason once, with every place below it. */
export function leftText(left: readonly Left[], language: Language, paint: Paint): string {
  if (left.length === 0) return ''
  const groups = new Map<string, string[]>()
  for (const { finding, reasons: why } of left) {
    const head = `${paint.strong(finding.check)}: ${why.map((reason) => reason[language]).join('; ')}`
    const [place] = finding.places
    const where = place === undefined ? '' : `  ${paint.dim(printable(`${place.file}:${place.line}`))}`
    const line = `    ${printable(formatSubject(finding.subject))}${where}`
    const lines = groups.get(head) ?? []
    groups.set(head, lines.includes(line) ? lines : [...lines, line])
  }
  const total = count(left.length, 'finding', language)
  const title = language === 'ko' ? `수정하지 않음: ${total}` : `Not fixed: ${total}`
  const hint =
    language === 'ko'
      ? '손으로 조치하는 방법은 haetae explain CHECK로 볼 수 있습니다.'
      : 'haetae explain CHECK tells what to do by hand.'
  const body = [...groups].map(([head, lines]) => [`  ${head}`, ...lines].join('\n'))
  return `${paint.strong(title)}\n${body.join('\n')}\n${hint}\n`
}
