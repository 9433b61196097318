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
  // A key can also be written with an escape ("\x6bind"), so a text with escapes is not judged by its words.
  if (!text.includes('\\') && !(text.includes('kind') && text.includes('apiVersion'))) return { is: 'other' }
  return { is: 'unsure' }
}

/** True when the text holds a key that a pod template must have. */
export function mentionsContainers(text: string): boolean {
  return /["']?containers["']?[ \t]*:/.test(text) || /\\[xuU]/.test(text)
}

const headKeys = /^(?:apiVersion|kind|metadata):/

/**
 * The head of an object (apiVersion, kind, metadata) cut out of a document in block style, for objects of which no check reads more. Undefined when
 * the document is not written that way.
 */
export function cutHead(text: string): string | undefined {
  let out = ''
  let keeping = false
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline + 1
    const code = text.charCodeAt(start)
    // Blank lines, comments and indented lines belong to the key before them; `-` continues a list at the key's own column.
    const topLevel = code !== 32 && code !== 9 && code !== 10 && code !== 13 && code !== 35 && code !== 45
    if (topLevel) {
      if (code === 123 || code === 91 || code === 63 || code === 38 || code === 42 || code === 33) return undefined
      keeping = headKeys.test(text.slice(start, start + 12))
    }
    if (keeping) out += text.slice(start, end)
    start = end
  }
  // An anchor or alias would need the part that was cut away.
  return /[&*][A-Za-z0-9_]/.test(out) ? undefined : out
}
