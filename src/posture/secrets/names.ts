/**
 * What the name of a setting says of its value: `password` is chosen by people and may be any word, `key` is made by a machine or should be,
 * `reference` may as well be the name of the object that holds the secret.
 */
export type NameClass = 'password' | 'key' | 'reference'

const passwordWords = /(?:password|passwd|passphrase|passcode)$|^(?:pass|pw|requirepass|masterauth|pgpass)$|[a-z]pwd$/
const keyWords =
  /(?:apikey|accesskey|secretkey|privatekey|encryptionkey|signingkey|authtoken|accesstoken|refreshtoken|apitoken|bottoken|clientsecret|apisecret|appsecret|jwtsecret)$/
/** Words before `key` that make it one that is kept secret: a partition key or a public key is none. */
const beforeKey = new Set(
  'api secret private access auth encryption encrypt signing sign master shared app storage admin jwt hmac aes crypto webhook deploy integration ingest account'.split(
    ' ',
  ),
)
/** Words before `secret` that make it the secret itself rather than the name of a Secret object. */
const beforeSecret = new Set(
  'jwt client cookie session app api signing encryption consumer shared webhook oauth oauth2 hmac auth nextauth hash token access rpc'.split(
    ' ',
  ),
)
/** Words after the telling one that change nothing. */
const neutral =
  /^(?:\d+|v\d+|value|plain|plaintext|text|string|raw|base64|b64|base|new|old|current|previous|primary|secondary|default|prod|production|staging|dev|development)$/
/** Words in front that ask about the secret rather than hold it. */
const asking =
  /^(?:use|enable|enabled|disable|disabled|allow|require|required|has|is|no|skip|show|hide|max|min|num|show|with|without|reset|forgot|change|validate|checksum|existing|external)$/

/** `dbPassword`, `DB_PASSWORD`, `spring.datasource.password`: the words, in small letters. */
export function wordsOf(name: string): readonly string[] {
  return name
    .slice(-120)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
}

/** What a setting of this name holds, or undefined where it holds no secret: `PASSWORD_FILE`, `TOKEN_URL`, `MAX_TOKENS`, `PWD`. */
export function classOfName(name: string): NameClass | undefined {
  const words = [...wordsOf(name)]
  while (words.length > 1 && neutral.test(words.at(-1) ?? '')) words.pop()
  const last = (words.at(-1) ?? '').replace(/\d+$/, '')
  const before = words.at(-2) ?? ''
  if (words.some((word, index) => index < words.length - 1 && asking.test(word))) return undefined
  if (passwordWords.test(last) || (last === 'pwd' && words.length > 1 && before !== 'old')) return 'password'
  if (keyWords.test(last)) return 'key'
  if (last === 'key' && beforeKey.has(before)) return 'key'
  if (last === 'secret') return beforeSecret.has(before) ? 'key' : 'reference'
  if (last === 'token') return 'reference'
  if (last === 'cookie' && before === 'erlang') return 'key'
  if (last === 'key' && words.at(-3) === 'secret') return 'key'
  return undefined
}

const emptyWords = new Set(
  'true false yes no on off null none nil undefined default enabled disabled enable disable optional required string auto empty unset n/a na bearer basic prompt ask file env vault'.split(
    ' ',
  ),
)
const placeholder =
  /^(?:change|replace|insert|your|my[-_ .]?(?:pass|secret|token|key|api)|put[-_ ]|enter|todo|fixme|tbd|set[-_ ]?me|fill|some[-_ ]|the[-_ ]|add[-_ ])|change[-_ ]?(?:me|this|it)|placeholder|example|dummy|redacted|masked|replace|x{4,}|\*{3,}|\.{3,}|-{4,}|_{4,}|<[^<>]*>|not[-_ ]?(?:set|used|a[-_ ])|unused|^\[.*\]$|^(.)\1*$/i
