import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cell, writeCsv } from './csv.ts'
import { expectGolden } from './golden/compare.ts'
import { cleanResult, context, hostileResult } from './golden/hostile-result.ts'

/** A reader of RFC 4180 that knows nothing of how we write. */
function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    let field: string
    if (text[at] === '"') {
      let end = text.indexOf('"', at + 1)
      while (text[end + 1] === '"') end = text.indexOf('"', end + 2)
      field = text.slice(at + 1, end).replaceAll('""', '"')
      at = end + 1
    } else {
      field = /^[^",\r\n]*/.exec(text.slice(at))?.[0] ?? ''
      at += field.length
    }
    row.push(field)
    if (text[at] === ',') at++
    else if (text.startsWith('\r\n', at)) {
      rows.push(row)
      row = []
      at += 2
    } else throw new Error(`unexpected character at ${at}`)
    if (text[at - 1] === ',' && text.startsWith('\r\n', at)) {
      rows.push([...row, ''])
      row = []
      at += 2
    }
  }
  return rows
}

describe('writeCsv', () => {
  it('is the golden file', () => {
    expectGolden('result.csv', writeCsv(hostileResult, { ...context, showWaived: true }))
    expectGolden('result.ko.csv', writeCsv(hostileResult, { ...context, language: 'ko' }))
  })

  it('has a record for every place and every gap, all of one length', () => {
    const rows = readCsv(writeCsv(hostileResult, { ...context, showWaived: true }))
    const places = hostileResult.findings.reduce((sum, finding) => sum + finding.places.length, 0)
    expect(rows).toHaveLength(1 + places + hostileResult.gaps.length)
    expect(new Set(rows.map((row) => row.length)).size).toBe(1)
    expect(new Set(rows.map((row) => row[0]))).toEqual(new Set(['record', 'finding', 'waived', 'gap']))
  })

  it('hides waived findings unless asked', () => {
    expect(readCsv(writeCsv(hostileResult, context)).map((row) => row[0])).not.toContain('waived')
  })

  it('keeps the header when there is nothing', () => {
    expect(readCsv(writeCsv(cleanResult, context))).toHaveLength(1)
  })
})

describe('cell', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['＝1', "'＝1"],
    ['a=1', 'a=1'],
  ])('%j is written %s', (value, written) => {
    expect(cell(value)).toBe(written)
  })

  it('is read back as the value, or as the value behind an apostrophe', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 4 }), (values) => {
        const [row] = readCsv(`${values.map(cell).join(',')}\r\n`)
        expect(row?.map((read, i) => (read === `'${values[i]}` ? values[i] : read))).toEqual(values)
        for (const read of row ?? []) expect(read).not.toMatch(/^[=+\-@]/)
      }),
    )
  })
})
