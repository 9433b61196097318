import { expect, test } from 'vitest'
import { readKinds } from '../kube/objects.ts'
import { wantedKinds } from './wanted.ts'

test('no kind is asked for twice', () => {
  const names = wantedKinds.map(({ group, resource }) => `${resource}.${group}`)
  expect(new Set(names).size).toBe(names.length)
})

test('every kind has a version to be read in', () => {
  for (const kind of wantedKinds) expect(kind.versions.length, kind.resource).toBeGreaterThan(0)
})

test('the namespace comes first, so that a wrong name shows at once', () => {
  expect(wantedKinds[0]?.resource).toBe('namespaces')
})

test('of secrets only the metadata', () => {
  expect(wantedKinds.find(({ resource }) => resource === 'secrets')?.metadataOnly).toBe(true)
})

test('every kind that is judged is read: one that is missing would be taken for absent', () => {
  const names = new Set(wantedKinds.map(({ group, kind }) => `${kind}.${group}`))
  // Groups under which no server serves the kind any more.
  const former = new Set(['extensions', 'authorization.openshift.io'])
  const judged = readKinds.flatMap(({ kind, groups }) =>
    groups.filter((group) => !former.has(group)).map((group) => `${kind}.${group}`),
  )
  expect(judged.filter((name) => !names.has(name))).toEqual([])
})
