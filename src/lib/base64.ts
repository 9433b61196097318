const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const values = new Uint8Array(128).fill(255)
for (let i = 0; i < digits.length; i++) values[digits.charCodeAt(i)] = i
values['-'.charCodeAt(0)] = 62
values['_'.charCodeAt(0)] = 63

/**
 * The bytes that a base64 or base64url text stands for, each as one character (U+0000 to U+00FF), or undefined where it is none. White space
 * is skipped and padding may be left out, as encoders differ in both. Source: RFC 4648, sections 4 and 5.
 */
export function decodeBase64(text: string): string | undefined {
  let out = ''
  let bits = 0
  let held = 0
  let ended = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 32 || code === 10 || code === 13 || code === 9) continue
    if (code === 61) {
      ended = true
      continue
    }
    const value = values[code] ?? 255
    if (ended || value === 255) return undefined
    bits = ((bits << 6) | value) & 0xffff
    held += 6
    if (held < 8) continue
    held -= 8
    out += String.fromCharCode((bits >> held) & 0xff)
  }
  return held === 6 ? undefined : out
}
