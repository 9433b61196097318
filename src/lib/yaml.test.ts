import fc from 'fast-check'
import { dump } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { parseYaml, splitYaml } from './yaml.ts'
import { findField, LineIndex } from './yaml-position.ts'

function value(text: string): unknown {
  const parsed = parseYaml(text)
  if ('fault' in parsed) throw new Error(parsed.fault.reason)
  return parsed.document.value
}

describe('scalars resolve as the API machinery resolves them', () => {
  test.each<[string, unknown]>([
    ['yes', true],
    ['On', true],
    ['y', true],
    ['no', false],
    ['off', false],
    ['"yes"', 'yes'],
    ['0644', 420],
    ['0o644', 420],
    ['0x1F', 31],
    ['0b101', 5],
    ['-0x10', -16],
    ['1_000', 1000],
    ['08', 8],
    ['1e3', 1000],
    ['.5', 0.5],
    ['~', null],
    ['', null],
    ['1:30', '1:30'],
    ['2026-01-31', '2026-01-31'],
    ['0.1.2', '0.1.2'],
    ['+', '+'],
  ])('%s', (text, expected) => {
    expect(value(`a: ${text}`)).toEqual({ a: expected })
  })
})

describe('lines at the margin inside brackets, as go-yaml takes them', () => {
  test.each<[string, unknown]>([
    ['a: {\n  b: 1\n}\nc: 2\n', { a: { b: 1 }, c: 2 }],
    ['a:\n  b: [\n    1,\n  ]\n  c: {\n    d: [\n      2\n  ]}\n', { a: { b: [1], c: { d: [2] } } }],
    ['a: {\r\n  b: 1\r\n}\r\n', { a: { b: 1 } }],
    ['a: {\nb: 1,\nc: 2\n}\n', { a: { b: 1, c: 2 } }],
  ])('%j', (text, expected) => {
    const parsed = parseYaml(text)
    if ('fault' in parsed) throw new Error(parsed.fault.reason)
    expect(parsed.document.value).toEqual(expected)
    const field = findField(parsed.parse, ['a'])
    expect(text.slice(field.key?.start, field.key?.end)).toBe('a')
  })

  test('other things at the margin stay faults', () => {
    expect(parseYaml('a: [1\nb: 2\n')).toMatchObject({ fault: { reason: 'deficient indentation', line: 2 } })
    expect(parseYaml(`a: [\n${'1,\n'.repeat(60)}]\n`)).toMatchObject({ fault: { line: 2 } })
  })
})

describe('limits', () => {
  test('a billion laughs are refused', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) =>
        `l${i}: &l${i} [${
          i === 0
            ? '1'
            : Array(10)
                .fill(`*l${i - 1}`)
                .join(',')
        }]`,
    )
    const parsed = parseYaml(levels.join('\n'))
    // Aliases share what they point at, so nothing is expanded; the number of aliases is what is bounded.
    expect('fault' in parsed || parsed.document.value !== undefined).toBe(true)
    const many = parseYaml(`a: &a 1\nb: [${Array(600).fill('*a').join(',')}]`)
    expect(many).toMatchObject({ fault: { line: 2 } })
  })

  test('nesting deeper than any manifest is refused', () => {
    expect(parseYaml('['.repeat(5000))).toHaveProperty('fault')
  })

  test('a key that stands twice is told, and the last one counts', () => {
    expect(parseYaml('a: 1\nb: 2\na: 3')).toMatchObject({ document: { value: { a: 3, b: 2 }, duplicate: { line: 3 } } })
  })
})

