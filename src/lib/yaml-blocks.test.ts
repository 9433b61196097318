import fc from 'fast-check'
import { constructFromEvents, type Event, parseEvents, YAMLException } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { parseAroundBlocks } from './yaml-blocks.ts'

const parse = (text: string) => parseEvents(text, {})
const line = (indent: number, text: string) => `${' '.repeat(indent)}${text}\n`
const long = (indent: number, text = 'x'.repeat(60)) => line(indent, text).repeat(60)

function construct(events: Event[], source: string): unknown {
  try {
    return constructFromEvents(events, { source, json: true })
  } catch (error) {
    return error instanceof YAMLException ? `${error.reason} at ${error.mark?.position}` : error
  }
}

/** What the parser makes of the whole text, and what comes of the way around the blocks. */
function bothWays(text: string) {
  const around = parseAroundBlocks(text, parse)
  const whole = parse(text)
  return {
    expected: { events: whole, value: construct(whole, text) },
    actual: around && { events: around.events, value: construct(around.values, around.source) },
  }
}

describe('parseAroundBlocks', () => {
  test.each<[string, string]>([
    ['one block', `a:\n  b: |\n${long(4)}c: 1\n`],
    ['one that ends the text', `a: |\n${long(2)}`],
    ['without its last break', `a: |-\n${long(2)}b: 1\n`],
    ['blank lines within and after', `a: |-\n${long(2)}\n   \n \n${long(2)}\n\n# comment\nb: 1\n`],
    ['blank lines that are wider than the block', `a: |\n${long(2)}${line(6, '')}${line(2, 'end')}${line(4, '')}\nb: 1\n`],
    ['lines that are indented further, also what looks like a block', `a: |\n${long(2)}${line(2, 'c: |')}${long(6)}b: 1\n`],
    ['several, in a list, with other values between and behind', `- a: |\n${long(4)}  b: 'x'\n- c: |-\n${long(6)}- &d e\n- *d\n`],
    ['the same with a block that is too short to cut', `- a: |\n${long(4)}- b: |\n    short\n- c: |\n${long(4)}`],
    ['characters beyond ASCII', `a: |\n${long(2, '노드 é '.repeat(12))}b: 1\n`],
  ])('sees in %s what the parser sees', (_name, text) => {
    const { actual, expected } = bothWays(text)
    expect(actual).toEqual(expected)
  })

  test.each<[string, string]>([
    ['nothing long', 'a: |\n  short\nb: 1\n'],
    ['a quoted text', `a: "\n  b: |\n${long(4)}  "\n`],
    ['a folded block', `a: >\n  b: |\n${long(4)}  c\n`],
    ['a comment', `a: 1 # b: |\n${long(2, '# x'.repeat(20))}\n`],
    ['a block with an indentation of its own', `a: |2\n${long(2)}`],
    ['a line break of an old kind', `a: |\n${long(2)}  x\r  y\n`],
    ['a text that ends within a line', `a: |\n${long(2)}  x`],
  ])('leaves %s to the parser', (_name, text) => {
    expect(bothWays(text).actual).toBeUndefined()
  })

  test('throws what the parser throws', () => {
    const text = `a: |\n${long(2)}b: [1\n`
    expect(() => parseAroundBlocks(text, parse)).toThrow()
  })

  test('is never of another mind than the parser', () => {
    const word = fc.constantFrom(
      'x'.repeat(60),
      'key: |',
      'k: |-',
      '- a: |',
      '"',
      "'",
      '# c',
      '',
      ' ',
      '---',
      '\t',
      'b: 1',
      '[',
      ']',
      '*a',
      '&a',
      '…',
      '\r',
    )
    const some = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), word), { maxLength: 6 })
    const block = fc.record({ at: fc.integer({ min: 0, max: 2 }), header: fc.constantFrom('k: |', 'k: |-', '- k: |') })
    const joined = (all: readonly [number, string][]) => all.map(([indent, one]) => line(indent, one)).join('')
    fc.assert(
      fc.property(some, block, some, some, (before, { at, header }, within, after) => {
        const text = joined(before) + line(at, header) + long(at + 3) + joined(within) + line(at + 3, 'end') + joined(after)
        let around: unknown
        try {
          around = parseAroundBlocks(text, parse)
        } catch {
          return
        }
        if (around === undefined) return
        const { actual, expected } = bothWays(text)
        expect(actual).toEqual(expected)
      }),
      { numRuns: 3000 },
    )
  })
})
