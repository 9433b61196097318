import { describe, expect, test } from 'vitest'
import { parseConfig } from './config-file.ts'

describe('parseConfig', () => {
  test('reads settings, params and waivers with their lines', () => {
    const config = parseConfig(
      `failOn: high
language: ko
params:
  posture/image-registry:
    allowed: [registry.example]
waivers:
  - check: posture/host-pid
    reason: it watches the node
    until: 2027-01-31
`,
      'haetae.yaml',
    )
    expect(config).toMatchObject({
      failOn: 'high',
      language: 'ko',
      params: { 'posture/image-registry': { allowed: ['registry.example'] } },
      waivers: [{ check: 'posture/host-pid', until: '2027-01-31', line: 7 }],
    })
  })

  test('an empty file says nothing', () => {
    expect(parseConfig('', 'x')).toMatchObject({ file: 'x', params: {}, waivers: [] })
    expect(parseConfig('# only a comment\n', 'x').waivers).toEqual([])
  })

  test.each([
    ['not YAML', 'a: [\n', /x:\d: /],
    ['an unknown key', 'failOn: high\nfail: low\n', /x:2: .*fail/],
    ['a wrong value', 'failOn: terrible\n', /x:1: failOn: /],
    ['a waiver without a reason', 'waivers:\n  - check: a\n', /x:2: waivers\.0\.reason: /],
    ['a bad date', 'waivers:\n  - check: a\n    reason: b\n    until: soon\n', /x:4: waivers\.0\.until: /],
    [
      'a day that is not in the calendar',
      'waivers:\n  - check: a\n    reason: b\n    until: 2027-02-30\n',
      /x:4: waivers\.0\.until: /,
    ],
    ['a key that stands twice', 'failOn: high\nfailOn: low\n', /x:2: /],
    ['a list', '- a\n', /x:1: /],
  ])('%s is an error with its line', (_name, text, message) => {
    expect(() => parseConfig(text, 'x')).toThrow(message)
  })
})