/** Texts that say where the value is: variables, templates, stores, paths. */
const reference =
  /^\$|\$\{|\$\(|\{\{|\$__|%\(|%[sdvq]|#\{|^<|^ENC\[|^(?:ref\+)?(?:vault|op|sm|awssm|gcpsm|azurekv|secretsmanager|ssm|env|file|secret|doppler|keyvault|projects)[:/]|^arn:|^!(?:ref|sub|secret|env)|^\.{0,2}\/|^~\/|^[A-Za-z]:\\|^-{1,2}[a-z]/i
const variableName = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/
/** `cart-db-credentials`, `db_password`, `db.password`: what the holder of a secret is called. */
const holderName = /[-_./:](?:secrets?|credentials?|creds|passwords?|passwd|tokens?|keys?|auth|tls|certs?)$/i

/** True when a value can be a secret at all: no placeholder, reference, path, switch or number. */
export function canBeSecret(value: string): boolean {
  if (value.length < 3 || value.length > 4096 || emptyWords.has(value.toLowerCase())) return false
  if (placeholder.test(value) || reference.test(value) || variableName.test(value)) return false
  if (/^[+-]?\d{1,5}(?:\.\d+)?$/.test(value) || /^\d+(?:ms|s|m|h|d|w|y|[kmg]i?b?)$/i.test(value)) return false
  return !value.includes('://')
}

/** Bits per character by how often each occurs. */
export function entropyOf(value: string): number {
  const counts = new Map<string, number>()
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length)
  return bits
}

/** True for what a machine made: letters and digits mixed, not words joined by hyphens, and hardly repeating. */
export function looksRandom(value: string): boolean {
  if (value.length < 12 || value.length > 4096 || /[^A-Za-z0-9+/=_.~:-]/.test(value)) return false
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false
  // `cart-v2`, `2024-01-31`, `registry.example:5000`: pieces that are words or short numbers.
  const pieces = value.split(/[-_.:/]+/)
  if (pieces.every((piece) => /^(?:[a-z]*|[A-Z]?[a-z]+|[A-Z]+|v?\d{1,4}|[a-z]+\d{1,3})$/.test(piece))) return false
  return entropyOf(value) >= (value.length >= 24 ? 3.2 : 2.9)
}

export interface ValueContext {
  /** The value stands without quotes in a text that may be code or prose. */
  readonly loose?: boolean
  /** The value stands in program code, where quotes hold types and names of fields as well. */
  readonly code?: boolean
}

/** True when a setting of this name with this value holds a secret. */
export function isSecretSetting(name: string, value: string, { loose = false, code = false }: ValueContext = {}): boolean {
  const kind = classOfName(name)
  if (kind === undefined) return false
  const trimmed = value.trim()
  if (!canBeSecret(trimmed)) return false
  if ((loose || kind !== 'password') && holderName.test(trimmed)) return false
  if (kind === 'reference') return looksRandom(trimmed)
  if (kind === 'key') return looksRandom(trimmed) || (!loose && !code && isWeakKey(trimmed))
  if (/^\d+$/.test(trimmed)) return !loose && trimmed.length >= 6
  if (trimmed.split(/\s+/).length > 3) return false
  return !loose || isLoosePassword(name, trimmed)
}

/** A key that someone made up: guessable, and so a secret that is worse still. */
function isWeakKey(value: string): boolean {
  return value.length >= 8 && /^[\x21-\x7e]+$/.test(value)
}

/** Without quotes only what no expression, type or sentence looks like. */
function isLoosePassword(name: string, value: string): boolean {
  if (
    /[\s()[\]{}<>]|^(?:str|string|text|bytes|none|self|this|new|os|process|req|request|config|settings|args|options|params|env)\b/i.test(
      value,
    )
  )
    return false
  // nsswitch.conf names the sources of its `passwd` database.
  if (name === 'passwd' && /^(?:files|compat|systemd|sss|ldap|nis|db|winbind)$/.test(value)) return false
  return value.toLowerCase() !== (wordsOf(name).at(-1) ?? '')
}
