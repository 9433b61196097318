/** The levels of the Pod Security Standards, from no rules to all of them. */
export const podSecurityLevels = ['privileged', 'baseline', 'restricted'] as const
export type Level = (typeof podSecurityLevels)[number]

/**
 * The release of Kubernetes whose rules hold. `latest` means those of the newest release known here; a cluster means its own by it, so
 * for a cluster that is older, ask for its version by name. Versions newer than any known have the newest known rules.
 */
export type PodSecurityVersion = 'latest' | `v1.${number}`

export interface LevelVersion {
  readonly level: Level
  readonly version: PodSecurityVersion
}

/** A value, or the reason why there is none, in the API server's words. */
export type Parsed<T> = { readonly value: T; readonly error?: undefined } | { readonly value?: undefined; readonly error: string }

const levelError = `must be one of ${podSecurityLevels.join(', ')}`
const versionError = 'must be "latest" or "v1.x"'
const largestInt = 2n ** 63n - 1n

export function parseLevel(text: string): Parsed<Level> {
  const level = podSecurityLevels.find((name) => name === text)
  return level === undefined ? { error: levelError } : { value: level }
}

export function parsePodSecurityVersion(text: string): Parsed<PodSecurityVersion> {
  return isVersion(text) ? { value: text } : { error: versionError }
}

/** `restricted:v1.34`, `restricted:latest`, or a level alone, which means `latest`. */
export function parseLevelVersion(text: string): Parsed<LevelVersion> {
  const colon = text.indexOf(':')
  const level = parseLevel(colon < 0 ? text : text.slice(0, colon))
  if (level.error !== undefined) return { error: `level ${levelError}` }
  if (colon < 0) return { value: { level: level.value, version: 'latest' } }
  const version = parsePodSecurityVersion(text.slice(colon + 1))
  if (version.error !== undefined) return { error: `version ${versionError}` }
  return { value: { level: level.value, version: version.value } }
}

function isVersion(text: string): text is PodSecurityVersion {
  if (text === 'latest') return true
  return /^v1\.([0-9]|[1-9][0-9]*)$/.test(text) && BigInt(text.slice(3)) <= largestInt
}

/** Below 0 where `a` is the looser level, above 0 where it is the stricter one. */
export function compareLevels(a: Level, b: Level): number {
  return podSecurityLevels.indexOf(a) - podSecurityLevels.indexOf(b)
}
