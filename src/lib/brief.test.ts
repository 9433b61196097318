import { expect, test } from 'vitest'
import { brief } from './brief.ts'

test.each([
  ['short', 5, 'short'],
  ['longer', 5, 'long…'],
  ['ab😀c', 4, 'ab…'],
  ['해태가 지킵니다', 4, '해태가…'],
])('%s at most %i', (text, longest, expected) => {
  expect(brief(text, longest)).toBe(expected)
})
