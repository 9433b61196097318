import { compareLevels, type LevelVersion, parseLevel, parsePodSecurityVersion } from './level-version.ts'
import { goQuote } from './wording.ts'

/** What becomes of a pod of a namespace: refused, noted in the audit log, answered with a warning. */
export interface NamespacePolicy {
  readonly enforce: LevelVersion
  readonly audit: LevelVersion
  readonly warn: LevelVersion
}

/** A label whose value is none. The API server refuses it when it is set, but reads on where it already stands. */
export interface LabelError {
  readonly label: string
  readonly value: string
  /** As the API server prints it, with the label's path. */
  readonly message: string
}

const anything: LevelVersion = { level: 'privileged', version: 'latest' }

/** What holds where neither labels nor the cluster's own configuration say anything. */
export const defaultPolicy: NamespacePolicy = { enforce: anything, audit: anything, warn: anything }

const prefix = 'pod-security.kubernetes.io/'

/**
 * Reads the labels of a namespace as the API server does. An enforce level that is none enforces `restricted`, an audit or warn level that
 * is none asks for nothing, a version that is none means `latest`. Without a warn label, warnings follow a stricter enforce label.
 * `defaults` are those of the cluster's PodSecurityConfiguration. Source: k8s.io/pod-security-admission v0.37.2, api.PolicyToEvaluate.
 */
export function namespacePolicy(
  labels: { readonly [key: string]: string } | undefined,
  defaults: NamespacePolicy = defaultPolicy,
): { readonly policy: NamespacePolicy; readonly errors: readonly LabelError[] } {
  if (labels === undefined) return { policy: defaults, errors: [] }
  const errors: LabelError[] = []
  const enforce = readMode(labels, 'enforce', defaults.enforce, 'restricted', errors)
  const audit = readMode(labels, 'audit', defaults.audit, 'privileged', errors)
  let warn = readMode(labels, 'warn', defaults.warn, 'privileged', errors)
  const enforced = labels[`${prefix}enforce`]
  const enforceIsSet = enforced !== undefined && parseLevel(enforced).error === undefined
  if (labels[`${prefix}warn`] === undefined && enforceIsSet && compareLevels(enforce.level, warn.level) > 0) {
    const version = labels[`${prefix}warn-version`] === undefined ? enforce.version : warn.version
    warn = { level: enforce.level, version }
  }
  return { policy: { enforce, audit, warn }, errors }
}

function readMode(
  labels: { readonly [key: string]: string },
  mode: keyof NamespacePolicy,
  fallback: LevelVersion,
  onBadLevel: LevelVersion['level'],
  errors: LabelError[],
): LevelVersion {
  let { level, version } = fallback
  const levelText = labels[prefix + mode]
  if (levelText !== undefined) {
    const parsed = parseLevel(levelText)
    level = parsed.value ?? onBadLevel
    if (parsed.error !== undefined) errors.push(labelError(prefix + mode, levelText, parsed.error))
  }
  const versionText = labels[`${prefix + mode}-version`]
  if (versionText !== undefined) {
    const parsed = parsePodSecurityVersion(versionText)
    version = parsed.value ?? 'latest'
    if (parsed.error !== undefined) errors.push(labelError(`${prefix + mode}-version`, versionText, parsed.error))
  }
  return { level, version }
}

function labelError(label: string, value: string, detail: string): LabelError {
  return { label, value, message: `metadata.labels[${label}]: Invalid value: ${goQuote(value)}: ${detail}` }
}
