import { expect, test } from 'vitest'
import { isDay } from './day.ts'

test.each([
  ['2027-01-31', true],
  ['2028-02-29', true],
  ['2027-02-29', false],
  ['2027-02-30', false],
  ['2027-13-01', false],
  ['2027-1-31', false],
  ['27-01-31', false],
  ['2027-01-31T00:00:00Z', false],
  ['soon', false],
  ['', false],
])('%j is a day: %s', (text, expected) => {
  expect(isDay(text)).toBe(expected)
})
