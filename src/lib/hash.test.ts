import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hash128 } from './hash.ts'

// Waivers, baselines and stores hold fingerprints: they must stay what they are from one version to the next.
test.each([
  ['', 'ab3e7c0b92ca2f0ecb72770f0c66c024'],
  ['a', '1a80b1b369d6c81319d549e25f61146c'],
  ['posture/host-pid\u0000\u0000apps\u0000Deployment\u0000shop\u0000web\u0000', 'd44fbe3a1e9315742a6e11a6aef483ec'],
  ['가', '6525152782eae2bfac5c578245d45559'],
])('%j has the name it always had', (text, expected) => {
  expect(hash128(text)).toBe(expected)
})

test('texts of one letter more, less or other have other names', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(hash128(a)).toMatch(/^[0-9a-f]{32}$/)
      expect(hash128(a) === hash128(b)).toBe(a === b)
    }),
  )
})
