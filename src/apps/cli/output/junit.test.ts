import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectGolden } from './golden/compare.ts'
import { cleanResult, context, emptyResult, hostileResult } from './golden/hostile-result.ts'
import { xmlProblem } from './golden/xml.ts'
import { escapeXml, writeJunit } from './junit.ts'

const hasXmllint = spawnSync('xmllint', ['--version']).status === 0

describe('writeJunit', () => {
  it('is the golden file', () => {
    expectGolden('result.junit.xml', writeJunit(hostileResult, context))
    expectGolden('result.ko.junit.xml', writeJunit(hostileResult, { ...context, language: 'ko' }))
  })

  it.each([
    ['hostile', hostileResult],
    ['clean', cleanResult],
    ['empty', emptyResult],
  ])('is well-formed XML: %s', (_, result) => {
    expect(xmlProblem(writeJunit(result, context))).toBeUndefined()
  })

  it.runIf(hasXmllint)('is well-formed for libxml2 too', () => {
    const { status, stderr } = spawnSync('xmllint', ['--noout', '-'], {
      input: writeJunit(hostileResult, context),
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  it('fails each finding, skips the waived one and the gaps, passes only what ran and found nothing', () => {
    const xml = writeJunit(hostileResult, context)
    expect(xml.match(/<failure /g)).toHaveLength(hostileResult.findings.length - 1)
    expect(xml.match(/<skipped /g)).toHaveLength(hostileResult.gaps.length + 1)
    expect(xml.match(/<testcase [^>]*\/>/g)).toEqual(['<testcase classname="posture/host-path" name="posture/host-path"/>'])
    expect(xml).toContain('<testsuites name="haetae" tests="22" failures="16" errors="0" skipped="5" time="0.812">')
  })

  it('does not pass a check that could not answer for something', () => {
    const [, , undecidable] = hostileResult.gaps
    const gaps = undecidable === undefined ? [] : [{ ...undecidable, checks: ['posture/host-path'] }]
    const xml = writeJunit({ ...cleanResult, gaps }, context)
    expect(xml).toMatch(/classname="posture\/host-path" name="posture\/host-path">\s*<skipped message="1 thing not looked at"\/>/)
  })
})

describe('escapeXml', () => {
  it('fits into an element and an attribute whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeXml(text)
        expect(xmlProblem(`<a b="${escaped}">${escaped}</a>`)).toBeUndefined()
      }),
    )
  })

  it.each([
    ['a<b>&"\'', 'a&lt;b&gt;&amp;&quot;&apos;'],
    ['\u001b[0m\u0000', '\\x1b[0m\\x00'],
    ['\ud800 \uffff', '\\ud800 \ufffd'],
    [']]>', ']]&gt;'],
    ['한국어 🔥', '한국어 🔥'],
  ])('%j is %j', (text, escaped) => {
    expect(escapeXml(text)).toBe(escaped)
  })
})
