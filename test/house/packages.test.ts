import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { manifestProblems, tiedToRegistry, undecided } from './packages.ts'
import { readTree, root } from './source.ts'

const packageJson = readFileSync(join(root, 'package.json'), 'utf8')

test('few dependencies, few scripts, exact versions', () => {
  expect(manifestProblems(packageJson)).toEqual([])
})

test('a decision page names every dependency', () => {
  const pages = readTree(['docs'], (path) => /^docs\/decisions\/.*\.md$/.test(path))
  expect(undecided(packageJson, pages.values())).toEqual([])
})

test('the lock file is tied to no registry', () => {
  expect(tiedToRegistry(readFileSync(join(root, 'package-lock.json'), 'utf8'))).toEqual([])
})

const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, '1.0.0']))

test.each([
  [{ dependencies: many(15), scripts: many(12) }, []],
  [{ dependencies: many(15), devDependencies: { one: '1.0.0-rc.1' } }, ['16 direct dependencies, more than 15']],
  [{ scripts: many(13) }, ['13 npm scripts, more than 12']],
  [{ dependencies: { a: '^1.0.0' } }, ['a is not pinned: ^1.0.0']],
  [{ devDependencies: { a: '~1.0.0', b: 'latest' } }, ['a is not pinned: ~1.0.0', 'b is not pinned: latest']],
  [{ optionalDependencies: { a: '1.x' } }, ['a is not pinned: 1.x']],
])('%j', (manifest, problems) => {
  expect(manifestProblems(JSON.stringify(manifest))).toEqual(problems)
})

test('a dependency that is named in no page is found, also when its name is part of a word', () => {
  const manifest = JSON.stringify({ dependencies: { zod: '1.0.0' }, devDependencies: { node: '1.0.0' } })
  expect(undecided(manifest, ['we took `zod`', 'a node of the cluster'])).toEqual(['node'])
})

test('a package with an address is found', () => {
  const lock = { packages: { '': {}, 'node_modules/a': { resolved: 'https://registry.example/a.tgz' }, 'node_modules/b': {} } }
  expect(tiedToRegistry(JSON.stringify(lock))).toEqual(['node_modules/a'])
})
