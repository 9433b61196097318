import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding, Result } from '../../../model/index.ts'
import { expectGolden } from './golden/compare.ts'
import { cleanResult, context, emptyResult, hostileResult } from './golden/hostile-result.ts'
import { code, maxMarkdown, text, writeMarkdown } from './markdown.ts'

describe('writeMarkdown', () => {
  it('is the golden file', () => {
    expectGolden('result.md', writeMarkdown(hostileResult, context))
    expectGolden('result.ko.md', writeMarkdown(hostileResult, { ...context, language: 'ko', showWaived: true }))
    expectGolden('clean.md', writeMarkdown(cleanResult, context))
    expectGolden('empty.md', writeMarkdown(emptyResult, context))
  })

  it.each([false, true])('fits into a comment, worst first, and counts what it left out: verbose %s', (verbose) => {
    const result = crowded(400)
    const markdown = writeMarkdown(result, { ...context, verbose })
    expect(markdown.length).toBeLessThanOrEqual(maxMarkdown)
    expect(markdown.length).toBeGreaterThan(maxMarkdown * 0.9)
    const written = markdown.match(/^### MEDIUM/gm)?.length ?? 0
    expect(markdown).toContain(`> ${400 - written} findings of ${400 - written} checks did not fit into this comment.`)
    expect(markdown).toContain('### Not looked at (3)')
    expect(markdown).toContain('`custom/0`')
    expect(markdown).not.toContain('`custom/399`')
  })

  it('still fits when one check alone is too long', () => {
    const [first] = hostileResult.findings
    if (first === undefined) throw new Error('no finding')
    const findings = Array.from({ length: 2000 }, (_, n): Finding => ({ ...first, fingerprint: String(n).padStart(32, '0') }))
    const markdown = writeMarkdown({ ...hostileResult, findings }, { ...context, verbose: true })
    expect(markdown.length).toBeLessThanOrEqual(maxMarkdown)
    expect(markdown).toContain('- + 1992 findings')
  })
})

function crowded(checks: number): Result {
  const model = hostileResult.findings.find((finding) => finding.check === 'custom/unknown')
  if (model === undefined) throw new Error('no finding of an unknown check')
  const findings = Array.from(
    { length: checks },
    (_, n): Finding => ({ ...model, check: `custom/${n}`, rank: checks - n, fingerprint: String(n).padStart(32, '0') }),
  )
  return { ...hostileResult, findings }
}

describe('text', () => {
  it.each([
    ['<script>', '&lt;script&gt;'],
    ['a | b', 'a \\| b'],
    ['`x` *y* _z_', '\\`x\\` \\*y\\* \\_z\\_'],
    ['[a](http://b.example)', '\\[a\\]\\(http:<!-- -->//b.example\\)'],
    ['@team, see #12', '@<!-- -->team, see #<!-- -->12'],
    ['# title', '\\# title'],
    ['- item', '\\- item'],
    ['1. item', '1<!-- -->. item'],
    ['a\n\n# b', 'a # b'],
    ['&lt;', '&amp;lt;'],
    ['한국어', '한국어'],
  ])('%j is %j', (raw, escaped) => {
    expect(text(raw)).toBe(escaped)
  })

  it('holds no tag but the empty comment, and one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const escaped = text(raw).replaceAll('<!-- -->', '')
        expect(escaped).not.toMatch(/[<>\n\r]/)
        expect(escaped).not.toMatch(/(^|[^\\])(\\\\)*[`*_[\]|]/)
      }),
    )
  })
})

describe('code', () => {
  it.each([
    ['plain', '`plain`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a``b`c', '```a``b`c```'],
    ['a\nb', '`a\\nb`'],
    ['', '`  `'],
  ])('%j is %s', (raw, span) => {
    expect(code(raw)).toBe(span)
  })

  it('closes only at its end', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', ' ', 'a', '\n') }), (raw) => {
        const span = code(raw)
        const fence = /^`+/.exec(span)?.[0] ?? ''
        const inner = span.slice(fence.length, -fence.length)
        expect(inner.match(/`+/g) ?? []).not.toContain(fence)
        expect(span).not.toContain('\n')
      }),
    )
  })
})
