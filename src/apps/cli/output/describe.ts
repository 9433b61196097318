import { printable, prose } from '../../../lib/display-width.ts'
import {
  type Finding,
  type Fix,
  formatPath,
  type Gap,
  type Language,
  type Place,
  say,
  type Waived,
} from '../../../model/index.ts'
import { words } from './words.ts'

/** `shop/cart.yaml:42:11`; the field's path for a live object, which has no lines. Printable. */
export function spot(place: Place): string {
  if (isLive(place)) return printable(`${place.file}: ${formatPath(place.path)}`)
  return printable(`${place.file}:${place.line}:${place.column}`)
}

/** True for a field of an object that was read from the API server, and so stands in no file. */
export function isLive(place: Place): boolean {
  return place.file === 'cluster'
}

/** True for a path of a file system, as opposed to `-` (standard input) and `cluster`. */
export function inFile(file: string): boolean {
  return file !== '-' && file !== 'cluster'
}

/** Where a gap is: file with line and column as far as known, or `undefined`. Printable. */
export function gapSpot(gap: Gap): string | undefined {
  if (gap.file === undefined) return undefined
  const line = gap.line === undefined ? '' : `:${gap.line}${gap.column === undefined ? '' : `:${gap.column}`}`
  return printable(`${gap.file}${line}`)
}

/** A fix as the lines of a small diff: `+ path: value` for a field set, `- path` for one removed. Printable. */
export function fixLines(fix: Fix): string[] {
  return fix.changes.map((change) =>
    printable(
      change.op === 'set' ? `+ ${formatPath(change.path)}: ${JSON.stringify(change.value)}` : `- ${formatPath(change.path)}`,
    ),
  )
}

/** `waived until 2027-01-31 by ops: reason`, one printable line. */
export function waiverText(waived: Waived, language: Language): string {
  const author = waived.author === undefined ? '' : ` (${waived.author})`
  const until = waived.until === undefined ? '' : `, ${say(words.until, language)} ${waived.until}`
  return prose(`${say(words.waived, language)}${author}${until}: ${waived.reason}`)
}

/** The containers a finding touches, each once, in order. */
export function containersOf(finding: Finding): string[] {
  return [...new Set(finding.places.flatMap((place) => (place.container === undefined ? [] : [place.container])))]
}
