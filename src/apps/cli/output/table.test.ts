import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayWidth } from '../../../lib/display-width.ts'
import type { Finding } from '../../../model/index.ts'
import { expectGolden } from './golden/compare.ts'
import { cleanResult, context, emptyResult, hostileResult } from './golden/hostile-result.ts'
import { writeTable } from './table.ts'

describe('writeTable', () => {
  it.each([
    ['result.txt', {}],
    ['result.ko.txt', { language: 'ko' as const }],
    ['result.verbose.txt', { verbose: true, showWaived: true }],
    ['result.narrow.ko.txt', { language: 'ko' as const, width: 44 }],
    ['result.quiet.txt', { quiet: true }],
    ['result.color.txt', { color: true, width: 80 }],
  ])('is the golden file: %s', (name, more) => {
    expectGolden(name, writeTable(hostileResult, { ...context, ...more }))
  })

  it('holds no control character but the line break when colours are off', () => {
    expect(writeTable(hostileResult, { ...context, verbose: true, showWaived: true })).not.toMatch(/[^\P{C}\n]/u)
  })

  it('says the same with colours as without', () => {
    const plain = writeTable(hostileResult, context)
    const colored = writeTable(hostileResult, { ...context, color: true })
    expect(colored).not.toBe(plain)
    expect(stripVTControlCharacters(colored)).toBe(plain)
  })

  it.each([
    ['en', 'Nothing found by 6 checks in 14 workloads, 31 containers, 9 files\n'],
    ['ko', '워크로드 14개, 컨테이너 31개, 파일 9개 — 점검 6개로 발견된 문제 없음\n'],
  ] as const)('says what was looked at when nothing was found: %s', (language, line) => {
    expect(writeTable(cleanResult, { ...context, language }).startsWith(line)).toBe(true)
  })

  it.each([
    ['en', 'No object was judged (3 files read)\n'],
    ['ko', '판정한 오브젝트 없음 (읽은 파일 3개)\n'],
  ] as const)('never says passed when nothing was judged: %s', (language, line) => {
    expect(writeTable(emptyResult, { ...context, language }).startsWith(line)).toBe(true)
  })

  it('counts waived findings even where it hides them', () => {
    const text = writeTable(hostileResult, context)
    expect(text).toContain('; 1 waived')
    expect(text).not.toContain('shop/accepted')
    expect(writeTable(hostileResult, { ...context, showWaived: true })).toContain('shop/accepted')
  })

  it('keeps the text within the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 40, max: 120 }), (text, width) => {
        const [first] = hostileResult.findings
        if (first === undefined) throw new Error('no finding')
        const finding: Finding = { ...first, check: 'a/b', message: { en: text, ko: text } }
        const lines = writeTable({ ...cleanResult, findings: [finding] }, { ...context, width, checks: new Map() }).split('\n')
        const spots = lines.filter((line) => !/deployment/.test(line))
        for (const line of spots) expect(displayWidth(line)).toBeLessThanOrEqual(width)
      }),
    )
  })
})
