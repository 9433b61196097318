import type { Text } from '../../model/index.ts'
import { type SecretFormat, secretFormats } from './formats.ts'
import { canBeSecret, classOfName, isSecretSetting } from './names.ts'

/** A credential that stands in a text. Never holds its value. */
export interface Secret {
  /** Id of its format, or `password` and `key` for settings told by their name. */
  readonly id: string
  readonly label: Text
  /** What may be shown in place of the value: the part that all credentials of its form share, or its length. */
  readonly masked: Text
  /** Line of the text on which it stands, from 1. */
  readonly line: number
  /** Name of the setting, where one was read. */
  readonly name?: string
  /** A hash, not usable as it stands. */
  readonly weak: boolean
}

/** What a text is, as far as it decides how settings are written in it. */
export interface TextKind {
  /** Program code, markup or prose, where a word without quotes is a variable or just a word. */
  readonly code?: boolean
}

/** More than this in one text is told as "more". */
const maxSecrets = 50

const passwordLabel: Text = { en: 'password', ko: '비밀번호' }
const keyLabel: Text = { en: 'secret key or token', ko: '비밀 키 또는 토큰' }
const loginLabel: Text = { en: 'address with a password', ko: '비밀번호가 포함된 주소' }

/** The secret that a setting holds by its value's form or by its name, or undefined. */
export function secretOfSetting(name: string, value: string): Secret | undefined {
  if (value.length < 3) return undefined
  if (isSecretSetting(name, value)) {
    const known = value.length < 100_000 ? secretsOfForm(value)[0] : undefined
    return known === undefined ? named(name, value, 1) : { ...known, name }
  }
  const inside = secretsInText(value)[0]
  return inside === undefined ? undefined : { name, ...inside }
}

/** The secrets in a text, in order, each place once. Takes time in proportion to the text. */
export function secretsInText(text: string, kind: TextKind = {}): readonly Secret[] {
  const formed = [...secretsOfForm(text), ...loginsIn(text)]
  const lines = new Set(formed.map(({ line }) => line))
  // A token in a setting that is called so is one secret, told by its form.
  const settings = settingsIn(text, kind).filter(({ line }) => !lines.has(line))
  return [...formed, ...settings].sort((a, b) => a.line - b.line)
}

/** `a GitHub token (ghp_…)`; the setting's name where one is known. */
export function describeSecret({ label, masked, name }: Secret): Text {
  const of = name === undefined ? '' : `${shown(name)}: `
  return { en: `${of}${label.en} (${masked.en})`, ko: `${of}${label.ko}(${masked.ko})` }
}

/** The first three of a list of secrets in words, with their lines where the text has several. */
export function describeSecrets(secrets: readonly Secret[], lines: boolean): Text {
  const parts = secrets.slice(0, 3).map((secret) => {
    const { en, ko } = describeSecret(secret)
    return lines ? { en: `${en} on line ${secret.line}`, ko: `${secret.line}행 ${ko}` } : { en, ko }
  })
  const more = secrets.length - parts.length
  return {
    en: parts.map(({ en }) => en).join(', ') + (more > 0 ? ` and ${more} more` : ''),
    ko: parts.map(({ ko }) => ko).join(', ') + (more > 0 ? ` 외 ${more}개` : ''),
  }
}

function shown(name: string): string {
  return name.length > 60 ? `${name.slice(0, 59)}…` : name
}

