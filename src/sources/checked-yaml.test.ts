import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { AppError } from '../model/index.ts'
import { readCheckedYaml } from './checked-yaml.ts'

const schema = z.strictObject({ size: z.number().optional(), inner: z.strictObject({ name: z.string() }).optional() })

function fault(text: string): AppError {
  try {
    readCheckedYaml(text, 'x.yaml', schema)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('it was taken')
}

describe('readCheckedYaml', () => {
  test('gives the value, and the line of any field', () => {
    const { value, line } = readCheckedYaml('\uFEFF# sizes\nsize: 1\ninner:\n  name: a\n', 'x.yaml', schema)
    expect(value).toEqual({ size: 1, inner: { name: 'a' } })
    expect([line(['size']), line(['inner', 'name']), line(['inner', 'other'])]).toEqual([2, 4, 3])
  })

  test.each(['', '# only a comment\n', '---\n'])('%j is empty', (text) => {
    expect(readCheckedYaml(text, 'x.yaml', schema, {}).value).toEqual({})
  })

  test.each([
    ['not YAML', 'size: [\n', /^x\.yaml:\d: /, /^x\.yaml:\d: /],
    ['a key that stands twice', 'size: 1\nsize: 2\n', /^x\.yaml:2: a key/, /^x\.yaml:2: 같은 키/],
    ['a wrong type', 'inner:\n  name: 1\n', /^x\.yaml:2: inner\.name: .*string/, /^x\.yaml:2: inner\.name: .*[가-힣]/],
    ['an unknown key', 'size: 1\nsiez: 2\n', /^x\.yaml:2: .*siez/, /^x\.yaml:2: .*[가-힣].*siez|siez.*[가-힣]/],
    ['a list', '- a\n', /^x\.yaml:1: .*object/, /^x\.yaml:1: .*[가-힣]/],
  ])('%s is told with its line, in both languages', (_name, text, en, ko) => {
    const error = fault(text)
    expect(error.code).toBe('CONFIG')
    expect(error.text.en).toMatch(en)
    expect(error.text.ko).toMatch(ko)
  })
})
