/**
 * Takes the text of a Go template (the language of text/template) apart into literal text and actions. It does not evaluate anything.
 */

/** What an action does to the flow of the template. */
export type ActionKind = 'comment' | 'open' | 'define' | 'else' | 'end' | 'silent' | 'output'

/** Literal text, or one `{{ … }}`. Offsets count UTF-16 units, `end` is exclusive, `line` counts from 0. */
export type Piece =
  | { readonly type: 'text'; readonly start: number; readonly end: number; readonly line: number }
  | {
      readonly type: 'action'
      readonly start: number
      readonly end: number
      readonly line: number
      readonly kind: ActionKind
      /** The first word: `if`, `range`, `with`, `block`, `define`, `else`, `include`, `.Values.a`… */
      readonly word: string
      /** Between the delimiters and trim markers. */
      readonly body: string
      readonly trimLeft: boolean
      readonly trimRight: boolean
    }

export type ActionPiece = Extract<Piece, { type: 'action' }>

const silentWords = new Set(['break', 'continue'])
const openWords = new Set(['if', 'range', 'with', 'block'])

/** The pieces of `text` in order; together they cover it. An action without an end reaches to the end of the text. */
export function scanTemplate(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  let line = 0
  while (at < text.length) {
    const open = text.indexOf('{{', at)
    const textEnd = open < 0 ? text.length : open
    if (textEnd > at) {
      pieces.push({ type: 'text', start: at, end: textEnd, line })
      line += newlines(text, at, textEnd)
    }
    if (open < 0) break
    const end = actionEnd(text, open)
    pieces.push(readAction(text, open, end, line))
    line += newlines(text, open, end)
    at = end
  }
  return pieces
}

function newlines(text: string, start: number, end: number): number {
  let count = 0
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** The offset behind the `}}` that closes the action at `open`: not one inside a string, a raw string or a comment. */
function actionEnd(text: string, open: number): number {
  let at = open + 2
  if (text[at] === '-') at++
  while (at < text.length && /\s/.test(text.charAt(at))) at++
  if (text.startsWith('/*', at)) {
    const close = text.indexOf('*/', at + 2)
    const end = close < 0 ? -1 : text.indexOf('}}', close + 2)
    return end < 0 ? text.length : end + 2
  }
  while (at < text.length) {
    const char = text[at]
    if (char === '}' && text[at + 1] === '}') return at + 2
    if (char === '"' || char === '`' || char === "'") at = stringEnd(text, at, char)
    else at++
  }
  return text.length
}

function stringEnd(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at]
    if (char === quote) return at + 1
    if (quote === '`') continue
    if (char === '\\') at++
    // An interpreted string ends with its line: what goes on behind it is a mistake of the template, not of this reader.
    else if (char === '\n') return at
  }
  return text.length
}

function readAction(text: string, start: number, end: number, line: number): ActionPiece {
  let from = start + 2
  let to = text.endsWith('}}', end) && end - 2 >= from ? end - 2 : end
  const trimLeft = text[from] === '-' && /\s/.test(text.charAt(from + 1))
  const trimRight = text[to - 1] === '-' && to - 2 >= from && /[\s/]/.test(text.charAt(to - 2))
  if (trimLeft) from++
  if (trimRight && to - 1 >= from) to--
  const body = text.slice(from, to).trim()
  const word = /^[^\s(|]+/.exec(body)?.[0] ?? ''
  return { type: 'action', start, end, line, kind: kindOf(body, word), word, body, trimLeft, trimRight }
}

function kindOf(body: string, word: string): ActionKind {
  if (body.startsWith('/*') || body === '') return 'comment'
  if (openWords.has(word)) return 'open'
  if (word === 'define') return 'define'
  if (word === 'else') return 'else'
  if (word === 'end') return 'end'
  if (silentWords.has(word) || /^\$\w*\s*(,\s*\$\w+\s*)?:?=/.test(body)) return 'silent'
  return 'output'
}