/** Where the lines of a text begin is counted only once something was found in it. */
function lineAt(text: string, index: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** One pass over the text that tells whether there is anything to look for. */
const anyMark = new RegExp(secretFormats.flatMap(({ marks }) => marks.map((mark) => RegExp.escape(mark))).join('|'))

function secretsOfForm(text: string): Secret[] {
  const out: Secret[] = []
  if (!anyMark.test(text)) return out
  for (const format of secretFormats) {
    if (!format.marks.some((mark) => text.includes(mark))) continue
    for (const match of text.matchAll(format.pattern)) {
      if (out.length >= maxSecrets) return out
      if (format.accept?.(match) === false) continue
      out.push(ofForm(format, match[0], lineAt(text, match.index)))
    }
  }
  return out
}

function ofForm({ id, label, marks, weak }: SecretFormat, value: string, line: number): Secret {
  const mark = marks.find((text) => value.startsWith(text))
  const masked = mark === undefined ? lengthText(value) : { en: `${mark}…`, ko: `${mark}…` }
  return { id, label, masked, line, weak: weak === true }
}

function lengthText(value: string): Text {
  return { en: `${value.length} characters`, ko: `${value.length}자` }
}

function named(name: string, value: string, line: number): Secret {
  const password = classOfName(name) === 'password'
  return {
    id: password ? 'password' : 'key',
    label: password ? passwordLabel : keyLabel,
    masked: lengthText(value.trim()),
    line,
    name,
    weak: false,
  }
}

/** `scheme://user:password@host`: found by its `://`, so that no other part of a long text is looked at. */
const login = /:\/\/([^\s:@/'"<>?#,;(){}|\\]{0,80}):([^\s@/'"<>]{1,200})@(?=[A-Za-z0-9[$_-])/g

function loginsIn(text: string): Secret[] {
  const out: Secret[] = []
  if (!text.includes('://')) return out
  for (const match of text.matchAll(login)) {
    const [, user = '', password = ''] = match
    if (out.length >= maxSecrets) break
    // `https://user:pass@host` is how documentation writes it.
    if (!canBeSecret(password) || /^(?:pass|password|pwd|passwd|secret|token)$/i.test(password) || /[<{$%]|^\*/.test(user))
      continue
    out.push({ id: 'login', label: loginLabel, masked: lengthText(password), line: lineAt(text, match.index), weak: false })
  }
  return out
}

/** Parts of words that name a secret; what stands around a hit is read only then. */
const telling =
  /passw|passphrase|passcode|pwd|secret|token|requirepass|masterauth|(?:api|access|private|encryption|signing|auth)[_.-]?key|_pass\b|[._]pw\b/gi

function settingsIn(text: string, { code = false }: TextKind): Secret[] {
  const out: Secret[] = []
  let end = 0
  let counted = 0
  let line = 1
  for (const match of text.matchAll(telling)) {
    if (match.index < end) continue
    const setting = settingAt(text, match.index)
    end = Math.max(setting.end, match.index + 1)
    if (
      setting.value === '' ||
      (code && !setting.quoted) ||
      !isSecretSetting(setting.name, setting.value, { loose: !setting.quoted, code })
    )
      continue
    if (isCommented(text, match.index)) continue
    for (let at = text.indexOf('\n', counted); at >= 0 && at < match.index; at = text.indexOf('\n', at + 1)) {
      line++
      counted = at + 1
    }
    out.push(named(setting.name, setting.value, line))
    if (out.length >= maxSecrets) break
  }
  return out
}

interface Setting {
  readonly name: string
  readonly value: string
  readonly quoted: boolean
  /** Index after what was read. */
  readonly end: number
}

const nameChar = /[A-Za-z0-9_.-]/
const maxName = 100
const between = /\\?["']?\s{0,10}(?:[:=]>?|:=|(?<=(?:requirepass|masterauth)\s{1,10}))[ \t]{0,10}|>(?=[^<\s])/y
const quotedValue = /\\?"((?:[^"\\\n]|\\[^"\n]){1,500})\\?"|'([^'\n]{1,500})'/y
const bareValue = /[^\s,;&"'#<>`]{1,500}/y

/** Reads `name: value`, `name=value`, `"name": "value"` or `<name>value</name>` around an index that lies in the name. */
function settingAt(text: string, index: number): Setting {
  let start = index
  while (start > 0 && index - start < maxName && nameChar.test(text[start - 1] ?? '')) start--
  let stop = index
  while (stop < text.length && stop - index < maxName && nameChar.test(text[stop] ?? '')) stop++
  const name = text.slice(start, stop)
  between.lastIndex = stop
  const separator = between.exec(text)
  if (separator === null) return { name, value: '', quoted: false, end: stop }
  const at = stop + separator[0].length
  quotedValue.lastIndex = at
  const quoted = quotedValue.exec(text)
  if (quoted !== null) return { name, value: quoted[1] ?? quoted[2] ?? '', quoted: true, end: at + quoted[0].length }
  bareValue.lastIndex = at
  const bare = bareValue.exec(text)
  if (bare === null) return { name, value: '', quoted: false, end: at }
  return { name, value: bare[0], quoted: false, end: at + bare[0].length }
}

/** True when the line up to here opens a comment. */
function isCommented(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - 400), index)
  return /^\s*(?:#|\/\/|;|--|\*|\/\*|<!--|REM\b|%)/.test(before.slice(before.lastIndexOf('\n') + 1))
}
