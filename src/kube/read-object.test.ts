import { describe, expect, test } from 'vitest'
import { readObjects, strayItems } from './read-object.ts'

const pod = (name: string) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name } })
const list = (...items: readonly unknown[]) => ({ apiVersion: 'v1', kind: 'List', items })
const read = (value: unknown) =>
  readObjects(value).map(({ object, at }) => `${object.kind} ${object.metadata.name ?? '?'} ${at.join('.')}`.trim())

describe('readObjects', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['an object', pod('a'), ['Pod a']],
    ['a list', list(pod('a'), pod('b')), ['Pod a items.0', 'Pod b items.1']],
    ['a list in a list', list(list(pod('a'))), ['Pod a items.0.items.0']],
    [
      'a typed list',
      { apiVersion: 'apps/v1', kind: 'DeploymentList', items: [{ metadata: { name: 'a' } }] },
      ['Deployment a items.0'],
    ],
    ['a kind that only ends like a list', { apiVersion: 'a.b/v1', kind: 'AllowList', metadata: { name: 'a' } }, ['AllowList a']],
    ['an empty list', list(), []],
    ['no object', { apiVersion: 'v1' }, []],
    ['nothing', null, []],
  ])('%s', (_name, value, expected) => {
    expect(read(value)).toEqual(expected)
    expect(strayItems(value)).toEqual([])
  })

  test('a metadata of the wrong type leaves the rest of the object', () => {
    const [found] = readObjects({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', labels: { a: 1 } } })
    expect(found?.object.metadata).toEqual({ name: 'a', labels: {} })
    expect(found?.misfits).toEqual([{ type: 'wrong-type', path: ['metadata', 'labels', 'a'], expected: 'string' }])
  })
})

test('what is no object in a list is told by its path', () => {
  const value = list(pod('a'), 'text', null, { kind: 'Pod' }, list(7))
  expect(read(value)).toEqual(['Pod a items.0'])
  expect(strayItems(value).map((path) => path.join('.'))).toEqual(['items.1', 'items.3', 'items.4.items.0'])
})

test('a patch that deletes is no object, unless it says more', () => {
  const patch = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, $patch: 'delete' }
  expect(readObjects(patch)).toEqual([])
  expect(readObjects({ ...patch, spec: {} })).toHaveLength(1)
})
