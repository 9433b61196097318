import { expect, test } from 'vitest'
import { registryNames } from './alone.ts'
import { readTree, tree } from './source.ts'

test('no file says which registry packages come from', () => {
  expect(registryNames(readTree(['.'], () => true))).toEqual([])
})

test('a registry that is named is found', () => {
  const host = ['proxy', 'golang', 'org'].join('.')
  expect(registryNames(tree({ Makefile: `GOPROXY=https://${host},direct`, 'README.md': 'golang' }))).toEqual([
    `Makefile names ${host}`,
  ])
})
