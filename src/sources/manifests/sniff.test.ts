import { describe, expect, test } from 'vitest'
import { parseYaml } from '../../lib/yaml.ts'
import { cutHead, mentionsContainers, sniff } from './sniff.ts'

describe('sniff', () => {
  test.each<[string, string, ReturnType<typeof sniff>]>([
    ['plain', 'apiVersion: v1\nkind: Pod\n', { is: 'object', kind: 'Pod', apiVersion: 'v1' }],
    [
      'quoted, commented, out of order',
      '# c\nkind: "Pod" # x\nmetadata: {}\napiVersion: \'apps/v1\'\n',
      { is: 'object', kind: 'Pod', apiVersion: 'apps/v1' },
    ],
    ['carriage returns', 'apiVersion: v1\r\nkind: Pod\r\n', { is: 'object', kind: 'Pod', apiVersion: 'v1' }],
    [
      'far down',
      `apiVersion: v1\ndata: |\n${'  x\n'.repeat(3000)}kind: ConfigMap\n`,
      { is: 'object', kind: 'ConfigMap', apiVersion: 'v1' },
    ],
    ['other YAML', 'name: build\non: push\n', { is: 'other' }],
    ['flow style', '{apiVersion: v1, kind: Pod}', { is: 'unsure' }],
    ['JSON', '{"apiVersion": "v1", "kind": "Pod"}', { is: 'unsure' }],
    ['quoted keys', '"apiVersion": v1\n"kind": Pod\n', { is: 'unsure' }],
    ['complex key', '? kind\n: Pod\n? apiVersion\n: v1\n', { is: 'unsure' }],
    ['escaped key', '"\\x6bind": Pod\n"apiVersio\\x6e": v1\n', { is: 'unsure' }],
    ['anchor on the value', 'apiVersion: v1\nkind: &k Pod\n', { is: 'unsure' }],
    ['key in base64', '!!binary a2luZA==: Pod\n!!binary YXBpVmVyc2lvbg==: v1\n', { is: 'unsure' }],
    ['words in a comment', '# kind and apiVersion\na: 1\n', { is: 'unsure' }],
  ])('%s', (_name, text, expected) => {
    expect(sniff(text)).toEqual(expected)
  })
})

describe('mentionsContainers', () => {
  test.each([
    ['spec:\n  containers:\n', true],
    ['{"containers" : []}', true],
    ['spec: {containers: []}', true],
    ['"\\x63ontainers": []', true],
    ['? containers\n: []\n', true],
    ['!!binary Y29udGFpbmVycw==: []\n', true],
    ['expr: container="x"\n', false],
  ])('%j', (text, expected) => {
    expect(mentionsContainers(text)).toBe(expected)
  })
})

describe('cutHead', () => {
  test('keeps apiVersion, kind and metadata, and nothing else', () => {
    const text =
      'apiVersion: a/v1\nkind: Big\nmetadata:\n  name: x\n  annotations:\n    a: |\n      text\n\n      more\nspec:\n  deep: {a: 1}\nstatus: {}\n'
    const head = cutHead(text)
    const parsed = parseYaml(head ?? '')
    expect(parsed).toMatchObject({
      document: { value: { apiVersion: 'a/v1', kind: 'Big', metadata: { name: 'x', annotations: { a: 'text\n\nmore\n' } } } },
    })
    expect(head).not.toContain('deep')
  })

  test.each([
    '{apiVersion: v1}',
    '? kind\n: Pod\n',
    'metadata: *m\nkind: X\n',
    'metadata: &m {name: x}\n',
    'kind: A\n"kind": B\n',
    'kind: A\nkind : B\n',
    'kind: A\n<<: {kind: B}\n',
    'kind: A\n!!binary a2luZA==: B\n',
    'x: "\nkind: A\n"\nkind: B\n',
    'x: {\nkind: A\n}\nkind: B\n',
    ' x: "\nkind: A\nmetadata: "\n kind: B\n',
    'kind: A\nx: 1\rkind: B\n',
    'kind: A\nx: 1\u2028kind: B\n',
  ])('does not cut %j', (text) => {
    expect(cutHead(text)).toBeUndefined()
  })
})
