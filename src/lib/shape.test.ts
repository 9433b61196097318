import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flag, list, map, number, object, objects, read, text, textOrNumber, texts } from './shape.ts'

const shape = object(
  {
    name: text,
    on: flag,
    size: number,
    port: textOrNumber,
    labels: map(text),
    list: objects({ id: text }, 'other'),
    args: texts,
  },
  'ignored',
)

describe('read', () => {
  test.each<[string, unknown, unknown, readonly [string, string][]]>([
    [
      'what fits',
      { name: 'a', on: true, size: 1, port: 'http', labels: { a: 'b' } },
      { name: 'a', on: true, size: 1, port: 'http', labels: { a: 'b' } },
      [],
    ],
    ['null is unset', { name: null, labels: null }, {}, []],
    [
      'a wrong type is left out and told',
      { name: 1, on: 'yes', size: '1' },
      {},
      [
        ['name', 'string'],
        ['on', 'boolean'],
        ['size', 'number'],
      ],
    ],
    ['known but unread', { ignored: 1 }, {}, []],
    [
      'unknown, and what was meant',
      { NAME: 'a', other: 1 },
      {},
      [
        ['NAME', 'name'],
        ['other', ''],
      ],
    ],
    [
      'elements keep their places',
      { list: [{ id: 'a' }, 'b', null, { id: 'c' }] },
      { list: [{ id: 'a' }, {}, {}, { id: 'c' }] },
      [['list.1', 'object']],
    ],
    ['strings keep their places', { args: ['a', 1, 'c'] }, { args: ['a', '', 'c'] }, [['args.1', 'string']]],
    ['not even an object', 'x', undefined, [['', 'object']]],
    ['nothing', undefined, undefined, []],
  ])('%s', (_name, value, expected, misfits) => {
    const result = read(shape, value)
    expect(result.value).toEqual(expected)
    expect(result.misfits.map(({ path, expected: wanted }) => [path.join('.'), wanted])).toEqual(misfits)
  })

  test('names of Object.prototype are no fields, and __proto__ is no key', () => {
    expect(read(shape, { constructor: 1, toString: 2 }).value).toEqual({})
    const hostile: unknown = JSON.parse('{"labels": {"__proto__": "x", "a": "b"}}')
    const labels = read(shape, hostile).value?.labels
    expect(labels).toEqual({ a: 'b' })
    expect(Object.getPrototypeOf(labels)).toBe(Object.prototype)
  })

  test('is total, and a list keeps its length', () => {
    const lists = list(text, () => '')
    fc.assert(
      fc.property(fc.anything(), (value) => {
        read(shape, value)
        const { value: out } = read(lists, value)
        if (Array.isArray(value)) expect(out).toHaveLength(value.length)
      }),
    )
  })
})
