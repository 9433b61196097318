import { expect, test } from 'vitest'
import { endOfString, tooDeepAt } from './json-depth.ts'

test.each([
  ['{"a":[1,[2]]}', 3, undefined],
  ['{"a":[1,[2]]}', 2, 8],
  ['["[[[[", {"}": "\\"[["}]', 2, undefined],
  ['[][][]', 1, undefined],
  ['"unended [[[', 0, undefined],
])('%s nests deeper than %i at %s', (text, limit, at) => {
  expect(tooDeepAt(text, limit)).toBe(at)
})

test.each([
  ['"a"b', 2],
  ['"a\\"b"', 5],
  ['"a\\\\"b', 4],
  ['"a', 2],
])('the string in %s ends at %i', (text, at) => {
  expect(endOfString(text, 0)).toBe(at)
})

test('a text of quotes and backslashes takes no time', () => {
  const before = process.cpuUsage()
  tooDeepAt(`["${'\\'.repeat(2_000_000)}"]`, 3)
  tooDeepAt('"\\"'.repeat(500_000), 3)
  expect(process.cpuUsage(before).user).toBeLessThan(1_000_000)
})
