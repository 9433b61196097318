import { describe, expect, test } from 'vitest'
import { matchesSelector, parseSelector, selectsPods } from './selectors.ts'

describe('selectsPods', () => {
  test.each([
    [{ app: 'a' }, { app: 'a', x: 'y' }, true],
    [{ app: 'a', x: 'z' }, { app: 'a', x: 'y' }, false],
    [{ app: 'a' }, undefined, false],
    [{}, { app: 'a' }, false],
    [undefined, { app: 'a' }, false],
    [{ constructor: 'a' }, {}, false],
  ])('%j on %j', (selector, labels, expected) => {
    expect(selectsPods(selector, labels)).toBe(expected)
  })
})

describe('matchesSelector', () => {
  const labels = { app: 'a', tier: 'web' }
  test.each([
    [{}, true],
    [undefined, false],
    [{ matchLabels: { app: 'a' } }, true],
    [{ matchLabels: { app: 'b' } }, false],
    [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] }, true],
    [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['a'] }] }, false],
    [{ matchExpressions: [{ key: 'none', operator: 'NotIn', values: ['a'] }] }, true],
    [{ matchExpressions: [{ key: 'none', operator: 'Exists' }] }, false],
    [{ matchExpressions: [{ key: 'none', operator: 'DoesNotExist' }] }, true],
    [{ matchExpressions: [{ key: 'app', operator: 'Like', values: ['a'] }] }, false],
    [{ matchLabels: { app: 'a' }, matchExpressions: [{ key: 'tier', operator: 'In', values: [] }] }, false],
  ])('%j', (selector, expected) => {
    expect(matchesSelector(selector, labels)).toBe(expected)
  })
})

describe('parseSelector', () => {
  test.each([
    ['app=web', [{ key: 'app', operator: 'In', values: ['web'] }]],
    [
      'app==web,tier!=test',
      [
        { key: 'app', operator: 'In', values: ['web'] },
        { key: 'tier', operator: 'NotIn', values: ['test'] },
      ],
    ],
    [
      'app in (a, b),!old',
      [
        { key: 'app', operator: 'In', values: ['a', 'b'] },
        { key: 'old', operator: 'DoesNotExist', values: [] },
      ],
    ],
    ['app notin (a)', [{ key: 'app', operator: 'NotIn', values: ['a'] }]],
    ['app.kubernetes.io/name', [{ key: 'app.kubernetes.io/name', operator: 'Exists', values: [] }]],
    ['app=', [{ key: 'app', operator: 'In', values: [''] }]],
  ])('%s', (text, matchExpressions) => {
    expect(parseSelector(text)).toEqual({ matchExpressions })
  })

  test.each(['', 'a=b=c', '!a=b', 'a in b', 'a b', 'a in (b'])('%j is none', (text) => {
    expect(parseSelector(text)).toBeUndefined()
  })
})
