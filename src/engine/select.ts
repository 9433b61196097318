import type { Gap, Owner, Result, Severity } from '../model/index.ts'
import { atLeast, type CheckInfo, type Finding } from '../model/index.ts'

/** What of a result the user asked to see. Everything is judged all the same, since objects explain each other. */
export interface Selection {
  readonly namespaces?: readonly string[]
  readonly kinds?: readonly string[]
  /** Patterns over the files' names. */
  readonly paths?: readonly string[]
  readonly severity?: Severity
  readonly owner?: Owner
}

/** The result with only what was selected, and a gap for each filter that left something out. */
export function select(
  result: Result,
  selection: Selection,
  checks: ReadonlyMap<string, CheckInfo>,
  matches: (pattern: string, file: string) => boolean,
): Result {
  const filters: readonly [string, (finding: Finding) => boolean][] = [
    ...(selection.namespaces === undefined ? [] : [['--namespace', byNamespace(selection.namespaces)] as const]),
    ...(selection.kinds === undefined ? [] : [['--kind', byKind(selection.kinds)] as const]),
    ...(selection.paths === undefined ? [] : [['--path', byPath(selection.paths, matches)] as const]),
    ...(selection.owner === undefined
      ? []
      : [['--owner', (f: Finding) => checks.get(f.check)?.owner === selection.owner] as const]),
    ...(selection.severity === undefined ? [] : [['--severity', bySeverity(selection.severity)] as const]),
  ].map(([name, keep]) => [name, keep])
  let findings = result.findings
  const gaps: Gap[] = []
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
  const wanted = new Set(kinds.map((kind) => kind.toLowerCase()))
  return ({ subject }: Finding) => wanted.has(subject.kind.toLowerCase()) || wanted.has(`${subject.kind.toLowerCase()}s`)
}

function byPath(patterns: readonly string[], matches: (pattern: string, file: string) => boolean) {
  return ({ places }: Finding) =>
    places.some(({ file }) => patterns.some((pattern) => file.startsWith(pattern) || matches(pattern, file)))
}

function bySeverity(threshold: Severity) {
  return ({ severity }: Finding) => atLeast(severity, threshold)
}

/** Says that a filter of the user's left findings out. */
export function leftOut(filter: string, count: number): Gap {
  return {
    reason: 'excluded',
    message: {
      en: `${count} finding${count === 1 ? '' : 's'} left out by ${filter}`,
      ko: `${filter}에 따라 결과 ${count}건을 제외했습니다`,
    },
    byChoice: true,
  }
}
