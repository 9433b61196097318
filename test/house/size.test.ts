import { expect, test } from 'vitest'
import { maxFileLines, maxFunctionLines, tooLong } from './size.ts'
import { functionsOf, isTypeScript, readTree, tree } from './source.ts'

test('every file and function is short enough to hold in mind', () => {
  expect(tooLong(readTree(['src', 'scripts', 'bench', 'test'], isTypeScript))).toEqual([])
})

const lines = (count: number) => 'x()\n'.repeat(count)

test.each([
  ['a long file', lines(maxFileLines + 1), 'src/a.ts: 301 lines, more than 300'],
  ['a table without a reason', `// table:\n${lines(maxFileLines)}`, 'src/a.ts: 301 lines, more than 300'],
  ['a long function', `\nfunction long() {\n${lines(maxFunctionLines - 1)}}\n`, 'src/a.ts:2: long takes 61 lines, more than 60'],
  ['a long arrow', `const long = () => {\n${lines(maxFunctionLines)}}\n`, 'src/a.ts:1: long takes 62 lines, more than 60'],
  ['a long method', `class A {\n  long() {\n${lines(maxFunctionLines)}}\n}\n`, 'src/a.ts:2: long takes 62 lines, more than 60'],
  ['a long method of an object', `const a = { long() {\n${lines(60)}} }\n`, 'src/a.ts:1: long takes 62 lines, more than 60'],
  ['a long callback', `on(() => {\n${lines(maxFunctionLines)}})\n`, 'src/a.ts:1: (unnamed) takes 62 lines, more than 60'],
  [
    'a table with a long function',
    `// table: kinds\nfunction f() {\n${lines(60)}}\n`,
    'src/a.ts:2: f takes 62 lines, more than 60',
  ],
])('%s is found', (_, text, message) => {
  expect(tooLong(tree({ 'src/a.ts': text }))).toEqual([message])
})

test.each([
  ['a file at the limit', 'src/a.ts', lines(maxFileLines)],
  ['a function at the limit', 'src/a.ts', `function f() {\n${lines(maxFunctionLines - 2)}}\n`],
  ['a table with its reason', 'src/a.ts', `// table: one row per syscall\n${lines(400)}`],
  ['a test', 'src/a.test.ts', lines(400)],
])('%s passes', (_, path, text) => {
  expect(tooLong(tree({ [path]: text }))).toEqual([])
})

test('functions are named by what holds them', () => {
  expect(functionsOf('a.ts', 'const f = function g() {}\nconst o = { h: () => 1 }').map(({ name }) => name)).toEqual(['g', 'h'])
})
