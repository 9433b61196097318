import { expect, test } from 'vitest'
import type { Path } from '../../model/index.ts'
import { generatorPath, type NamedStep, operationOn } from './part-path.ts'

const steps = (...path: Path): NamedStep[] => path.map((step) => ({ step, name: undefined }))

test.each<[string, unknown, Path, Path | undefined]>([
  ['added', [{ op: 'add', path: '/spec/type', value: 'NodePort' }], ['spec', 'type'], [0, 'value']],
  [
    'inside of what is added',
    [{ op: 'add', path: '/spec', value: { type: 'NodePort' } }],
    ['spec', 'type'],
    [0, 'value', 'type'],
  ],
  ['not inside of it', [{ op: 'add', path: '/spec', value: { ports: [] } }], ['spec', 'type'], undefined],
  [
    'the last of two',
    [
      { op: 'add', path: '/a', value: 1 },
      { op: 'replace', path: '/a', value: 2 },
    ],
    ['a'],
    [1, 'value'],
  ],
  [
    'escaped',
    [{ op: 'add', path: '/metadata/annotations/a.b~1c~0d', value: 'x' }],
    ['metadata', 'annotations', 'a.b/c~d'],
    [0, 'value'],
  ],
  ['an element', [{ op: 'add', path: '/spec/containers/0/image', value: 'x' }], ['spec', 'containers', 0, 'image'], [0, 'value']],
  ['behind the last element', [{ op: 'add', path: '/spec/args/-', value: 'x' }], ['spec', 'args', 3], [0, 'value']],
  ['removed', [{ op: 'remove', path: '/spec/type' }], ['spec', 'type'], undefined],
  ['something else', [{ op: 'add', path: '/spec/type', value: 'NodePort' }], ['spec'], undefined],
  ['no list', { op: 'add', path: '/spec/type', value: 'NodePort' }, ['spec', 'type'], undefined],
  ['no operations', [null, 'x', { op: 'add', path: 5, value: 1 }], ['spec'], undefined],
])('in a JSON patch: %s', (_what, patch, path, expected) => {
  expect(operationOn(patch, steps(...path))).toEqual(expected)
})

const kustomization = {
  secretGenerator: [
    { name: 'other' },
    { name: 's', literals: ['A=1', 'AB=2'], files: ['config/C', 'D=config/x'] },
    { name: 'e', envs: ['x.env'] },
  ],
}

test.each<[string, number, string, Path]>([
  ['a literal', 1, 'AB', ['literals', 1]],
  ['a file by its own name', 1, 'C', ['files', 0]],
  ['a file by another name', 1, 'D', ['files', 1]],
  ['a file of variables', 2, 'X', ['envs']],
  ['nothing that is known', 1, 'X', []],
  ['no such generator', 7, 'X', []],
])('in a generator: %s', (_what, index, key, rest) => {
  expect(generatorPath(['secretGenerator', index], kustomization, steps('data', key))).toEqual([
    'secretGenerator',
    index,
    ...rest,
  ])
})
