import { withoutDot } from '../lib/plain-path.ts'
import {
  atLeast,
  type CheckInfo,
  type Finding,
  type Gap,
  type Owner,
  type Result,
  type Severity,
  subjectKey,
} from '../model/index.ts'

/** What of a result the user asked to see. Everything is judged all the same, since objects explain each other. */
export interface Selection {
  readonly namespaces?: readonly string[]
  /** Kinds as kubectl takes them, in the singular or the plural, in any case. */
  readonly kinds?: readonly string[]
  /** Keys of the subjects whose labels were not asked for. */
  readonly unselected?: ReadonlySet<string>
  /** How many objects had the labels that were asked for. */
  readonly selected?: number
  /** Folders, or patterns over the files' names. */
  readonly paths?: readonly string[]
  /** Names of the files that objects were read from. */
  readonly files?: ReadonlySet<string>
  readonly severity?: Severity
  readonly owner?: Owner
}

/**
 * The result with only what was selected, and a gap for each filter that left something out. A namespace, kind, label or file of which nothing was read is
 * a gap that counts: a mistyped name must not turn into a clean result.
 */
export function select(result: Result, selection: Selection, checks: ReadonlyMap<string, CheckInfo>, matches: Matches): Result {
  const filters: readonly [string, (finding: Finding) => boolean][] = [
    ...(selection.namespaces === undefined ? [] : [['--namespace', byNamespace(selection.namespaces)] as const]),
    ...(selection.kinds === undefined ? [] : [['--kind', byKind(selection.kinds)] as const]),
    ...(selection.unselected === undefined ? [] : [['--selector', byLabels(selection.unselected)] as const]),
    ...(selection.paths === undefined ? [] : [['--path', byPath(selection.paths, matches)] as const]),
    ...(selection.owner === undefined
      ? []
      : [['--owner', (f: Finding) => checks.get(f.check)?.owner === selection.owner] as const]),
    ...(selection.severity === undefined ? [] : [['--severity', bySeverity(selection.severity)] as const]),
  ].map(([name, keep]) => [name, keep])
  let findings = result.findings
  const gaps = unknownNames(selection, result, matches)
  for (const [name, keep] of filters) {
    const kept = findings.filter(keep)
    if (kept.length < findings.length) gaps.push(leftOut(name, findings.length - kept.length))
    findings = kept
  }
  return { ...result, findings, gaps: [...result.gaps, ...gaps] }
}

function byNamespace(namespaces: readonly string[]) {
  return ({ subject }: Finding) =>
    (subject.namespace !== undefined && namespaces.includes(subject.namespace)) ||
    (subject.kind === 'Namespace' && namespaces.includes(subject.name))
}

function byKind(kinds: readonly string[]) {
  return ({ subject }: Finding) => kinds.some((wanted) => namesKind(wanted, subject.kind))
}

function namesKind(wanted: string, kind: string): boolean {
  const [asked, singular] = [wanted.toLowerCase(), kind.toLowerCase()]
  return asked === singular || asked === pluralOf(singular)
}

/** `ingresses`, `networkpolicies`, `gateways`: the plural as the API names its resources. */
function pluralOf(singular: string): string {
  if (/[^aeiou]y$/.test(singular)) return `${singular.slice(0, -1)}ies`
  return /(?:s|x|ch)$/.test(singular) ? `${singular}es` : `${singular}s`
}

function byLabels(unselected: ReadonlySet<string>) {
  return ({ subject }: Finding) => !unselected.has(subjectKey(subject))
}

type Matches = (pattern: string, file: string) => boolean

function byPath(patterns: readonly string[], matches: Matches) {
  return ({ places }: Finding) => places.some(({ file }) => patterns.some((pattern) => isAt(pattern, file, matches)))
}

function isAt(pattern: string, file: string, matches: Matches): boolean {
  const [wanted, name] = [withoutDot(pattern), withoutDot(file)]
  return name === wanted || name.startsWith(wanted.endsWith('/') ? wanted : `${wanted}/`) || matches(wanted, name)
}

function bySeverity(threshold: Severity) {
  return ({ severity }: Finding) => atLeast(severity, threshold)
}

function unknownNames(selection: Selection, { findings, scope }: Result, matches: Matches): Gap[] {
  const { namespaces = [], kinds = [], paths = [], files, selected } = selection
  const isRead = (pattern: string) =>
    files === undefined ||
    [...files].some((file) => isAt(pattern, file, matches)) ||
    findings.some(({ places }) => places.some(({ file }) => isAt(pattern, file, matches)))
  const read = [...Object.keys(scope.kinds), ...Object.keys(scope.notJudged)]
  const unread = [
    ...namespaces.filter((name) => !scope.namespaces.includes(name)).map((name) => ['--namespace', name] as const),
    ...kinds.filter((wanted) => !read.some((kind) => namesKind(wanted, kind))).map((name) => ['--kind', name] as const),
    ...paths.filter((pattern) => !isRead(pattern)).map((pattern) => ['--path', pattern] as const),
    ...(selected === 0 ? [['--selector', ''] as const] : []),
  ]
  return unread.map(([filter, name]) => ({
    reason: 'excluded',
    message: {
      en: `nothing was read that ${[filter, name].join(' ').trim()} names`,
      ko: `${[filter, name].join(' ').trim()}에 해당하는 오브젝트를 읽은 것이 없습니다`,
    },
  }))
}

/** Says that a filter of the user's left findings out. */
function leftOut(filter: string, count: number): Gap {
  return {
    reason: 'excluded',
    message: {
      en: `${count} finding${count === 1 ? '' : 's'} left out by ${filter}`,
      ko: `${filter}에 따라 결과 ${count}건을 제외했습니다`,
    },
    byChoice: true,
  }
}
