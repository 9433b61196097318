import { dump } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import type { Located } from '../../model/index.ts'
import { readManifest } from './documents.ts'
import { cutList } from './list-items.ts'
import { memorySource } from './text-source.ts'

function cut(text: string) {
  const list = cutList(text)
  return list === undefined ? undefined : { ...list, items: list.items.map(({ start, end }) => text.slice(start, end)) }
}

describe('a list is cut into its items', () => {
  test.each<[string, string, readonly string[]]>([
    ['kubectl', 'apiVersion: v1\nitems:\n- a: 1\n  b: 2\n- a: 3\nkind: List\nmetadata: {}\n', ['- a: 1\n  b: 2\n', '- a: 3\n']],
    [
      'indented',
      'apiVersion: v1\nkind: List\nitems:\n  - a: 1\n\n    # c\n    b: 2\n  -\n    a: 3\n',
      ['  - a: 1\n\n    # c\n    b: 2\n', '  -\n    a: 3\n'],
    ],
    ['lists within', 'kind: PodList\napiVersion: v1\nitems:\n- a:\n  - 1\n  - 2\n- b\n', ['- a:\n  - 1\n  - 2\n', '- b\n']],
    [
      'a block with dashes',
      'kind: List\napiVersion: v1\nitems:\n- a: |\n   - x\n   items:\n- b: 1\n',
      ['- a: |\n   - x\n   items:\n', '- b: 1\n'],
    ],
    ['CRLF', 'kind: List\r\napiVersion: v1\r\nitems:\r\n- a: 1\r\n- b: 1\r\n', ['- a: 1\r\n', '- b: 1\r\n']],
    [
      'JSON',
      '{"kind":"List","items":[{"a":[1,"]}"]} , 5,\n"x\\"]", {}],"apiVersion":"v1"}',
      ['{"a":[1,"]}"]}', '5', '"x\\"]"', '{}'],
    ],
    ['nothing', '{"items":[],"apiVersion":"v1","kind":"List"}', []],
  ])('%s', (_what, text, items) => {
    expect(cut(text)).toMatchObject({ items, apiVersion: 'v1' })
  })

  test.each([
    ['an object', 'apiVersion: v1\nkind: Pod\nitems:\n- a\n'],
    ['anchors', 'kind: List\napiVersion: v1\nitems:\n- &a {b: 1}\n- *a\n'],
    ['items twice', 'kind: List\napiVersion: v1\nitems:\n- a\nitems:\n- b\n'],
    ['items twice in JSON', '{"kind":"List","apiVersion":"v1","items":[1],"items":[2]}'],
    ['a quoted text at the margin', 'kind: List\napiVersion: v1\nitems:\n- a: "\nx\n  "\n'],
    ['brackets', 'kind: List\napiVersion: v1\nitems: [{a: 1}]\n'],
    ['carriage returns alone', 'kind: List\rapiVersion: v1\ritems:\r- a\r'],
    ['an open bracket', '{"kind":"List","apiVersion":"v1","items":[{"a":1}'],
    ['more behind it', '{"kind":"List","apiVersion":"v1","items":[]} x'],
    ['no kind', 'apiVersion: v1\nitems:\n- a\n'],
  ])('%s is left whole', (_what, text) => {
    expect(cut(text)).toBeUndefined()
  })
})

interface Seen {
  readonly name: string | undefined
  readonly kind: string
  readonly place: Located
}

function read(text: string) {
  const seen: Seen[] = []
  const gaps: string[] = []
  readManifest(
    memorySource('x', text),
    text,
    { unit: '' },
    {
      object: ({ kind, metadata }, origin) =>
        seen.push({ kind, name: metadata.name, place: origin.locate(['spec', 'containers', 0, 'image']) }),
      other() {},
      gap: ({ file, line, column, message }) => gaps.push(`${file}:${line}:${column} ${message.en}`),
    },
  )
  return { seen, gaps }
}

const pod = (index: number, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `p${index}`, annotations: { text: 'first\nsecond: "\\"\n- third' } },
  spec: { containers: [{ name: 'a', image: `registry.example/app:${index}`, env: [{ name: 'X', value: '[]{},"' }] }] },
  ...more,
})

