import { expect, test } from 'vitest'
import { decodeText } from './decode.ts'

const text = 'name: 해태\r\n'
const little = Buffer.from(`\ufeff${text}`, 'utf16le')

test.each<[string, Uint8Array]>([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
  ['UTF-16 of PowerShell', little],
  ['UTF-16, the other byte first', Buffer.from(little).swap16()],
])('%s', (_what, bytes) => {
  expect(decodeText(bytes)).toBe(text)
})

test('bytes that are no text are replaced, not refused', () => {
  expect(decodeText(Uint8Array.of(0x61, 0xff, 0x62))).toBe('a\ufffdb')
  expect(decodeText(Uint8Array.of())).toBe('')
})
