import { severityLabels } from '../src/apps/cli/output/words.ts'
import type { Example, Language, Owner, Param, Stage, Text } from '../src/model/index.ts'
import type { PostureCheck } from '../src/posture/index.ts'

/** The page of one check. Everything on it is data of the check itself. */
export function checkPage(check: PostureCheck, language: Language): string {
  const say = (text: Text) => prose(text[language])
  const parts = [
    `# ${say(check.title)}`,
    '',
    facts(check, language),
    '',
    `## ${words.why[language]}`,
    '',
    say(check.why),
    '',
    `## ${words.fix[language]}`,
    '',
    say(check.fix),
    '',
    check.noFix === undefined ? words.mechanical[language] : `${words.noFix[language]} ${say(check.noFix)}`,
    '',
    `## ${words.severity[language]}`,
    '',
    `${severityLabels[check.severity][language]}. ${say(check.severityReason)}`,
    ...(check.raisedByExposure === true ? ['', words.raised[language]] : []),
    '',
    ...settings(check, language),
    ...controls(check, language),
    ...examples(words.failing[language], check.examples.failing),
    ...examples(words.passing[language], check.examples.passing),
    `## ${words.references[language]}`,
    '',
    ...check.references.map((reference) => `- <${reference}>`),
  ]
  return `${parts.join('\n')}\n`
}

/** The file name of a check's page: `posture/host-pid` is `host-pid.md`. */
export function pageName(id: string): string {
  return `${id.slice(id.indexOf('/') + 1)}.md`
}

function facts(check: PostureCheck, language: Language): string {
  const other =
    language === 'en' ? `[한국어](../ko/checks/${pageName(check.id)})` : `[English](../../checks/${pageName(check.id)})`
  const stages = check.stages.map((stage) => stageNames[stage][language]).join(', ')
  return [
    `\`${check.id}\``,
    `**${severityLabels[check.severity][language]}**`,
    ownerNames[check.owner][language],
    stages,
    `[${words.all[language]}](../README.md)`,
    other,
  ].join(' · ')
}

function settings(check: PostureCheck, language: Language): readonly string[] {
  const params = Object.entries<Param>(check.params ?? {})
  if (params.length === 0) return []
  return [
    `## ${words.settings[language]}`,
    '',
    '```yaml',
    'params:',
    `  ${check.id}:`,
    ...params.map(([name, param]) => `    ${name}: ${JSON.stringify(param.default)}`),
    '```',
    '',
    ...params.map(([name, { about }]) => `- \`${name}\`: ${prose(about[language])}`),
    '',
  ]
}

function controls(check: PostureCheck, language: Language): readonly string[] {
  const rows = Object.entries(check.controls).map(([framework, ids]) => `- \`${framework}\`: ${ids.join(', ')}`)
  return [`## ${words.controls[language]}`, '', ...rows, '']
}

function examples(heading: string, all: readonly Example[]): readonly string[] {
  return all.flatMap(({ name, source, params }) => [
    `## ${heading}: ${prose(name)}`,
    '',
    ...(params === undefined ? [] : [`\`${JSON.stringify(params)}\``, '']),
    ...fenced(source.trimEnd()),
    '',
  ])
}

function fenced(source: string): readonly string[] {
  const fence = source.includes('```') ? '~~~~' : '```'
  return [`${fence}yaml`, source, fence]
}

/** A sentence in which nothing is taken for markup. Our own sentences hold stars, brackets and bars, and nothing worse. */
export function prose(text: string): string {
  return text.replace(/[\\*[\]|<>]/g, (sign) => (sign === '<' ? '&lt;' : sign === '>' ? '&gt;' : `\\${sign}`))
}

const words = {
  all: { en: 'all checks', ko: '전체 점검' },
  why: { en: 'Why it matters', ko: '왜 중요한가' },
  fix: { en: 'What to change', ko: '조치 방법' },
  mechanical: {
    en: 'Where the change is the same for every program, `haetae fix` shows it as a diff and can write it.',
    ko: '프로그램과 관계없이 같은 변경이면 `haetae fix`가 diff로 보여 주고 파일에 쓸 수 있습니다.',
  },
  noFix: { en: 'Not changed mechanically:', ko: '자동으로 수정하지 않습니다.' },
  severity: { en: 'Severity', ko: '심각도' },
  raised: {
    en: 'One step worse where the workload can be reached from outside the cluster.',
    ko: '클러스터 외부에서 접근할 수 있는 워크로드에서는 한 단계 높아집니다.',
  },
  settings: { en: 'Settings', ko: '설정' },
  controls: { en: 'Controls', ko: '통제 항목' },
  failing: { en: 'Fails', ko: '실패 예' },
  passing: { en: 'Passes', ko: '통과 예' },
  references: { en: 'References', ko: '참고' },
} as const satisfies { readonly [word: string]: Text }

export const ownerNames: { readonly [owner in Owner]: Text } = {
  customer: { en: 'up to the customer', ko: '고객 책임' },
  provider: { en: 'up to the provider', ko: '클라우드 제공자 책임' },
  shared: { en: 'shared with the provider', ko: '공동 책임' },
}

const stageNames: { readonly [stage in Stage]: Text } = {
  build: { en: 'build', ko: '빌드' },
  registry: { en: 'registry', ko: '레지스트리' },
  admission: { en: 'admission', ko: '어드미션' },
  run: { en: 'run', ko: '실행' },
  respond: { en: 'respond', ko: '대응' },
}
