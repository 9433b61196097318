import { describe, expect, it } from 'vitest'
import type { Result } from '../../../model/index.ts'
import { expectGolden } from './golden/compare.ts'
import { hostileResult } from './golden/hostile-result.ts'
import { writeJson } from './json.ts'

describe('writeJson', () => {
  it('is the golden file', () => {
    expectGolden('result.json', writeJson(hostileResult))
  })

  it('does not depend on the order in which the result was built', () => {
    const { version, startedAt, findings, ...rest } = hostileResult
    const shuffled: Result = {
      ...rest,
      findings: findings.map(({ check, subject, ...more }) => ({ ...more, subject, check })),
      startedAt,
      version,
    }
    expect(writeJson(shuffled)).toBe(writeJson(hostileResult))
  })

  it('leaves nothing out, waived findings and facts included', () => {
    expect(JSON.parse(writeJson(hostileResult))).toEqual({ schema: 'haetae.dev/result/v1', ...hostileResult })
  })
})
