import { matchesGlob } from 'node:path'
import { applyWaivers, type Scan, type ScanOptions, select } from '../../../engine/index.ts'
import type { Finding, Result, Severity } from '../../../model/index.ts'
import type { PostureCheck } from '../../../posture/index.ts'
import type { Config } from '../config.ts'
import { checksById } from '../options.ts'
import type { Copy, Proposal } from './copies.ts'
import { proposals } from './copies.ts'
import type { Corpus } from './corpus.ts'
import { type NotMade, Texts } from './texts.ts'

/** What decides which findings are worked on. */
export interface FixSettings {
  readonly config: Config
  readonly checks: readonly PostureCheck[]
  readonly severity: Severity | undefined
  readonly withCaveats: boolean
  readonly options: ScanOptions
  /** `YYYY-MM-DD`, for waivers. */
  readonly today: string
}

/** What came of it, all in memory. */
export interface Fixed {
  readonly texts: Texts
  /** Fingerprints of the findings that were there before and are gone, by the real path of the file that was changed for them. */
  readonly gone: ReadonlyMap<string, readonly Finding[]>
  /** What the changed files would be judged to be. */
  readonly result: Result
  /** Why a finding's change was not made in a copy. */
  readonly notMade: (finding: Finding, copy: Copy) => NotMade | undefined
}

/** A fix can make another one possible, or needed; more rounds than this mean that two of them undo each other. */
const maxRounds = 5

/** Changes and judges again until nothing more changes. */
export function fixAll(corpus: Corpus, settings: FixSettings): Fixed {
  const texts = new Texts()
  const refused = new Map<string, NotMade>()
  const tried = new Map<string, Map<string, Finding>>()
  let result = judged(corpus.scan(settings.options), settings)
  for (let round = 0; round < maxRounds; round++) {
    const wanted = proposals(fixable(result.findings, settings), corpus, settings.checks, settings.options, (scan) =>
      fixable(judged(scan, settings).findings, settings),
    )
    if (!makeRound(wanted, corpus, texts, refused, tried)) break
    result = judged(corpus.scan(settings.options), settings)
  }
  const still = new Set(result.findings.filter(isOpen).map(({ fingerprint }) => fingerprint))
  const gone = [...tried].map(
    ([real, findings]) => [real, [...findings.values()].filter(({ fingerprint }) => !still.has(fingerprint))] as const,
  )
  return { texts, gone: new Map(gone), result, notMade: (finding, copy) => refused.get(copyKey(finding, copy)) }
}

/** Makes what is asked in every file; false when no text changed. */
function makeRound(
  wanted: readonly Proposal[],
  corpus: Corpus,
  texts: Texts,
  refused: Map<string, NotMade>,
  tried: Map<string, Map<string, Finding>>,
): boolean {
  const byFile = new Map<string, Proposal[]>()
  for (const proposal of wanted) {
    const { real, leadsOut } = proposal.copy.file
    if (leadsOut) refused.set(copyKey(proposal.finding, proposal.copy), 'link')
    else byFile.set(real, [...(byFile.get(real) ?? []), proposal])
  }
  let changed = false
  for (const [real, all] of byFile) {
    const edited = texts.edit(real, all)
    const made = tried.get(real) ?? new Map<string, Finding>()
    for (const proposal of all) {
      const reason = edited.refused.get(proposal)
      const key = copyKey(proposal.finding, proposal.copy)
      if (reason !== undefined) refused.set(key, reason)
      else {
        refused.delete(key)
        made.set(proposal.finding.fingerprint, proposal.finding)
      }
    }
    tried.set(real, made)
    if (edited.text === undefined) continue
    corpus.update(real, edited.text)
    changed = true
  }
  return changed
}

function copyKey({ fingerprint }: Finding, { file, ordinal }: Copy): string {
  return `${fingerprint} ${ordinal} ${file.real}`
}

const matches = (pattern: string, text: string) => matchesGlob(text, pattern)

function judged(scan: Scan, { config, severity, today }: FixSettings): Result {
  const raw = scan.finish({ wallMs: 0, phases: {} })
  return select(
    applyWaivers(raw, config.waivers, today, matches),
    severity === undefined ? {} : { severity },
    checksById,
    matches,
  )
}

export function isOpen({ waived }: Finding): boolean {
  return waived === undefined
}

/** Open findings with a change that may be made. */
function fixable(findings: readonly Finding[], { withCaveats }: FixSettings): readonly Finding[] {
  return findings.filter(
    (finding) => isOpen(finding) && finding.fix !== undefined && (withCaveats || finding.fix.caveat === undefined),
  )
}
