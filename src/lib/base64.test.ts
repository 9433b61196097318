import { expect, test } from 'vitest'
import { decodeBase64 } from './base64.ts'

test.each([
  ['', ''],
  ['Zg==', 'f'],
  ['Zg', 'f'],
  ['Zm8=', 'fo'],
  ['Zm9v', 'foo'],
  ['Zm9v\nYmFy\n', 'foobar'],
  ['_-8', '\u00ff\u00ef'],
  ['/+8=', '\u00ff\u00ef'],
  ['AAAA', '\0\0\0'],
])('%j stands for %j', (text, bytes) => {
  expect(decodeBase64(text)).toBe(bytes)
})

test.each(['Z', 'Zm9v!', 'Zg=g', 'héllo', '<password>'])('%j is none', (text) => {
  expect(decodeBase64(text)).toBeUndefined()
})

test('decodes what another encoder made of every byte', () => {
  const bytes = Array.from({ length: 256 }, (_, i) => String.fromCharCode(i)).join('')
  expect(decodeBase64(btoa(bytes))).toBe(bytes)
})
