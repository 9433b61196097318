/** A stretch of text to be replaced; `start` equals `end` for an insertion. */
export interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Makes replacements that do not overlap. Two at one place are made in the order given. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  let out = ''
  let at = 0
  for (const splice of [...splices].sort((a, b) => a.start - b.start || a.end - b.end)) {
    out += text.slice(at, splice.start) + splice.text
    at = splice.end
  }
  return out + text.slice(at)
}

export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1
}

/** End of the line, before its break. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at)
  if (newline < 0) return text.length
  return newline > at && text[newline - 1] === '\r' ? newline - 1 : newline
}

/** The blanks that a line begins with. */
export function indentOf(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, at), lineEnd(text, at)))?.[0] ?? ''
}

/** True when nothing but blanks stands before it on its line. */
export function beginsLine(text: string, at: number): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, at), at))
}

/**
 * Puts lines below what ends at `end`, and below comments that are indented deeper than `column`: those belong to what is above. A block scalar
 * that keeps its blank lines ends where a line begins.
 */
export function linesAfter(text: string, end: number, lines: readonly string[], lineBreak: string, column: number): Splice {
  const block = lines.join(lineBreak)
  let at = end > 0 && text[end - 1] === '\n' ? end - 1 : lineEnd(text, end)
  for (;;) {
    const next = text.indexOf('\n', at)
    const line = next < 0 ? null : /^([ \t]*)#/.exec(text.slice(next + 1, lineEnd(text, next + 1)))
    if (line === null || (line[1] ?? '').length <= column) break
    at = lineEnd(text, next + 1)
  }
  if (text[at] === '\n' && at === end - 1) return { start: end, end, text: block + lineBreak }
  return { start: at, end: at, text: lineBreak + block }
}

/** Takes out the lines from the one that holds `start` to the one that holds the character before `end`. */
export function withoutLines(text: string, start: number, end: number): Splice {
  const from = lineStart(text, start)
  const newline = text.indexOf('\n', Math.max(from, end - 1))
  if (newline >= 0) return { start: from, end: newline + 1, text: '' }
  // The last line has no break: the one before it gives its own.
  const before = from === 0 ? 0 : text[from - 2] === '\r' ? from - 2 : from - 1
  return { start: before, end: text.length, text: '' }
}