describe('a large list is read item by item', () => {
  const pods = Array.from({ length: 12_000 }, (_, index) => pod(index))
  const list = { apiVersion: 'v1', items: pods, kind: 'List', metadata: { resourceVersion: '' } }
  test.each([
    ['YAML', dump(list)],
    ['YAML, not indented', dump(list, { seqNoIndent: true })],
    ['JSON', JSON.stringify(list)],
    ['JSON over lines', JSON.stringify(list, undefined, 4)],
  ])('%s: every object, at the place where it stands', (_what, text) => {
    expect(text.length).toBeGreaterThan(2 * 1024 * 1024)
    const { seen, gaps } = read(`${text}\n`)
    expect(gaps).toEqual([])
    expect(seen.map(({ name }) => name)).toEqual(pods.map(({ metadata }) => metadata.name))
    const lines = text.split('\n')
    for (const { name, place } of seen) {
      const shown = (lines[place.line - 1] ?? '').slice(
        place.column - 1,
        place.line === place.endLine ? place.endColumn - 1 : undefined,
      )
      expect(shown.replaceAll('"', '').replace(':', ': ').replace(':  ', ': ')).toBe(
        `image: registry.example/app:${name?.slice(1)}`,
      )
    }
  })

  test('items of a typed list, lists within it, and what is none', () => {
    const items = [
      { metadata: { name: 'typed' }, spec: {} },
      null,
      7,
      { kind: 'List', apiVersion: 'v1', items: [pod(1), 'text'] },
      ...Array.from({ length: 12_000 }, (_, index) => pod(index)),
    ]
    for (const text of [
      JSON.stringify({ apiVersion: 'v1', kind: 'PodList', items }),
      dump({ apiVersion: 'v1', kind: 'PodList', items }),
    ]) {
      const { seen, gaps } = read(text)
      expect(seen.slice(0, 3).map(({ name, kind }) => `${kind} ${name}`)).toEqual(['Pod typed', 'Pod p1', 'Pod p0'])
      expect(gaps.map((gap) => gap.replace(/^\S+ /, '').replace(/:.*/, ''))).toEqual([
        'items[2] is no Kubernetes object',
        'items[3].items[1] is no Kubernetes object',
      ])
    }
  })

  test('an item that is broken is told with its line, and the others are read', () => {
    const text = dump(list, { seqNoIndent: true }).replace('name: p3000', 'name: "p3000')
    const line = text.slice(0, text.indexOf('"p3000')).split('\n').length
    const { seen, gaps } = read(text)
    expect(seen).toHaveLength(11_999)
    expect(gaps).toHaveLength(1)
    expect(Number(/^x:(\d+):/.exec(gaps[0] ?? '')?.[1])).toBeGreaterThanOrEqual(line)
  })
})

test.each([
  ['in JSON', `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":${'['.repeat(200)}${']'.repeat(200)}}`, 'x:1:163 '],
  ['in YAML', `apiVersion: v1\nkind: Pod\nspec: ${'['.repeat(200)}${']'.repeat(200)}`, 'x:3:'],
])('what nests too deep is told: %s', (_what, text, place) => {
  const { seen, gaps } = read(text)
  expect(seen).toEqual([])
  expect(gaps).toHaveLength(1)
  expect(gaps[0]).toContain(place)
  expect(gaps[0]).toContain('nesting exceeded maxDepth (100)')
})

test.each([
  ['one a line', '\n'],
  ['side by side', ' '],
  ['with nothing between them', ''],
  ['over lines', ',\n'],
])('JSON objects that stand one behind the other: %s', (how, between) => {
  const written = [1, 2].map((index) =>
    how === 'over lines' ? JSON.stringify(pod(index), undefined, 2) : JSON.stringify(pod(index)),
  )
  const text = `${written.join(between === ',\n' ? '\n' : between)}\n`
  const { seen, gaps } = read(text)
  expect(gaps).toEqual([])
  expect(seen.map(({ name }) => name)).toEqual(['p1', 'p2'])
  for (const { name, place } of seen)
    expect((text.split('\n')[place.line - 1] ?? '').slice(place.column - 1).replace(' ', '')).toMatch(
      new RegExp(`^"image":"registry.example/app:${name?.slice(1)}"`),
    )
})

test('what is wrong in one of them is told, and the other is read', () => {
  const { seen, gaps } = read(`${JSON.stringify(pod(1))}\n{"apiVersion": "v1" "kind": "Pod"}\n`)
  expect(seen.map(({ name }) => name)).toEqual(['p1'])
  expect(gaps).toEqual([expect.stringMatching(/^x:2:\d+ the document is not valid YAML/)])
})

test('a template in braces is told as one document that is none', () => {
  expect(read('{{ if .Values.x }}\napiVersion: v1\nkind: Pod\n{{ end }}\n').gaps).toHaveLength(1)
})

test('a document behind the end of another one is told', () => {
  expect(
    read('apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n...\napiVersion: v1\nkind: Pod\nmetadata: {name: b}\n'),
  ).toMatchObject({
    seen: [{ name: 'a' }],
    gaps: ['x:5:1 what follows the end of a document without a line of --- was not judged; kubectl does not read it either'],
  })
  expect(read('apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n...\n').gaps).toEqual([])
})

test('thousands of items that are no objects are told in a hundred gaps', () => {
  const { gaps } = read(`apiVersion: v1\nkind: List\nitems: [${'1, '.repeat(5000)}]\n`)
  expect(gaps).toHaveLength(101)
  expect(gaps.at(-1)).toContain('items[100] and 4899 more are no Kubernetes objects')
})

test('JSON that cannot be parsed as YAML for its places is tried once', () => {
  const key = 'k'.repeat(2000)
  const text = JSON.stringify({ ...pod(1), [key]: 1, filler: Array.from({ length: 20_000 }, (_, index) => `x${index}`) })
  const before = process.cpuUsage()
  readManifest(
    memorySource('x', text),
    text,
    { unit: '' },
    {
      object: (_object, origin) => {
        for (let index = 0; index < 2000; index++) origin.locate(['spec', 'containers', 0, 'image'])
      },
      other() {},
      gap() {},
    },
  )
  expect(process.cpuUsage(before).user).toBeLessThan(1_500_000)
})
