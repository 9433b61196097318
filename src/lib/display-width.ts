/**
 * First and last code point of each range that a terminal draws two columns wide: East Asian Width W and F of Unicode 17
 * (UAX #11), with the unassigned code points inside blocks that default to W.
 */
const wide: readonly number[] = [
  0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3, 0x25fd, 0x25fe, 0x2614, 0x2615,
  0x2630, 0x2637, 0x2648, 0x2653, 0x267f, 0x267f, 0x268a, 0x268f, 0x2693, 0x2693, 0x26a1, 0x26a1, 0x26aa, 0x26ab, 0x26bd, 0x26be,
  0x26c4, 0x26c5, 0x26ce, 0x26ce, 0x26d4, 0x26d4, 0x26ea, 0x26ea, 0x26f2, 0x26f3, 0x26f5, 0x26f5, 0x26fa, 0x26fa, 0x26fd, 0x26fd,
  0x2705, 0x2705, 0x270a, 0x270b, 0x2728, 0x2728, 0x274c, 0x274c, 0x274e, 0x274e, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797,
  0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50, 0x2b55, 0x2b55, 0x2e80, 0x2e99, 0x2e9b, 0x2ef3, 0x2f00, 0x2fd5,
  0x2ff0, 0x303e, 0x3041, 0x3096, 0x3099, 0x30ff, 0x3105, 0x312f, 0x3131, 0x318e, 0x3190, 0x31e5, 0x31ef, 0x321e, 0x3220, 0x3247,
  0x3250, 0xa48c, 0xa490, 0xa4c6, 0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe52, 0xfe54, 0xfe66,
  0xfe68, 0xfe6b, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x16fe4, 0x16ff0, 0x16ff6, 0x17000, 0x18cd5, 0x18cff, 0x18d1e, 0x18d80,
  0x18df2, 0x1aff0, 0x1aff3, 0x1aff5, 0x1affb, 0x1affd, 0x1affe, 0x1b000, 0x1b122, 0x1b132, 0x1b132, 0x1b150, 0x1b152, 0x1b155,
  0x1b155, 0x1b164, 0x1b167, 0x1b170, 0x1b2fb, 0x1d300, 0x1d356, 0x1d360, 0x1d376, 0x1f004, 0x1f004, 0x1f0cf, 0x1f0cf, 0x1f18e,
  0x1f18e, 0x1f191, 0x1f19a, 0x1f200, 0x1f202, 0x1f210, 0x1f23b, 0x1f240, 0x1f248, 0x1f250, 0x1f251, 0x1f260, 0x1f265, 0x1f300,
  0x1f320, 0x1f32d, 0x1f335, 0x1f337, 0x1f37c, 0x1f37e, 0x1f393, 0x1f3a0, 0x1f3ca, 0x1f3cf, 0x1f3d3, 0x1f3e0, 0x1f3f0, 0x1f3f4,
  0x1f3f4, 0x1f3f8, 0x1f43e, 0x1f440, 0x1f440, 0x1f442, 0x1f4fc, 0x1f4ff, 0x1f53d, 0x1f54b, 0x1f54e, 0x1f550, 0x1f567, 0x1f57a,
  0x1f57a, 0x1f595, 0x1f596, 0x1f5a4, 0x1f5a4, 0x1f5fb, 0x1f64f, 0x1f680, 0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0, 0x1f6d2, 0x1f6d5,
  0x1f6d8, 0x1f6dc, 0x1f6df, 0x1f6eb, 0x1f6ec, 0x1f6f4, 0x1f6fc, 0x1f7e0, 0x1f7eb, 0x1f7f0, 0x1f7f0, 0x1f90c, 0x1f93a, 0x1f93c,
  0x1f945, 0x1f947, 0x1f9ff, 0x1fa70, 0x1fa7c, 0x1fa80, 0x1fa8a, 0x1fa8e, 0x1fac6, 0x1fac8, 0x1fac8, 0x1facd, 0x1fadc, 0x1fadf,
  0x1faea, 0x1faef, 0x1faf8, 0x20000, 0x2fffd, 0x30000, 0x3fffd,
]

/** Marks that join the character before them, format characters, and the vowels and finals of conjoining Hangul. */
const zeroWidth = /^[\p{Mn}\p{Me}\p{Cc}\p{Cf}\u1160-\u11ff\ud7b0-\ud7ff]$/u

/** Characters that steer a terminal, reorder a line (bidirectional controls), break it, or stand there unseen. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u2800\u3164\uffa0]/gu

const named: { readonly [char: string]: string } = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function isWide(codePoint: number): boolean {
  let low = 0
  let high = wide.length / 2 - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (codePoint < (wide[middle * 2] ?? 0)) high = middle - 1
    else if (codePoint > (wide[middle * 2 + 1] ?? 0)) low = middle + 1
    else return true
  }
  return false
}

function charWidth(char: string): number {
  const codePoint = char.codePointAt(0) ?? 0
  if (codePoint >= 0x20 && codePoint < 0x7f) return 1
  if (zeroWidth.test(char)) return 0
  return isWide(codePoint) ? 2 : 1
}

/** Columns that `text` takes on a terminal. Control characters count 0: make untrusted text `printable` first. */
export function displayWidth(text: string): number {
  let width = 0
  for (const char of text) width += charWidth(char)
  return width
}

/**
 * `text` with everything that could steer a terminal, hide or reorder characters shown as an escape instead: `\x1b`,
 * `\u202e`, `\n`. Ordinary text of any language comes back as it is. The result is one line.
 */
export function printable(text: string): string {
  return text.replace(unprintable, (char) => {
    const codePoint = char.codePointAt(0) ?? 0
    const hex = codePoint.toString(16)
    if (codePoint <= 0xff) return named[char] ?? `\\x${hex.padStart(2, '0')}`
    return codePoint <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`
  })
}

/** A sentence or paragraph made safe for one place in an output: white space of any kind becomes one space, the rest `printable`. */
export function prose(text: string): string {
  return printable(text.replace(/\s+/g, ' ').trim())
}

/** `text` filled with spaces on the right up to `width` columns. */
export function padColumns(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

/** `text` cut to at most `width` columns; what was cut ends in `…`. */
export function clipColumns(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  return `${takeColumns(text, width - 1)}…`
}

/**
 * `text` broken into lines of at most `width` columns, at spaces where possible. A word wider than a line is broken between
 * any two characters, never before a combining mark. No text gives no lines.
 */
export function wrapColumns(text: string, width: number): string[] {
  const columns = Math.max(2, width)
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const word of text.split(' ')) {
    if (word === '') continue
    let rest = word
    let restWidth = displayWidth(word)
    if (line !== '' && used + 1 + restWidth > columns) {
      lines.push(line)
      line = ''
      used = 0
    }
    while (restWidth > columns) {
      const head = takeColumns(rest, columns)
      lines.push(head)
      rest = rest.slice(head.length)
      restWidth -= displayWidth(head)
    }
    line += line === '' ? rest : ` ${rest}`
    used = displayWidth(line)
  }
  if (line !== '') lines.push(line)
  return lines
}

/** The longest beginning of `text` that takes at most `width` columns. */
function takeColumns(text: string, width: number): string {
  let out = ''
  let used = 0
  for (const char of text) {
    used += charWidth(char)
    if (used > width) break
    out += char
  }
  return out
}
