import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError, gapReasons, type Json, type Result, severities, subjectTypes } from '../../../model/index.ts'
import { hostileResult } from './golden/hostile-result.ts'
import { writeJson } from './json.ts'
import { parseResult } from './saved-result.ts'

const string = fc.string({ unit: 'binary', maxLength: 12 })
const text = fc.record({ en: string, ko: string })
const count = fc.nat()
const counts = fc.dictionary(string, count, { maxKeys: 3 })
const path = fc.array(fc.oneof(string, fc.nat()), { maxLength: 4 })
const json: fc.Arbitrary<Json> = fc.jsonValue({ maxDepth: 2 }).map((value): Json => JSON.parse(JSON.stringify(value)))

const subject = fc.record(
  { type: fc.constantFrom(...subjectTypes), kind: string, group: string, name: string, namespace: string, clusterUid: string },
  { requiredKeys: ['type', 'kind', 'group', 'name'] },
)

const place = fc.record(
  {
    ...{ file: string, line: count, column: count, endLine: count, endColumn: count, path, unset: fc.boolean(), key: string },
    ...{ container: string, detail: text, renderedFrom: string },
  },
  { requiredKeys: ['file', 'line', 'column', 'endLine', 'endColumn', 'path', 'unset', 'key'] },
)

const change = fc.oneof(
  fc.record({ op: fc.constant('set' as const), path, value: json }),
  fc.record({ op: fc.constant('remove' as const), path }),
)

const finding = fc.record(
  {
    check: fc.string({ minLength: 1, maxLength: 8 }),
    fingerprint: fc.string({ minLength: 1, maxLength: 8 }),
    subject,
    severity: fc.constantFrom(...severities),
    severityReasons: fc.array(text, { maxLength: 2 }),
    rank: fc.integer({ min: 0, max: 1000 }),
    message: text,
    places: fc.array(place, { maxLength: 2 }),
    byDefault: fc.boolean(),
    fix: fc.record({ changes: fc.array(change, { maxLength: 2 }), caveat: text }, { requiredKeys: ['changes'] }),
    waived: fc.record(
      { source: fc.constantFrom('config' as const, 'annotation' as const), reason: string, author: string, until: string },
      { requiredKeys: ['source', 'reason'] },
    ),
  },
  { requiredKeys: ['check', 'fingerprint', 'subject', 'severity', 'severityReasons', 'rank', 'message', 'places', 'byDefault'] },
)

const gap = fc.record(
  {
    reason: fc.constantFrom(...gapReasons),
    message: text,
    file: string,
    line: count,
    column: count,
    subject,
    checks: fc.array(string, { maxLength: 2 }),
    byChoice: fc.boolean(),
  },
  { requiredKeys: ['reason', 'message'] },
)

const result: fc.Arbitrary<Result> = fc.record({
  version: string,
  startedAt: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }).map((date) => date.toISOString()),
  findings: fc.array(finding, { maxLength: 3 }),
  gaps: fc.array(gap, { maxLength: 2 }),
  facts: fc.array(fc.record({ type: string, subject, value: json }), { maxLength: 2 }),
  scope: fc.record({
    targets: fc.array(string, { maxLength: 2 }),
    files: fc.record({ read: count, judged: count, other: count }),
    kinds: counts,
    notJudged: counts,
    namespaces: fc.array(string, { maxLength: 2 }),
    withoutNamespace: count,
    workloads: count,
    containers: count,
    checks: fc.array(string, { maxLength: 2 }),
  }),
  stats: fc.record({ wallMs: count, phases: counts }),
})

describe('parseResult', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(result, (value) => {
        const written = writeJson(value)
        const read = parseResult(written, 'r.json')
        expect(read).toEqual(value)
        expect(writeJson(read)).toBe(written)
      }),
    )
  })

  it('reads the hostile result, with a byte order mark in front too', () => {
    expect(parseResult(`\uFEFF${writeJson(hostileResult)}`, 'r.json')).toEqual(hostileResult)
  })

  it('keeps a member named __proto__', () => {
    const kinds: Result['scope']['kinds'] = JSON.parse('{"__proto__": 2, "Pod": 1}')
    const value = { ...hostileResult, scope: { ...hostileResult.scope, kinds } }
    expect(Object.entries(parseResult(writeJson(value), 'r.json').scope.kinds)).toEqual(
      [
        ['Pod', 1],
        ['__proto__', 2],
      ].toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
    )
  })

  it.each([
    ['not JSON', '{', /^old\.json is not JSON: /],
    ['an array', '[]', /^old\.json is not a saved result: expected schema "haetae\.dev\/result\/v1", found none$/],
    ['null', 'null', /expected schema .* found none$/],
    ['another version', '{"schema": "haetae.dev/result/v2"}', /found "haetae\.dev\/result\/v2"$/],
    ['SARIF', '{"version": "2.1.0", "runs": []}', /found none$/],
    ['a missing member', drop('scope'), /^old\.json is not a complete saved result: at scope: /],
    [
      'a bad severity',
      edit('"severity": "critical"', '"severity": "terrible"'),
      /at findings\[0\]\.severity: .*"critical"\|"high"/,
    ],
    [
      'a line that is no number',
      edit('"line": 42', '"line": "42"'),
      /at findings\[0\]\.places\[0\]\.line: .*expected .*received string/,
    ],
    [
      'counts that are no numbers',
      edit('"Deployment": 14', '"Deployment": "14"'),
      /at scope\.kinds: expected an object of counts/,
    ],
    ['a bad time', edit('2026-10-05T01:02:03.000Z', 'yesterday'), /at startedAt: /],
  ])('names the file and what was expected: %s', (_, written, message) => {
    const error = failure(() => parseResult(written, 'old.json'))
    expect(error.code).toBe('INVALID_INPUT')
    expect(error.text.en).toMatch(message)
    expect(error.text.ko).toContain('old.json')
    expect(error.hint).toBeDefined()
  })
})

function drop(member: string): string {
  return JSON.stringify({ ...JSON.parse(writeJson(hostileResult)), [member]: undefined })
}

function edit(from: string, to: string): string {
  const written = writeJson(hostileResult)
  expect(written).toContain(from)
  return written.replace(from, to)
}

function failure(act: () => unknown): AppError {
  try {
    act()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('expected an AppError')
}
