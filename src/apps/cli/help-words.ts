// table: what --help says, both languages side by side
import type { Text } from '../../model/index.ts'

type Words = { readonly [name: string]: Text }

const outputs = 'table, json, sarif, junit, html, markdown, csv, github'
const controlSets =
  'cis-kubernetes, nsa, mitre, owasp, cis-eks, pss-baseline, pss-restricted, pci-dss, nist-800-190, hipaa, isms-p'

/** The program and the options that every command has. */
export const programWords = {
  about: { en: 'Protects what Kubernetes leaves unprotected.', ko: '쿠버네티스가 보호하지 않는 것을 보호합니다.' },
  version: { en: 'print the version', ko: '버전을 출력합니다' },
  lang: { en: 'language of the output', ko: '출력 언어' },
  config: {
    en: 'settings and waivers (default: haetae.yaml here or above)',
    ko: '설정과 예외 파일 (기본값: 현재 폴더나 상위 폴더의 haetae.yaml)',
  },
  noColor: { en: 'no colour, whatever the terminal can do', ko: '터미널과 관계없이 색을 쓰지 않습니다' },
  quiet: { en: 'results only, one a line', ko: '결과만 한 줄에 하나씩 출력합니다' },
  verbose: { en: 'everything, and where the time went', ko: '모든 내용과 소요 시간을 출력합니다' },
  help: { en: 'display help for command', ko: '명령의 도움말을 표시합니다' },
} as const satisfies Words

/** Options that mean the same wherever they are. */
export const sharedWords = {
  check: { en: 'only checks that match', ko: '일치하는 점검만 실행합니다' },
  skip: { en: 'not the checks that match', ko: '일치하는 점검을 제외합니다' },
  showWaived: { en: 'show waived findings too', ko: '예외 처리된 결과도 표시합니다' },
  tableOrJson: { en: 'table or json', ko: 'table 또는 json' },
} as const satisfies Words

export const scanWords = {
  about: {
    en: 'judge manifests, charts, kustomizations, archives or a live cluster',
    ko: '매니페스트, 차트, Kustomization, 아카이브 또는 운영 중인 클러스터를 검사합니다',
  },
  path: {
    en: 'files, folders, patterns, archives; - reads standard input',
    ko: '파일, 폴더, 패턴, 아카이브. -는 표준 입력을 읽습니다',
  },
  output: { en: `${outputs}; may be given several times`, ko: `${outputs}. 여러 번 지정할 수 있습니다` },
  failOn: {
    en: 'exit 1 for findings at least this bad',
    ko: '이 심각도 이상의 결과가 있으면 종료 코드 1로 끝납니다',
  },
  severity: { en: 'show findings at least this bad', ko: '이 심각도 이상의 결과만 표시합니다' },
  check: {
    en: 'only checks that match, for example posture/host-*',
    ko: '일치하는 점검만 실행합니다. 예: posture/host-*',
  },
  framework: {
    en: `report per control: ${controlSets}, or a profile file`,
    ko: `통제 항목별로 보고합니다: ${controlSets} 또는 프로필 파일`,
  },
  owner: { en: 'only what is up to this side', ko: '책임이 이쪽에 있는 것만 표시합니다' },
  namespace: { en: 'only these namespaces', ko: '이 네임스페이스만 표시합니다' },
  kind: { en: 'only these kinds', ko: '이 종류만 표시합니다' },
  selector: {
    en: 'only objects with these labels, as for kubectl: app=web,tier!=test',
    ko: '이 레이블을 가진 오브젝트만 표시합니다. kubectl과 같은 형식입니다: app=web,tier!=test',
  },
  files: { en: 'only findings in these files', ko: '이 파일에 있는 결과만 표시합니다' },
  baseline: {
    en: 'only what this earlier result does not have',
    ko: '이 이전 결과에 없는 것만 표시합니다',
  },
  podSecurity: {
    en: 'what Pod Security admission would say: restricted, baseline:v1.34, restricted:latest',
    ko: 'Pod Security 승인 컨트롤러의 판정을 표시합니다: restricted, baseline:v1.34, restricted:latest',
  },
  allowGaps: {
    en: 'exit 0 although something could not be looked at',
    ko: '살펴보지 못한 것이 있어도 종료 코드 0으로 끝납니다',
  },
  watch: { en: 'scan again whenever a file changes', ko: '파일이 바뀔 때마다 다시 검사합니다' },
  cluster: {
    en: 'read the live cluster of the kubeconfig, or the one around this pod',
    ko: 'kubeconfig의 클러스터나 이 파드가 속한 클러스터를 읽습니다',
  },
  context: { en: 'context of the kubeconfig', ko: 'kubeconfig의 컨텍스트' },
  kubeconfig: { en: 'kubeconfig to use', ko: '사용할 kubeconfig 파일' },
  values: { en: 'values file for charts', ko: '차트에 적용할 values 파일' },
  set: { en: 'value for charts', ko: '차트에 적용할 값' },
  exitCodes: {
    en: `
Exit codes:
  0  clean
  1  findings at or above --fail-on (low, where it is not given: a note of severity info fails nothing)
  2  wrong use or configuration
  3  nothing found, but something could not be looked at (--allow-gaps makes it 0)`,
    ko: `
종료 코드:
  0  문제가 없습니다
  1  --fail-on 이상의 결과가 있습니다 (지정하지 않으면 low: 심각도가 info인 결과는 해당하지 않습니다)
  2  사용법이나 설정이 잘못되었습니다
  3  결과는 없으나 살펴보지 못한 것이 있습니다 (--allow-gaps를 지정하면 0)`,
  },
} as const satisfies Words

