import { expect, test } from 'vitest'
import { isWithin, parseVersion } from './version.ts'

test.each([
  ['v1.12.1', [1, 12, 1]],
  ['1.12', [1, 12]],
  ['2', [2]],
  ['1.2.3.4', [1, 2, 3, 4]],
  ['2.426.3-lts-jdk17', [2, 426, 3]],
  ['3.5.9-0', [3, 5, 9]],
  ['RELEASE.2023-03-13T19-46-17Z', [2023, 3, 13]],
  ['latest', undefined],
  ['alpine3.20', undefined],
  ['7f3a9c1', undefined],
  ['', undefined],
])('parseVersion(%s)', (text, expected) => {
  expect(parseVersion(text)).toEqual(expected)
})

const fixedTwice = [{ below: '1.11.5' }, { from: '1.12.0', below: '1.12.1' }]
test.each([
  ['1.11.4', true],
  ['1.11.5', false],
  ['1.11', false],
  ['1.10', true],
  ['1.12.0', true],
  ['1.12.1', false],
  ['1.12', false],
  ['1', false],
  ['0', true],
  ['1.11.4.9', true],
  ['20240101', false],
])('%s is affected: %s', (text, expected) => {
  const version = parseVersion(text)
  expect(version !== undefined && isWithin(version, fixedTwice)).toBe(expected)
})
