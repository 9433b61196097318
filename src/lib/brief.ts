/** `text` cut to at most `longest` UTF-16 units, never in the middle of a character; what was cut ends in `…`. */
export function brief(text: string, longest: number): string {
  if (text.length <= longest) return text
  const head = text.slice(0, longest - 1)
  // The first half of a pair whose second half was cut away.
  return `${head.isWellFormed() ? head : head.slice(0, -1)}…`
}
