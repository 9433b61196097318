/**
 * A 128-bit hash of a text as 32 hex digits: names things that must be told apart and found again. Not for secrets: anyone can compute
 * collisions on purpose. Four lanes of FNV-1a with different seeds, each finished as MurmurHash3 does.
 */
export function hash128(text: string): string {
  let out = ''
  for (const seed of [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35]) {
    let hash = seed
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    hash ^= hash >>> 16
    out += (hash >>> 0).toString(16).padStart(8, '0')
  }
  return out
}
