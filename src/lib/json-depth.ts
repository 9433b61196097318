/**
 * Where a JSON text nests deeper than `limit`, or undefined where it does not: an offset in UTF-16 units. `JSON.parse` takes any depth, and what
 * walks through its result afterwards does not. Tells nothing about whether the text is JSON.
 */
export function tooDeepAt(text: string, limit: number): number | undefined {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 34) at = endOfString(text, at)
    else if (code === 91 || code === 123) {
      if (++depth > limit) return at
    } else if (code === 93 || code === 125) depth--
  }
  return undefined
}

/** The offset of the quote that ends the string which begins at `start`; past the end of the text where none does. */
export function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text.charCodeAt(at - 1 - slashes) === 92) slashes++
    if (slashes % 2 === 0) return at
  }
  return text.length
}
