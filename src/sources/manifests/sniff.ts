/**
 * Tells from the text of a document, without parsing it, whether it is worth parsing. Whatever is not told for certain is `unsure` and gets parsed:
 * a guess here would let an object slip by unjudged.
 */
export type Sniffed =
  | { readonly is: 'object'; readonly kind: string; readonly apiVersion: string }
  | { readonly is: 'other' }
  | { readonly is: 'unsure' }

const kindLine = /^kind:[ \t]+(["']?)([A-Za-z][A-Za-z0-9]*)\1[ \t]*(?:#.*)?\r?$/m
const versionLine = /^apiVersion:[ \t]+(["']?)([a-z0-9.-]+(?:\/[a-z0-9]+)?)\1[ \t]*(?:#.*)?\r?$/m

/** Looks at the first lines only for speed: the head of nearly every manifest stands first. */
const headLength = 4096

export function sniff(text: string): Sniffed {
  const head = text.length > headLength ? text.slice(0, headLength) : text
  const kind = kindLine.exec(head) ?? (head === text ? null : kindLine.exec(text))
  const version = versionLine.exec(head) ?? (head === text ? null : versionLine.exec(text))
  if (kind?.[2] !== undefined && version?.[2] !== undefined) return { is: 'object', kind: kind[2], apiVersion: version[2] }
  // A key can also be written with an escape ("\x6bind") or in base64, so a text with either is not judged by its words.
  if (!/\\|!!binary|!<|^%/m.test(text) && !(text.includes('kind') && text.includes('apiVersion'))) return { is: 'other' }
  return { is: 'unsure' }
}

/** True when the text may hold a key that a pod template must have, however it is spelled. */
export function mentionsContainers(text: string): boolean {
  return text.includes('containers') || /\\[xuU]|!!binary|!<|^%/m.test(text)
}

/** A key of the root mapping as nearly everybody writes it. */
const rootKey = /^([A-Za-z][A-Za-z0-9]*):(?=[ \t\r\n]|$)/

/** Ends of lines that not every reader takes for one. */
const oddBreaks = /\r(?!\n)|[\u0085\u2028\u2029]/

const headKeys = new Set(['apiVersion', 'kind', 'metadata'])

/**
 * The head of an object (apiVersion, kind, metadata) cut out of a document in block style, for objects of which no check reads more. Undefined when
 * the document is not written that way: every line at the left margin has to be a plain key, and none may stand twice. Then no line of a quoted text
 * can pass for the object's kind, because the kind itself would be a second one.
 */
export function cutHead(text: string): string | undefined {
  if (oddBreaks.test(text)) return undefined
  let start = nextKey(text, 0)
  const before = text.slice(0, start).split('\n')
  if (!before.every((line) => /^\s*(?:#.*)?$/.test(line))) return undefined
  let out = ''
  const seen = new Set<string>()
  while (start < text.length) {
    const end = nextKey(text, start + 1)
    const part = text.slice(start, end)
    const key = rootKey.exec(part)?.[1]
    if (key === undefined || seen.has(key)) return undefined
    seen.add(key)
    if (headKeys.has(key)) out += part
    start = end
  }
  // An anchor or alias would need the part that was cut away.
  return /[&*][A-Za-z0-9_]/.test(out) ? undefined : out
}

/** Blank lines, comments and indented lines belong to the key before them; `-` continues a list at the key's own column. */
const marginLine = /\n[^ \t\r\n#-]/g

/** Where the next line begins that has anything else at the left margin, from `from` on; the text's length where there is none. */
function nextKey(text: string, from: number): number {
  if (from === 0 && /^[^ \t\r\n#-]/.test(text)) return 0
  marginLine.lastIndex = Math.max(0, from - 1)
  const found = marginLine.exec(text)
  return found === null ? text.length : found.index + 1
}
