import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Result } from '../../../model/index.ts'
import { expectGolden } from './golden/compare.ts'
import { cleanResult, context, emptyResult, hostileResult } from './golden/hostile-result.ts'
import { writeSarif } from './sarif.ts'
import { artifact } from './sarif-location.ts'

const schemaFile = join(import.meta.dirname, 'sarif-schema', 'sarif-2.1.0-rtm.5.schema')

/** The schema is of draft 4, of which it uses nothing that draft 7 reads otherwise but the name of its id. */
function sarifValidator() {
  const {
    $schema: _draft,
    id: _id,
    ...schema
  } = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(schemaFile, 'utf8')))
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
  addFormats.default(ajv)
  return ajv.compile(schema)
}

const validate = sarifValidator()

function problems(result: Result, language: 'en' | 'ko' = 'en'): unknown {
  validate(JSON.parse(writeSarif(result, { ...context, language })))
  return validate.errors ?? []
}

const location = z.object({
  physicalLocation: z
    .object({ artifactLocation: z.object({ uri: z.string(), uriBaseId: z.string().optional() }), region: z.unknown() })
    .optional(),
})
const run = z
  .object({
    runs: z.tuple([
      z.object({
        tool: z.object({ driver: z.object({ rules: z.array(z.looseObject({ id: z.string() })) }) }),
        invocations: z.tuple([z.object({ toolExecutionNotifications: z.array(z.looseObject({ level: z.string() })) })]),
        results: z.array(
          z.looseObject({
            ruleId: z.string(),
            ruleIndex: z.int(),
            level: z.string(),
            message: z.object({ text: z.string() }),
            locations: z.array(location),
            relatedLocations: z.array(location).optional(),
            suppressions: z.array(z.looseObject({ kind: z.string() })),
            partialFingerprints: z.object({ 'haetae/v1': z.string() }),
          }),
        ),
      }),
    ]),
  })
  .transform((log) => log.runs[0])

const written = run.parse(JSON.parse(writeSarif(hostileResult, context)))

describe('writeSarif', () => {
  it('is the golden file', () => {
    expectGolden('result.sarif', writeSarif(hostileResult, context))
    expectGolden('result.ko.sarif', writeSarif(hostileResult, { ...context, language: 'ko' }))
  })

  it.each([
    ['hostile', hostileResult],
    ['clean', cleanResult],
    ['empty', emptyResult],
  ])('is valid against the standard’s schema: %s', (_, result) => {
    expect(problems(result)).toEqual([])
    expect(problems(result, 'ko')).toEqual([])
  })

  it('would be told if it were not valid', () => {
    expect(validate({ version: '2.1.0', runs: [{ tool: { driver: {} } }] })).toBe(false)
    expect(validate({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, columnKind: 'bytes' }] })).toBe(false)
  })

  it('names the rule of every result by index and id', () => {
    for (const result of written.results) expect(written.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId)
    expect(written.tool.driver.rules.map((rule) => rule.id)).toContain('posture/host-path')
  })

  it('has every finding once, worst first, with its own fingerprint', () => {
    expect(written.results.map((result) => result.partialFingerprints['haetae/v1']).toSorted()).toEqual(
      hostileResult.findings.map((finding) => finding.fingerprint).toSorted(),
    )
    expect(written.results.map((result) => result.level).slice(0, 5)).toEqual(['error', 'error', 'error', 'warning', 'warning'])
  })

  it('suppresses the waived finding and no other', () => {
    const suppressed = written.results.filter((result) => result.suppressions.length > 0)
    expect(suppressed.map((result) => [result.ruleId, result.suppressions[0]?.kind])).toEqual([
      ['posture/writable-root-filesystem', 'inSource'],
    ])
  })

  it('tells each gap as a notification', () => {
    expect(written.invocations[0].toolExecutionNotifications.map((entry) => entry.level)).toEqual([
      'warning',
      'warning',
      'warning',
      'note',
    ])
  })

  it('has no region for a live object, and further places as related locations', () => {
    const live = written.results.find((result) => result.ruleId === 'posture/role-reads-secrets')
    expect(live?.locations[0]?.physicalLocation).toBeUndefined()
    expect(written.results[0]?.relatedLocations).toHaveLength(1)
    expect(written.results[0]?.locations[0]?.physicalLocation?.region).toEqual({
      startLine: 42,
      startColumn: 11,
      endLine: 42,
      endColumn: 27,
    })
  })

  it('leaves no embedded link in a message', () => {
    for (const result of written.results) expect(result.message.text).not.toMatch(/(^|[^\\])\]\(/)
  })
})

describe('artifact', () => {
  it.each([
    ['shop/cart.yaml', 'shop/cart.yaml', '%SRCROOT%'],
    ['./shop/cart.yaml', 'shop/cart.yaml', '%SRCROOT%'],
    ['../other/cart.yaml', '../other/cart.yaml', '%SRCROOT%'],
    ['차트/배포 설정 #1?%.yaml', '%EC%B0%A8%ED%8A%B8/%EB%B0%B0%ED%8F%AC%20%EC%84%A4%EC%A0%95%20%231%3F%25.yaml', '%SRCROOT%'],
    ['a:b.yaml', 'a%3Ab.yaml', '%SRCROOT%'],
    ['/srv/a b.yaml', 'file:///srv/a%20b.yaml', undefined],
    ['C:\\charts\\a.yaml', 'file:///C:/charts/a.yaml', undefined],
    ['-', '-', undefined],
    ['bad\ud800.yaml', 'bad%EF%BF%BD.yaml', '%SRCROOT%'],
  ])('%j is %s', (file, uri, uriBaseId) => {
    expect(artifact(file)).toEqual(uriBaseId === undefined ? { uri } : { uri, uriBaseId })
  })
})
