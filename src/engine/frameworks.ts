import {
  type Finding,
  type Framework,
  type FrameworkControl,
  type Gap,
  type GapReason,
  type Owner,
  owners,
  type Result,
  type Text,
} from '../model/index.ts'
import { looksAt, type PostureCheck } from '../posture/index.ts'

/** What came of a control. `passed` is only said where something was looked at. */
export const controlStatuses = ['failed', 'passed', 'not-looked-at'] as const
export type ControlStatus = (typeof controlStatuses)[number]

/** One control, with what this run can say of it. */
export interface ControlReport {
  readonly control: FrameworkControl
  readonly status: ControlStatus
  /** Passed, as far as was looked at: `reason` says what was not. */
  readonly partial: boolean
  /** Why it was not looked at, or not wholly. */
  readonly reason?: Text
  /** Fingerprints of the findings that count. */
  readonly findings: readonly string[]
  /** How many findings of its checks are waived. */
  readonly waived: number
  /** Ids of all checks that answer for it, of those of them with findings, and of those that were left out of the run. */
  readonly checks: readonly string[]
  readonly failing: readonly string[]
  readonly skipped: readonly string[]
}

/** Numbers of controls. `partial` ones are among those that `passed`. */
export interface ControlCounts {
  readonly passed: number
  readonly partial: number
  readonly failed: number
  readonly notLookedAt: number
}

export interface FrameworkReport {
  readonly framework: Framework
  readonly controls: readonly ControlReport[]
  readonly counts: ControlCounts
  readonly byOwner: { readonly [owner in Owner]: ControlCounts }
}

/** True when a check's id is `pattern`, or matches it where it holds a `*` (any letters but `/`). */
export function coversCheck(pattern: string, id: string): boolean {
  if (!pattern.includes('*')) return pattern === id
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^/]*')}$`).test(id)
}

/**
 * What a result says of each control of a framework. `checks` are all that exist, run or not. Hand over the result as it was judged, waivers applied
 * but before `--severity`, `--namespace` or a baseline took findings out: what is hidden has not passed.
 */
export function reportFramework(framework: Framework, result: Result, checks: readonly PostureCheck[]): FrameworkReport {
  const findings = Map.groupBy(result.findings, ({ check }) => check)
  const blind = result.gaps.filter(hidesObjects)
  const told = result.gaps.filter((gap) => gap.checks !== undefined)
  const controls = framework.controls.map((control) => {
    const mapped = checks.filter((check) => answers(check, framework, control))
    return judgeControl(control, mapped, { result, findings, blind, told })
  })
  const of = (owner: Owner): ControlCounts => countControls(controls.filter(({ control }) => control.owner === owner))
  return {
    framework,
    controls,
    counts: countControls(controls),
    byOwner: { customer: of('customer'), provider: of('provider'), shared: of('shared') },
  }
}

/** Sides that answer for at least one control of the report, in the order of `owners`. */
export function ownersOf(report: FrameworkReport): readonly Owner[] {
  return owners.filter((owner) => report.controls.some(({ control }) => control.owner === owner))
}

function answers(check: PostureCheck, framework: Framework, control: FrameworkControl): boolean {
  const own = Object.hasOwn(check.controls, framework.id) ? check.controls[framework.id] : undefined
  return own?.includes(control.id) === true || control.checks.some((pattern) => coversCheck(pattern, check.id))
}

interface Seen {
  readonly result: Result
  readonly findings: ReadonlyMap<string, readonly Finding[]>
  /** Gaps behind which there may be whole objects that no check saw. */
  readonly blind: readonly Gap[]
  /** Gaps that name the checks which could not answer. */
  readonly told: readonly Gap[]
}

