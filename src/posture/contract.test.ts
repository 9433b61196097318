import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readObjects } from '../kube/read-object.ts'
import { parseYaml, splitYaml } from '../lib/yaml.ts'
import type { Example, Finding, Origin, Text } from '../model/index.ts'
import { checks, type PostureCheck, PostureJudge } from './index.ts'

const origin: Origin = {
  file: 'example.yaml',
  unit: '',
  locate: () => ({ file: 'example.yaml', line: 1, column: 1, endLine: 1, endColumn: 1, unset: false }),
}

function judgeValues(check: PostureCheck, values: readonly unknown[], params: Example['params'] = {}): readonly Finding[] {
  const judge = new PostureJudge({ checks: [check], params: { [check.id]: params } })
  for (const value of values) for (const { object } of readObjects(value)) judge.look(object, origin)
  const { findings, gaps } = judge.finish()
  // A check that throws is caught and told as a gap; here it must not come to that.
  expect(gaps.filter(({ message }) => message.en.includes('a fault of haetae')).map(({ message }) => message.en)).toEqual([])
  return findings
}

function parseAll(source: string): readonly unknown[] {
  return splitYaml(source).map(({ text }) => {
    const parsed = parseYaml(text)
    if ('fault' in parsed) throw new Error(`${parsed.fault.reason} at line ${parsed.fault.line}`)
    if (parsed.document.duplicate !== undefined) throw new Error(`duplicate key at line ${parsed.document.duplicate.line}`)
    return parsed.document.value
  })
}

function texts(check: PostureCheck): readonly Text[] {
  const { title, why, fix, severityReason, noFix, params = {} } = check
  return [
    title,
    why,
    fix,
    severityReason,
    ...(noFix === undefined ? [] : [noFix]),
    ...Object.values(params).map((param) => param.about),
  ]
}

function expectBothLanguages(text: Text): void {
  expect(text.en.trim()).toBe(text.en)
  expect(text.en).not.toBe('')
  expect(text.en).not.toMatch(/[가-힣]/)
  expect(text.ko).toMatch(/[가-힣]/)
}

describe.each(checks.map((check) => [check.id, check] as const))('%s', (id, check) => {
  test('has an id of its own that is its path', () => {
    expect(id).toMatch(/^posture\/[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(checks.filter((other) => other.id === id)).toHaveLength(1)
  })

  test('speaks both languages', () => {
    for (const text of texts(check)) expectBothLanguages(text)
  })

  test('names its stages, frameworks and sources', () => {
    expect(check.stages.length).toBeGreaterThan(0)
    expect(Object.keys(check.controls).length).toBeGreaterThan(0)
    expect(check.references.length).toBeGreaterThan(0)
    for (const reference of check.references) expect(new URL(reference).protocol).toBe('https:')
    expect(check.judges.length).toBeGreaterThan(0)
  })

  test.each(check.examples.failing.map((example) => [example.name, example] as const))('fails: %s', (_name, example) => {
    const findings = judgeValues(check, parseAll(example.source), example.params)
    expect(findings.length).toBeGreaterThan(0)
    for (const finding of findings) {
      expectBothLanguages(finding.message)
      for (const reason of finding.severityReasons) expectBothLanguages(reason)
      for (const place of finding.places) if (place.detail !== undefined) expectBothLanguages(place.detail)
    }
    if (check.noFix === undefined) expect(findings.some((finding) => finding.fix !== undefined)).toBe(true)
  })

  test.each(check.examples.passing.map((example) => [example.name, example] as const))('passes: %s', (_name, example) => {
    expect(judgeValues(check, parseAll(example.source), example.params)).toEqual([])
  })

  test('has failing and passing examples', () => {
    expect(check.examples.failing.length).toBeGreaterThan(0)
    expect(check.examples.passing.length).toBeGreaterThan(0)
  })

  test('does not throw on damaged input', () => {
    const whole = [...check.examples.failing, ...check.examples.passing].flatMap(({ source }) => parseAll(source))
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(40)), fc.infiniteStream(garbage), (where, what) => {
        const damaged = whole.map((value) => damage(value, where, what))
        judgeValues(check, damaged)
      }),
      { numRuns: 30 },
    )
  })
})

const garbage = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1e99, '', 'x', '__proto__', [], {}, [null], [[]], { a: null }),
  fc.jsonValue(),
)

/** The value with some of its parts, at any depth, replaced by something of another type. */
function damage(value: unknown, where: Iterator<number>, what: Iterator<unknown>, key = ''): unknown {
  const keep = key === 'kind' || key === 'apiVersion'
  if (!keep && key !== '' && where.next().value === 0) return what.next().value
  if (Array.isArray(value)) return value.map((item) => damage(item, where, what, '*'))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, damage(inner, where, what, name)]))
}