export const fixWords = {
  about: {
    en: 'show the smallest safe changes as a diff, or make them',
    ko: '안전한 최소한의 변경을 diff로 보여 주거나 적용합니다',
  },
  path: { en: 'files or folders', ko: '파일이나 폴더' },
  write: { en: 'change the files', ko: '파일을 수정합니다' },
  withCaveats: {
    en: 'also the changes that may stop something from working',
    ko: '동작에 영향을 줄 수 있는 변경도 포함합니다',
  },
  severity: { en: 'findings at least this bad', ko: '이 심각도 이상의 결과만 수정합니다' },
} as const satisfies Words

export const compareWords = {
  about: {
    en: 'what came and what went between two saved results',
    ko: '저장된 두 결과를 비교하여 새로 나타난 것과 사라진 것을 표시합니다',
  },
  before: { en: 'the earlier result, from -o json', ko: '-o json으로 저장한 이전 결과' },
  after: { en: 'the later one', ko: '-o json으로 저장한 이후 결과' },
} as const satisfies Words

export const renderWords = {
  about: { en: 'write a saved result in another format', ko: '저장된 결과를 다른 형식으로 출력합니다' },
  result: { en: 'a result from -o json; - reads standard input', ko: '-o json으로 저장한 결과. -는 표준 입력을 읽습니다' },
  output: { en: 'as for scan', ko: 'scan과 같습니다' },
} as const satisfies Words

export const waiveWords = {
  about: {
    en: 'draft the waiver entries for findings, ready for haetae.yaml',
    ko: '결과에 대한 예외 항목을 haetae.yaml에 넣을 수 있게 작성합니다',
  },
  finding: {
    en: 'fingerprints (or their beginnings) from a saved result',
    ko: '저장된 결과에 있는 지문 또는 지문의 앞부분',
  },
  reason: { en: 'why it is accepted', ko: '수용하는 이유' },
  until: { en: 'last day on which it is, YYYY-MM-DD', ko: '마지막 유효 날짜, YYYY-MM-DD' },
  author: { en: 'who accepts it', ko: '수용하는 사람' },
  from: { en: 'the result the findings are in', ko: '해당 결과가 들어 있는 파일' },
} as const satisfies Words

export const knowledgeWords = {
  explain: {
    en: 'why a check matters, how it is attacked, how to fix it, with examples',
    ko: '점검이 왜 중요한지, 어떻게 공격받는지, 어떻게 고치는지를 예와 함께 설명합니다',
  },
  check: {
    en: 'id, with or without its room: privileged-container',
    ko: '점검 ID. 앞의 분야는 생략할 수 있습니다: privileged-container',
  },
  checks: { en: 'list every check', ko: '모든 점검의 목록을 표시합니다' },
  completion: { en: 'print a completion script', ko: '셸 자동 완성 스크립트를 출력합니다' },
  shell: { en: 'bash, zsh or fish', ko: 'bash, zsh 또는 fish' },
} as const satisfies Words

/** What commander writes around ours. */
export const frameWords = {
  'Usage:': { en: 'Usage:', ko: '사용법:' },
  'Arguments:': { en: 'Arguments:', ko: '인수:' },
  'Options:': { en: 'Options:', ko: '옵션:' },
  'Commands:': { en: 'Commands:', ko: '명령:' },
} as const satisfies Words

export const placeholderWords = {
  options: { en: '[options]', ko: '[옵션]' },
  command: { en: '[command]', ko: '[명령]' },
  choices: { en: 'choices', ko: '가능한 값' },
  default: { en: 'default', ko: '기본값' },
} as const satisfies Words
