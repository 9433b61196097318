import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KubeObject } from '../../kube/meta.ts'
import type { Gap, Origin } from '../../model/index.ts'
import { readManifest } from './documents.ts'
import { memorySource } from './text-source.ts'

interface Read {
  readonly objects: readonly { readonly object: KubeObject; readonly origin: Origin }[]
  readonly gaps: readonly Gap[]
  readonly others: number
}

function readAll(text: string): Read {
  const objects: { object: KubeObject; origin: Origin }[] = []
  const gaps: Gap[] = []
  let others = 0
  const source = memorySource('x.yaml', text)
  readManifest(
    source,
    source.read(),
    { unit: '' },
    {
      object: (object, origin) => objects.push({ object, origin }),
      other: () => {
        others++
      },
      gap: (gap) => gaps.push(gap),
    },
  )
  return { objects, gaps, others }
}

const names = ({ objects }: Read) => objects.map(({ object }) => `${object.kind}/${object.metadata.name}`)

describe('readManifest', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'several documents',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: b}\n',
      ['Pod/a', 'Pod/b'],
    ],
    [
      'a List',
      'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n- {apiVersion: v1, kind: Service, metadata: {name: b}}\n',
      ['Pod/a', 'Service/b'],
    ],
    [
      'a typed list whose items carry no kind',
      '{"apiVersion":"v1","kind":"PodList","items":[{"metadata":{"name":"a"}}]}',
      ['Pod/a'],
    ],
    ['JSON', '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}', ['Pod/a']],
    ['a JSON-like flow that is YAML', '{apiVersion: v1, kind: Pod, metadata: {name: a}}', ['Pod/a']],
    ['a byte order mark', '\ufeffapiVersion: v1\nkind: Pod\nmetadata: {name: a}\n', ['Pod/a']],
    [
      'a definition, of which the head is read',
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: c}\nspec: {a: [}\n',
      ['CustomResourceDefinition/c'],
    ],
    ['no object', 'a: 1\n---\n- b\n', []],
    ['empty', '', []],
  ])('%s', (_name, text, expected) => {
    const read = readAll(text)
    expect(names(read)).toEqual(expected)
    expect(read.gaps).toEqual([])
  })

  const binding = 'metadata: {name: x}\nroleRef: {kind: ClusterRole, name: cluster-admin}\nsubjects: []\n'

  test.each([
    ['a second kind', `apiVersion: r/v1\nkind: CustomResourceDefinition\n${binding}"kind": ClusterRoleBinding\n`],
    [
      'a kind in a quoted text',
      `apiVersion: r/v1\nx: "\nkind: CustomResourceDefinition\n"\nkind: ClusterRoleBinding\n${binding}`,
    ],
    ['a kind in braces', `apiVersion: r/v1\nx: {\nkind: CustomResourceDefinition\n}\nkind: ClusterRoleBinding\n${binding}`],
    ['keys in base64', `!!binary YXBpVmVyc2lvbg==: r/v1\n!!binary a2luZA==: ClusterRoleBinding\n${binding}`],
  ])('no object hides behind %s', (_name, text) => {
    const { objects, gaps } = readAll(text)
    const seen = objects.filter(({ object }) => object.kind === 'ClusterRoleBinding' && 'roleRef' in object.body)
    expect(seen.length + gaps.length).toBeGreaterThan(0)
  })

  test('what is broken is a gap with its line, and the rest is read', () => {
    const read = readAll(
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Pod\nmetadata: [\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: c}\n',
    )
    expect(names(read)).toEqual(['Pod/a', 'Pod/c'])
    expect(read.gaps).toMatchObject([{ reason: 'invalid', file: 'x.yaml' }])
    expect(read.gaps[0]?.line).toBeGreaterThanOrEqual(7)
  })

  test('an item of a list that is no object is told by its line, and the rest is read', () => {
    const read = readAll(
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: a}\n- kind: Pod\n  spec: {hostPID: true}\n',
    )
    expect(names(read)).toEqual(['Pod/a'])
    expect(read.gaps).toMatchObject([{ reason: 'invalid', line: 7, message: { en: expect.stringMatching(/^items\[1\]/) } }])
    expect(read.others).toBe(0)
  })

  test('a key that stands twice is told', () => {
    expect(readAll('apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {}\nspec: {hostPID: true}\n').gaps).toMatchObject([
      { reason: 'invalid', line: 5 },
    ])
  })

  test('a field is found on its line of the stream', () => {
    const [, second] = readAll(
      'a: 1\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\napiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: b}\n  spec:\n    hostPID: true\n',
    ).objects
    expect(second?.origin.locate(['spec', 'hostPID'])).toMatchObject({ line: 14, column: 5, unset: false })
    expect(second?.origin.locate(['spec', 'hostIPC'])).toMatchObject({ line: 13, unset: true })
  })

  test('never throws, whatever the text', () => {
    const pieces = fc.constantFrom(
      'apiVersion: v1\n',
      'kind: Pod\n',
      '---\n',
      'metadata:\n',
      '  name: x\n',
      '{',
      '[',
      '&a ',
      '*a',
      '"',
      "'",
      '|\n',
      '\t',
      '\u0000',
      '%',
      '? ',
      ': ',
      '- ',
      '!!x ',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 20 }), (parts) => {
        const read = readAll(parts.join(''))
        for (const { origin } of read.objects) origin.locate(['metadata', 'name'])
      }),
      { numRuns: 500 },
    )
  })
})
