import { describe, expect, test } from 'vitest'
import { Recent } from './recent.ts'

type Step = readonly ['set', string, number] | readonly ['get', string]

describe('Recent', () => {
  test.each<[string, readonly Step[], readonly string[]]>([
    [
      'keeps what fits',
      [
        ['set', 'a', 4],
        ['set', 'b', 6],
      ],
      ['a', 'b'],
    ],
    [
      'lets the oldest go first',
      [
        ['set', 'a', 4],
        ['set', 'b', 4],
        ['set', 'c', 4],
      ],
      ['b', 'c'],
    ],
    [
      'counts a question as a use',
      [
        ['set', 'a', 4],
        ['set', 'b', 4],
        ['get', 'a'],
        ['set', 'c', 4],
      ],
      ['a', 'c'],
    ],
    [
      'keeps the newest, whatever it weighs',
      [
        ['set', 'a', 4],
        ['set', 'b', 40],
      ],
      ['b'],
    ],
    [
      'lets a heavy one go like any other',
      [
        ['set', 'a', 40],
        ['set', 'b', 1],
      ],
      ['b'],
    ],
    [
      'weighs a key that is set again once',
      [
        ['set', 'a', 9],
        ['set', 'a', 2],
        ['set', 'b', 8],
      ],
      ['a', 'b'],
    ],
  ])('%s', (_name, steps, expected) => {
    const recent = new Recent<string, string>(10)
    for (const step of steps) {
      if (step[0] === 'set') recent.set(step[1], step[1].toUpperCase(), step[2])
      else recent.get(step[1])
    }
    expect(['a', 'b', 'c'].filter((key) => recent.get(key) === key.toUpperCase())).toEqual(expected)
  })
})
