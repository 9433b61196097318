/**
 * Image references, read as every container runtime reads them.
 * Source: github.com/distribution/reference v0.6.0 (regexp.go, normalize.go, reference.go), github.com/opencontainers/go-digest v1.0.0.
 */

/** A reference in full: `nginx:1.27` is registry `docker.io`, repository `library/nginx`, tag `1.27`. */
export interface ImageReference {
  /** Host, with its port where one is given. `docker.io` where the text names none. */
  readonly registry: string
  /** Path within the registry. */
  readonly repository: string
  readonly tag: string | undefined
  /** `sha256:` and 64 hex digits, or sha384, sha512. */
  readonly digest: string | undefined
}

const domainComponent = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])'
const host = `(?:${domainComponent}(?:\\.${domainComponent})*|\\[[a-fA-F0-9:]+\\])`
const pathComponent = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}'
const reference = new RegExp(
  `^(${host}(?::[0-9]+)?)/(${pathComponent}(?:/${pathComponent})*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(${digest}))?$`,
)
const encodedLengths: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
])
const maxPathLength = 255
/** Host, path, tag and digest at their longest come to less: 255 each for the first two, 128 and some 140. */
const maxLength = 1024

/** The reference that a text is, or undefined where no runtime would take it. */
export function parseImageReference(text: string): ImageReference | undefined {
  if (text.length > maxLength || /^[a-f0-9]{64}$/.test(text)) return undefined
  const [domain, rest] = splitDomain(text)
  const match = reference.exec(`${domain}/${rest}`)
  if (match === null) return undefined
  const [, registry = '', repository = '', tag, checksum] = match
  if (repository.length > maxPathLength || (checksum !== undefined && !isDigest(checksum))) return undefined
  return { registry, repository, tag, digest: checksum }
}

/** The first element is a host when it has a dot, a port or a capital letter, or is `localhost`; all else is on Docker Hub. */
function splitDomain(text: string): readonly [domain: string, rest: string] {
  const slash = text.indexOf('/')
  if (slash < 0) return ['docker.io', `library/${text}`]
  const first = text.slice(0, slash)
  const rest = text.slice(slash + 1)
  const hub = first === 'index.docker.io' || first === 'docker.io'
  if (hub) return ['docker.io', rest.includes('/') ? rest : `library/${rest}`]
  if (first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first) return [first, rest]
  return ['docker.io', text]
}

function isDigest(text: string): boolean {
  const colon = text.indexOf(':')
  const encoded = text.slice(colon + 1)
  return encodedLengths.get(text.slice(0, colon)) === encoded.length && /^[a-f0-9]+$/.test(encoded)
}

/** `docker.io/library/nginx`: the repository with its registry, without tag and digest. */
export function imageName(image: ImageReference): string {
  return `${image.registry}/${image.repository}`
}

/**
 * True when the image is the one that `name` means, wherever it is mirrored: `grafana/grafana` is also
 * `mirror.example/hub/grafana/grafana`.
 */
export function isImage(image: ImageReference, name: string): boolean {
  return `/${imageName(image)}`.endsWith(`/${name}`)
}

const channels = new Set(
  (
    'latest stable main master edge dev devel develop development nightly canary current rolling head trunk unstable snapshot ' +
    'staging prod production release lts mainline next beta alpha rc preview tip'
  ).split(' '),
)
/** Words of an image's flavour, which say nothing about its version. */
const flavours = new Set(
  (
    'alpine slim fpm apache management full minimal distroless debian ubuntu ubi centos perl otel amd64 arm64 ce ee oss community ' +
    'jdk jre cuda gpu cpu nonroot rootless debug dind'
  ).split(' '),
)

/** True for tags that name a channel (`latest`, `stable-alpine`, `2-latest`) or only a flavour (`alpine`), not a version. */
export function isFloatingTag(tag: string): boolean {
  const words = tag.toLowerCase().split(/[-_.]/)
  if (words.includes('latest')) return true
  return words.every((word) => channels.has(word) || flavours.has(word) || /^(?:jdk|jre|ubi|cuda)[0-9]*$/.test(word))
}

/** True when a text still holds a variable or placeholder that something was to fill in: `${TAG}`, `$(TAG)`, `{{ .Tag }}`, `<tag>`. */
export function hasPlaceholder(text: string): boolean {
  return /\$[({A-Za-z_]|\{\{|<[^<>]*>|%[A-Za-z_]+%|@[A-Z_]+@/.test(text)
}