describe('splitYaml', () => {
  test.each<[string, string, readonly [string, number][]]>([
    ['one document', 'a: 1\n', [['a: 1\n', 1]]],
    [
      'markers',
      '---\na: 1\n---\nb: 2\n',
      [
        ['\na: 1\n', 1],
        ['\nb: 2\n', 3],
      ],
    ],
    ['directives and comments only are no document', '%YAML 1.2\n---\na: 1\n---\n# nothing\n---\n', [['\na: 1\n', 2]]],
    [
      'content on the marker line',
      '--- {a: 1}\n--- # c\nb: 2\n',
      [
        [' {a: 1}\n', 1],
        [' # c\nb: 2\n', 2],
      ],
    ],
    ['an indented marker is content', 'a: |\n  ---\n  b\n', [['a: |\n  ---\n  b\n', 1]]],
    ['four dashes are content', '----\n', [['----\n', 1]]],
    [
      'carriage returns',
      'a: 1\r\n---\r\nb: 2\r\n',
      [
        ['a: 1\r\n', 1],
        ['\r\nb: 2\r\n', 2],
      ],
    ],
    ['nothing', '', []],
  ])('%s', (_name, text, expected) => {
    expect(splitYaml(text).map((document) => [document.text, document.line])).toEqual(expected)
  })

  test('gives back what was joined, on the right lines', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.string(), { minKeys: 1 }), { minLength: 1, maxLength: 5 }),
        (values) => {
          const texts = values.map((one) => dump(one))
          const documents = splitYaml(texts.join('---\n'))
          expect(documents.map(({ text }) => value(text))).toEqual(values)
          let line = 1
          for (const [index, document] of documents.entries()) {
            expect(document.line).toBe(line)
            // The first text has no marker before it; every other begins on its marker's line.
            line += (texts[index] ?? '').split('\n').length - (index === 0 ? 1 : 0)
          }
        },
      ),
    )
  })
})

describe('findField', () => {
  const text = `# comment
a: &x
  b: yes
  d: [1, {e: f}]
g: *x
h:
  <<: *x
  own: 1
i: {}
"quoted.key": "v"
l:
- m: 1
  n: 2
- o
twice: 1
twice: 2
`
  const parsed = parseYaml(text)
  if ('fault' in parsed) throw new Error(parsed.fault.reason)
  const lines = new LineIndex(text)

  test.each<[readonly (string | number)[], number, number, number]>([
    [['a', 'b'], 2, 3, 3],
    [['a', 'd', 1, 'e'], 4, 4, 11],
    [['g', 'b'], 2, 3, 3],
    [['h', 'b'], 2, 3, 3],
    [['h', 'own'], 2, 8, 3],
    [['h', 'missing'], 1, 6, 1],
    [['i', 'missing', 'deeper'], 1, 9, 1],
    [['quoted.key'], 1, 10, 2],
    [['l', 0, 'n'], 3, 13, 3],
    [['l', 1], 2, 14, 3],
    [['l', 9], 1, 11, 1],
    [['twice'], 1, 16, 1],
    [['a', 'b', 'under a scalar'], 2, 3, 3],
  ])('%j', (path, found, line, column) => {
    const field = findField(parsed.parse, path)
    expect(field.found).toBe(found)
    expect(lines.at((field.key ?? field.value).start)).toEqual({ line, column })
  })

  test('finds every scalar of any document where its text stands', () => {
    const keys = fc.stringMatching(/^[a-z]{2,5}[0-9]$/)
    const tree = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.integer({ min: 100, max: 999_999 }),
        fc.dictionary(keys, tie('node'), { minKeys: 1, maxKeys: 4 }),
        fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
      ),
    })).node
    fc.assert(
      fc.property(fc.dictionary(keys, tree, { minKeys: 1 }), fc.constantFrom(-1, 0, 2), (root, flowLevel) => {
        const source = dump(root, { flowLevel })
        const again = parseYaml(source)
        if ('fault' in again) throw new Error(again.fault.reason)
        for (const [path, leaf] of leaves(root)) {
          const field = findField(again.parse, path)
          expect(field.found).toBe(path.length)
          expect(source.slice(field.value.start, field.value.end)).toBe(String(leaf))
        }
      }),
    )
  })
})

function leaves(node: unknown, path: readonly (string | number)[] = []): [readonly (string | number)[], unknown][] {
  if (Array.isArray(node)) return node.flatMap((item, index) => leaves(item, [...path, index]))
  if (typeof node === 'object' && node !== null)
    return Object.entries(node).flatMap(([key, item]) => leaves(item, [...path, key]))
  return [[path, node]]
}
