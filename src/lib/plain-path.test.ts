import { expect, test } from 'vitest'
import { withoutDot } from './plain-path.ts'

test.each([
  ['./a/b', 'a/b'],
  ['././a', 'a'],
  ['.a', '.a'],
  ['../a', '../a'],
  ['a/./b', 'a/./b'],
  ['.', '.'],
])('%s is %s', (path, plain) => {
  expect(withoutDot(path)).toBe(plain)
})