function judgeControl(control: FrameworkControl, mapped: readonly PostureCheck[], seen: Seen): ControlReport {
  const all = mapped.flatMap(({ id }) => seen.findings.get(id) ?? [])
  const found = control.unset === 'allowed' ? all.filter(({ byDefault }) => !byDefault) : all
  const open = found.filter((finding) => finding.waived === undefined)
  const ran = new Set(seen.result.scope.checks)
  const head = {
    control,
    findings: open.map(({ fingerprint }) => fingerprint),
    waived: found.length - open.length,
    checks: mapped.map(({ id }) => id),
    failing: [...new Set(open.map(({ check }) => check))],
    skipped: mapped.map(({ id }) => id).filter((id) => !ran.has(id)),
  }
  if (open.length > 0) return { ...head, status: 'failed', partial: false }
  const unseen = whyNotLookedAt(control, mapped, head.skipped, seen)
  if (unseen !== undefined) return { ...head, status: 'not-looked-at', partial: false, reason: unseen }
  const missing = notWhole(control, head.skipped, seen.blind)
  const reason = missing.length === 0 ? {} : { reason: joined(missing) }
  return { ...head, status: 'passed', partial: missing.length > 0, ...reason }
}

function whyNotLookedAt(
  control: FrameworkControl,
  mapped: readonly PostureCheck[],
  skipped: readonly string[],
  { result, told }: Seen,
): Text | undefined {
  if (mapped.length === 0) return control.checks.length === 0 && control.note !== undefined ? control.note : noCheck
  if (skipped.length === mapped.length) return leftOut(skipped)
  const ids = new Set(mapped.map(({ id }) => id))
  const gaps = told.filter((gap) => gap.checks?.some((id) => ids.has(id)) === true)
  if (gaps[0] !== undefined) return undecided(gaps[0], gaps.length)
  const skippedIds = new Set(skipped)
  if (mapped.some((check) => !skippedIds.has(check.id) && looksAt(check, result.scope))) return undefined
  return {
    en: 'Nothing that its checks judge was in the input.',
    ko: '이 항목의 점검이 판정하는 오브젝트가 입력에 없었습니다.',
  }
}

const noCheck: Text = {
  en: 'No check of this version answers it.',
  ko: '이 버전에는 이 항목을 확인하는 점검이 없습니다.',
}

/** What keeps a pass from being a whole one. */
function notWhole(control: FrameworkControl, skipped: readonly string[], blind: readonly Gap[]): readonly Text[] {
  return [
    ...(control.note === undefined ? [] : [control.note]),
    ...(skipped.length === 0 ? [] : [leftOut(skipped)]),
    ...(blind.length === 0 ? [] : [unread(blind.length)]),
  ]
}

/** Reasons for which objects were never shown to any check. */
const blinding: ReadonlySet<GapReason> = new Set([
  'unreadable',
  'invalid',
  'too-large',
  'not-rendered',
  'forbidden',
  'unreachable',
])

function hidesObjects(gap: Gap): boolean {
  return gap.checks === undefined && gap.byChoice !== true && blinding.has(gap.reason)
}

function leftOut(checks: readonly string[]): Text {
  const list = checks.join(', ')
  return { en: `Left out of this run: ${list}.`, ko: `이번 실행에서 제외된 점검: ${list}.` }
}

function undecided(first: Gap, count: number): Text {
  const more = count - 1
  return {
    en: `Could not be decided: ${first.message.en}${more > 0 ? ` (and ${more} more)` : ''}`,
    ko: `판정하지 못했습니다: ${first.message.ko}${more > 0 ? ` (그 밖에 ${more}건)` : ''}`,
  }
}

function unread(count: number): Text {
  return {
    en: `${count} ${count === 1 ? 'thing' : 'things'} in the input could not be read.`,
    ko: `입력 가운데 ${count}건을 읽지 못했습니다.`,
  }
}

function joined(texts: readonly Text[]): Text {
  return { en: texts.map(({ en }) => en).join(' '), ko: texts.map(({ ko }) => ko).join(' ') }
}

function countControls(controls: readonly ControlReport[]): ControlCounts {
  const count = (wanted: (report: ControlReport) => boolean) => controls.filter(wanted).length
  return {
    passed: count(({ status }) => status === 'passed'),
    partial: count(({ partial }) => partial),
    failed: count(({ status }) => status === 'failed'),
    notLookedAt: count(({ status }) => status === 'not-looked-at'),
  }
}
