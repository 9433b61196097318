import { describe, expect, test } from 'vitest'
import { AppError } from '../../model/index.ts'
import { parseConfig } from './config-file.ts'
import { checkParams, chooseChecks, destinations, matchesCheck, readOptions } from './options.ts'

function fault(act: () => unknown): AppError {
  try {
    act()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('it was taken')
}

const none = parseConfig('', 'haetae.yaml')
const ids = (given: object, config = none) => chooseChecks(readOptions(given), config).map(({ id }) => id)

describe('chooseChecks', () => {
  test('takes all, those that match, or those that do not', () => {
    const all = ids({})
    expect(all.length).toBeGreaterThan(50)
    expect(ids({ check: ['host-p*'] })).toEqual(all.filter((id) => id.startsWith('posture/host-p')))
    expect(ids({ skip: ['posture/*'] })).toEqual([])
    expect(ids({}, parseConfig('checks: [host-pid]\nskip: [host-*]\n', 'x'))).toEqual([])
  })

  test('the command line outranks the settings', () => {
    expect(ids({ check: ['host-pid'] }, parseConfig('checks: [host-ipc]\n', 'x'))).toEqual(['posture/host-pid'])
  })

  test('a name that matches none is an error, with its line where it stands in the settings', () => {
    expect(fault(() => ids({ check: ['hots-pid'] }))).toMatchObject({ code: 'USAGE', text: { en: 'no check matches hots-pid' } })
    const config = parseConfig('checks:\n  - host-pid\n  - hots-pid\n', 'haetae.yaml')
    expect(fault(() => ids({}, config))).toMatchObject({
      code: 'CONFIG',
      text: { en: 'haetae.yaml:3: no check matches hots-pid' },
    })
  })
})

describe('checkParams', () => {
  test.each([
    ['a check that is not there', 'a/b:\n    c: 1', /^haetae\.yaml:2: params: no check a\/b$/],
    ['a param that is not there', 'posture/image-registry:\n    alowed: []', /^haetae\.yaml:3: .*alowed: expected .*allowed/],
    ['a param of a check without any', 'posture/host-pid:\n    a: 1', /^haetae\.yaml:3: .*has no params/],
    ['another type', 'posture/image-registry:\n    allowed: docker.io', /^haetae\.yaml:3: .*expected a list of strings$/],
  ])('%s is an error with its line, in both languages', (_name, params, message) => {
    const { code, text } = fault(() => checkParams(parseConfig(`params:\n  ${params}\n`, 'haetae.yaml')))
    expect(code).toBe('CONFIG')
    expect(text.en).toMatch(message)
    expect(text.ko).toMatch(/^haetae\.yaml:\d: .*[가-힣]/)
  })

  test('takes what fits', () => {
    const config = parseConfig('params:\n  posture/image-registry:\n    allowed: [registry.example]\n', 'x')
    expect(() => checkParams(config)).not.toThrow()
  })
})

test.each([
  ['host-pid', true],
  ['posture/host-pid', true],
  ['host-*', true],
  ['posture/*', true],
  ['images/*', false],
  ['host', false],
])('%s matches posture/host-pid: %s', (pattern, expected) => {
  expect(matchesCheck(pattern, 'posture/host-pid')).toBe(expected)
})

describe('destinations', () => {
  const of = (...output: readonly string[]) =>
    destinations(readOptions({ output })).map(({ format, file }) => `${format.name} ${file ?? '-'}`)

  test('a table where nothing is said, files where they are named', () => {
    expect(of()).toEqual(['table -'])
    expect(of('table', 'sarif=a=b.sarif')).toEqual(['table -', 'sarif a=b.sarif'])
  })

  test.each([
    [['yaml'], /unknown output yaml: expected one of .*sarif/],
    [['json', 'sarif'], /only one output/],
  ])('%j is an error', (output, message) => {
    expect(fault(() => of(...output)).text.en).toMatch(message)
  })
})
