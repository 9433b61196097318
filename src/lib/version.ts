/** A version as far as a text gives it: `1.12` is every 1.12.x. */
export type Version = readonly number[]

/** From `from` (included; unset is the first version) up to `below` (not included), as in `{ from: '1.12.0', below: '1.12.1' }`. */
export interface VersionRange {
  readonly from?: string
  readonly below: string
}

/**
 * The version at the start of a text such as an image tag: `v1.12.1-alpine`, `3.5.9-0`, and dates in the form `RELEASE.2023-03-13T19-46-17Z`
 * as year, month, day. Undefined where it does not begin with one. What follows the numbers is not looked at: in tags it is a flavour
 * (`-alpine`) more often than a pre-release.
 */
export function parseVersion(text: string): Version | undefined {
  const dated = /^RELEASE\.(\d{4})-(\d{2})-(\d{2})T/.exec(text)
  const parts = dated?.slice(1) ?? /^v?(\d{1,9}(?:\.\d{1,9}){0,3})(?=$|[-+_.])/.exec(text)?.[1]?.split('.')
  return parts?.map(Number)
}

function compare(a: Version, b: Version, missing: number): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? missing) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** True when every version that `version` can mean lies in one of the ranges: `1.12` is not below 1.12.5, it may be 1.12.9. */
export function isWithin(version: Version, ranges: readonly VersionRange[]): boolean {
  return ranges.some(({ from, below }) => {
    const start = from === undefined ? [] : (parseVersion(from) ?? [])
    const end = parseVersion(below) ?? []
    return compare(version, start, 0) >= 0 && compare(version, end, Number.POSITIVE_INFINITY) < 0
  })
}
