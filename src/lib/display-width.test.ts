import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clipColumns, displayWidth, padColumns, printable, prose, wrapColumns } from './display-width.ts'

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['privileged', 10],
    ['해태', 4],
    ['한글 ok', 7],
    ['ＡＢ', 4],
    ['\uff71', 1],
    ['e\u0301', 1],
    ['\u1112\u1161\u11ab', 2],
    ['漢字', 4],
    ['🔥', 2],
    ['é·→…', 4],
    ['\u3000', 2],
    ['\u{20000}', 2],
    ['\u200b', 0],
  ])('%j is %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width)
  })
})

describe('printable', () => {
  it.each([
    ['plain text, 한글, é', 'plain text, 한글, é'],
    ['\u001b[31mred\u001b[0m', '\\x1b[31mred\\x1b[0m'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['\u009b2J', '\\x9b2J'],
    ['user\u202egnp.exe', 'user\\u202egnp.exe'],
    ['adm\u200bin', 'adm\\u200bin'],
    ['a\u2028b', 'a\\u2028b'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\ud800', '\\ud800'],
    ['\u0000\u007f', '\\x00\\x7f'],
    ['🔥 ⚠️', '🔥 ⚠️'],
  ])('%j becomes %j', (text, shown) => {
    expect(printable(text)).toBe(shown)
  })

  it('leaves nothing that steers a terminal, and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = printable(text)
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u)
        expect(printable(shown)).toBe(shown)
      }),
    )
  })
})

describe('prose', () => {
  it('is one line', () => {
    expect(prose('  two\n  lines\t\u001b[2J ')).toBe('two lines \\x1b[2J')
  })
})

describe('padColumns and clipColumns', () => {
  it.each([
    ['해태', 6, '해태  ', '해태'],
    ['해태는 사자', 6, '해태는 사자', '해태…'],
    ['abc', 3, 'abc', 'abc'],
    ['abcd', 3, 'abcd', 'ab…'],
  ])('%j at %i', (text, width, padded, clipped) => {
    expect(padColumns(text, width)).toBe(padded)
    expect(clipColumns(text, width)).toBe(clipped)
  })
})

describe('wrapColumns', () => {
  it.each([
    ['', 10, []],
    ['one two three', 8, ['one two', 'three']],
    ['컨테이너가 노드를 엽니다', 10, ['컨테이너가', '노드를', '엽니다']],
    ['컨테이너가노드를', 7, ['컨테이', '너가노', '드를']],
    ['a abcdefghij b', 4, ['a', 'abcd', 'efgh', 'ij b']],
  ])('%j at %i', (text, width, lines) => {
    expect(wrapColumns(text, width)).toEqual(lines)
  })

  it('keeps every character that is not a space, and every line within the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 60 }), (text, width) => {
        const shown = prose(text)
        const lines = wrapColumns(shown, width)
        expect(lines.join('').replaceAll(' ', '')).toBe(shown.replaceAll(' ', ''))
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width)
      }),
    )
  })
})
