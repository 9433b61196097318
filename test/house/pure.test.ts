import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pureRooms } from './law.ts'
import { root } from './source.ts'
import { scratch, typeCheck } from './types.ts'

test('the pure rooms compile without the types of Node', () => {
  expect(typeCheck('tsconfig.pure.json')).toEqual([])
})

test('the rooms compiled that way are the pure rooms of the law', () => {
  const { include, compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.pure.json'), 'utf8'))
  expect(include.toSorted()).toEqual(pureRooms.map((room) => `src/${room}`).toSorted())
  expect(compilerOptions.types).toEqual([])
})

test.each([
  ['the process', 'export const home = process.env'],
  ['the network', "export const page = fetch('http://a.example')"],
  ['a part of Node', "import { readFileSync } from 'node:fs'\nexport const text = readFileSync"],
  ['a timer', 'setTimeout(() => {}, 1)'],
  ['a buffer', "export const bytes = Buffer.from('')"],
])('a pure file that touches %s does not compile', (what, text) => {
  const { folder, write } = scratch(`pure-${what.replaceAll(' ', '-')}`)
  write('judge.ts', text)
  write('tsconfig.json', JSON.stringify({ extends: '../../../tsconfig.pure.json', include: ['*.ts'] }))
  expect(typeCheck(`${folder}/tsconfig.json`).join('\n')).toMatch(/judge\.ts.*error TS/)
})

test('a pure file that only computes compiles', () => {
  const { folder, write } = scratch('pure-good')
  write('judge.ts', 'export const twice = (x: number): number => 2 * x')
  write('tsconfig.json', JSON.stringify({ extends: '../../../tsconfig.pure.json', include: ['*.ts'] }))
  expect(typeCheck(`${folder}/tsconfig.json`)).toEqual([])
})
