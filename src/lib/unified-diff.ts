/** A line of a diff: it stays, goes or comes. Lines keep their break, so that one without any differs from one with it. */
export interface DiffLine {
  readonly sign: ' ' | '-' | '+'
  readonly line: string
}

/** More edits than this are not searched for the shortest way: everything between the first and the last difference goes and comes. */
const maxEdits = 2000

/** The shortest way from one text to another, line by line. Source: E. Myers, An O(ND) Difference Algorithm and Its Variations, 1986. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const a = linesOf(before)
  const b = linesOf(after)
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const middle = shortest(a.slice(head, a.length - tail), b.slice(head, b.length - tail))
  return [...signed(' ', a.slice(0, head)), ...middle, ...signed(' ', a.slice(a.length - tail))]
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function signed(sign: DiffLine['sign'], lines: readonly string[]): readonly DiffLine[] {
  return lines.map((line) => ({ sign, line }))
}

function shortest(a: readonly string[], b: readonly string[]): readonly DiffLine[] {
  const max = Math.min(a.length + b.length, maxEdits)
  // For each number of edits, how far each diagonal got.
  const reached: Map<number, number>[] = []
  let row = new Map([[1, 0]])
  for (let edits = 0; edits <= max; edits++) {
    const next = new Map<number, number>()
    reached.push(row)
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down = diagonal === -edits || (diagonal !== edits && (row.get(diagonal - 1) ?? -1) < (row.get(diagonal + 1) ?? -1))
      let x = down ? (row.get(diagonal + 1) ?? 0) : (row.get(diagonal - 1) ?? 0) + 1
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++
      next.set(diagonal, x)
      if (x >= a.length && x - diagonal >= b.length) return walkBack(a, b, reached)
    }
    row = next
  }
  return [...signed('-', a), ...signed('+', b)]
}

function walkBack(
  a: readonly string[],
  b: readonly string[],
  reached: readonly ReadonlyMap<number, number>[],
): readonly DiffLine[] {
  const out: DiffLine[] = []
  let x = a.length
  let y = b.length
  for (let edits = reached.length - 1; edits >= 0; edits--) {
    const row = reached[edits]
    const diagonal = x - y
    const down = diagonal === -edits || (diagonal !== edits && (row?.get(diagonal - 1) ?? -1) < (row?.get(diagonal + 1) ?? -1))
    const from = down ? diagonal + 1 : diagonal - 1
    const fromX = edits === 0 ? 0 : (row?.get(from) ?? 0)
    const fromY = edits === 0 ? 0 : fromX - from
    while (x > fromX && y > fromY) {
      out.push({ sign: ' ', line: a[--x] ?? '' })
      y--
    }
    if (edits === 0) break
    if (down) out.push({ sign: '+', line: b[--y] ?? '' })
    else out.push({ sign: '-', line: a[--x] ?? '' })
  }
  return out.reverse()
}

/**
 * A unified diff as `git apply` and `patch -p1` take it; empty for equal texts. `file` is the path from the folder in which it will be
 * applied, `context` the number of unchanged lines around a change.
 */
export function unifiedDiff(file: string, before: string, after: string, context = 3): string {
  const lines = diffLines(before, after)
  const hunks = hunksOf(lines, context)
  if (hunks.length === 0) return ''
  return `--- ${fileName(`a/${file}`)}\n+++ ${fileName(`b/${file}`)}\n${hunks.join('')}`
}

/** Names with odd characters are quoted as git does; one with a blank is ended by a tab, for patch. */
function fileName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be quoted
  if (/[\u0000-\u001f\u007f"\\]/.test(name)) return JSON.stringify(name)
  return name.includes(' ') ? `${name}\t` : name
}

function hunksOf(lines: readonly DiffLine[], context: number): readonly string[] {
  const changed = lines.flatMap(({ sign }, index) => (sign === ' ' ? [] : [index]))
  const hunks: string[] = []
  for (let first = 0; first < changed.length; ) {
    let last = first
    while (last + 1 < changed.length && (changed[last + 1] ?? 0) - (changed[last] ?? 0) <= context * 2 + 1) last++
    const from = Math.max(0, (changed[first] ?? 0) - context)
    hunks.push(hunk(lines, from, Math.min(lines.length, (changed[last] ?? 0) + context + 1)))
    first = last + 1
  }
  return hunks
}

function hunk(lines: readonly DiffLine[], from: number, to: number): string {
  const count = (part: readonly DiffLine[], without: DiffLine['sign']) => part.filter(({ sign }) => sign !== without).length
  const head = lines.slice(0, from)
  const body = lines.slice(from, to)
  const range = (without: '-' | '+') => {
    const length = count(body, without)
    // An empty range is told by the line before it.
    return `${count(head, without) + (length === 0 ? 0 : 1)}${length === 1 ? '' : `,${length}`}`
  }
  const written = body.map(({ sign, line }) => sign + (line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`))
  return `@@ -${range('+')} +${range('-')} @@\n${written.join('')}`
}
