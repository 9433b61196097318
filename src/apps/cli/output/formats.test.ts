import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Result } from '../../../model/index.ts'
import { findFormat, formats } from './formats.ts'
import { cleanResult, context, emptyResult, hostileResult } from './golden/hostile-result.ts'

describe('formats', () => {
  it('each have a file and a test of their name', () => {
    expect(formats.map((format) => format.name)).toEqual(['table', 'json', 'sarif', 'junit', 'html', 'markdown', 'csv', 'github'])
    for (const { name } of formats) {
      expect(existsSync(join(import.meta.dirname, `${name}.ts`))).toBe(true)
      expect(existsSync(join(import.meta.dirname, `${name}.test.ts`))).toBe(true)
    }
  })

  it('are found by name', () => {
    expect(findFormat('sarif')?.mediaType).toBe('application/sarif+json')
    expect(findFormat('toString')).toBeUndefined()
  })
})

describe.each(formats)('$name', ({ write }) => {
  it.each([
    ['hostile', hostileResult],
    ['clean', cleanResult],
    ['empty', emptyResult],
  ])('ends in a line break and is equal for equal input: %s', (_, result) => {
    const text = write(result, context)
    expect(text).toMatch(/\n$/)
    expect(write(structuredClone(result), context)).toBe(text)
  })

  it('holds no terminal escape', () => {
    for (const language of ['en', 'ko'] as const)
      expect(write(hostileResult, { ...context, language })).not.toMatch(/(?![\r\n])\p{Cc}/u)
  })

  it('tells every gap and never says passed', () => {
    const text = write({ ...cleanResult, gaps: hostileResult.gaps }, context)
    expect(text).toContain('not valid YAML')
    expect(text).toContain('Left out by --exclude')
    expect(text.toLowerCase()).not.toContain('passed')
  })

  it('writes any text and any position without failing', () => {
    const [first] = hostileResult.findings
    if (first === undefined) throw new Error('no finding')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(3), fc.nat(3), (text, line, column) => {
        const both = { en: text, ko: text }
        const places = [
          {
            ...first.places[0],
            file: text,
            line,
            column,
            endLine: line,
            endColumn: column,
            path: [text, 1],
            unset: false,
            key: text,
          },
        ]
        const finding = {
          ...first,
          check: text,
          message: both,
          severityReasons: [both],
          places,
          subject: { ...first.subject, name: text },
        }
        const gaps = [{ reason: 'invalid' as const, message: both, file: text, line, column }]
        const result: Result = { ...hostileResult, findings: [finding], gaps }
        expect(write(result, context)).toMatch(/\n$/)
      }),
      { numRuns: 50 },
    )
  })
})
