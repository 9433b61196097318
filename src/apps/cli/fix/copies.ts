import { Scan, type ScanOptions } from '../../../engine/index.ts'
import type { Finding } from '../../../model/index.ts'
import { subjectKey } from '../../../model/index.ts'
import type { PostureCheck } from '../../../posture/index.ts'
import type { Corpus, Held, ManifestFile } from './corpus.ts'

/** One object in one file. The same object can stand in several: once for each environment, or in a copy. */
export interface Copy {
  readonly file: ManifestFile
  readonly held: Held
  /** How many objects of the same identity stand before it in the file. */
  readonly ordinal: number
}

/** What one finding asks to be changed in one copy of its object. */
export interface Proposal {
  readonly finding: Finding
  readonly copy: Copy
}

/** The copies of every object in files that can be edited, by the object's key. */
export function copiesOf(corpus: Corpus): ReadonlyMap<string, readonly Copy[]> {
  const copies = new Map<string, Copy[]>()
  for (const file of corpus.files)
    for (const held of file.objects) {
      const same = copies.get(held.key) ?? []
      same.push({ file, held, ordinal: same.filter((copy) => copy.file === file).length })
      copies.set(held.key, same)
    }
  return copies
}

/**
 * What the findings ask of each copy. A finding on an object that stands in several places holds the changes of all of them together, so each copy
 * is judged once more without the others.
 */
export function proposals(
  findings: readonly Finding[],
  corpus: Corpus,
  checks: readonly PostureCheck[],
  options: ScanOptions,
  open: (scan: Scan) => readonly Finding[],
): readonly Proposal[] {
  const copies = copiesOf(corpus)
  const elsewhere = new Set(corpus.rest.map(({ key }) => key))
  const out: Proposal[] = []
  const several: Finding[] = []
  for (const finding of findings) {
    const key = subjectKey(finding.subject)
    const [only, ...more] = copies.get(key) ?? []
    if (only === undefined) continue
    if (more.length === 0 && !elsewhere.has(key)) out.push({ finding, copy: only })
    else several.push(finding)
  }
  if (several.length === 0) return out
  const keys = new Set(several.map(({ subject }) => subjectKey(subject)))
  const wanted = new Set(several.map(({ fingerprint }) => fingerprint))
  const asked = checks.filter(({ id }) => several.some(({ check }) => check === id))
  // Only checks that look at several objects at once need the others around.
  const around = asked.some(({ judges }) => judges.some(({ on }) => on === 'world'))
  const context = around ? corpus.objects.filter(({ key }) => !keys.has(key)) : []
  const most = Math.max(...[...keys].map((key) => copies.get(key)?.length ?? 0))
  for (let turn = 0; turn < most; turn++) {
    const present = new Map([...keys].flatMap((key) => copies.get(key)?.[turn] ?? []).map((copy) => [copy.held.key, copy]))
    const scan = new Scan({ ...options, checks: asked })
    for (const { object, origin } of [...context, ...[...present.values()].map(({ held }) => held)]) scan.object(object, origin)
    for (const finding of open(scan)) {
      const copy = present.get(subjectKey(finding.subject))
      if (copy !== undefined && wanted.has(finding.fingerprint)) out.push({ finding, copy })
    }
  }
  return out
}
