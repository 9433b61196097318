import { expect, test } from 'vitest'
import { doors, runnable } from './doors.ts'
import { isTypeScript, readTree, tree } from './source.ts'
import { scratch, typeCheck } from './types.ts'

const all = doors(readTree(['src'], isTypeScript))
const good = all.filter((door) => 'example' in door)
const { folder, write } = scratch('doors')
const files = new Map(good.map((door) => [door.room, () => write(`${door.room}.ts`, runnable(door, folder))]))

async function claimsOf(file: string): Promise<readonly { line: number; actual: unknown; expected: unknown }[]> {
  const { claims } = await import(/* @vite-ignore */ file)
  return claims
}

test('every room has a door that shows its use', () => {
  expect(all.length).toBeGreaterThan(0)
  expect(all.filter((door) => 'problem' in door).map(({ path, problem }) => `${path}: ${problem}`)).toEqual([])
})

test.each(good.map(({ room }) => room))('the example on the door of %s is true', async (room) => {
  const claims = await claimsOf(files.get(room)?.() ?? '')
  for (const { line, actual, expected } of claims) expect(actual, `line ${line} of the example`).toEqual(expected)
})

test('the examples compile', () => {
  for (const writeOne of files.values()) writeOne()
  write('tsconfig.json', JSON.stringify({ extends: '../../../tsconfig.json', include: ['*.ts'] }))
  expect(typeCheck(`${folder}/tsconfig.json`)).toEqual([])
})

const door = (example: string) => ({ room: 'model', path: 'src/model/index.ts', example })

test('claims are read from expressions, calls over several lines, and constants', async () => {
  const example = `import { formatPath } from '../model/index.ts'
import { atLeast } from './severity.ts'

const path = formatPath(['a', 0]) //=> 'a[0]'
formatPath([
  'a',
  'b',
]) //=> 'a.c'
atLeast('high', 'low') //=> true
await Promise.resolve({ list: [1] }) //=> { list: [1] }
path
`
  const claims = await claimsOf(scratch('doors-self').write('a.ts', runnable(door(example), '.cache/house/doors-self')))
  expect(claims).toEqual([
    { line: 4, actual: 'a[0]', expected: 'a[0]' },
    { line: 8, actual: 'a.b', expected: 'a.c' },
    { line: 9, actual: true, expected: true },
    { line: 10, actual: { list: [1] }, expected: { list: [1] } },
  ])
})

test.each([
  ["import { x } from './index.ts'\nx()\n", 'claims nothing'],
  ["import { x } from '../lib/index.ts'\nx() //=> 1\n", 'imports nothing from model'],
  ["import { x } from './index.ts'\n\n//=> 1\n", 'no statement ends before the claim'],
  ["import { x } from './index.ts'\nx( //=> 1\n", 'is not TypeScript'],
])('an example that proves nothing is refused: %j', (example, message) => {
  expect(() => runnable(door(example), '.cache/house/x')).toThrow(message)
})

test.each([
  ['no door', { 'src/kube/pod.ts': '' }, 'the room has no door'],
  ['no comment', { 'src/kube/index.ts': "export * from './pod.ts'\n/** late */" }, 'does not open with a doc comment'],
  ['no example', { 'src/kube/index.ts': '/** Pods. */' }, 'shows no example'],
])('%s is found', (_, files, problem) => {
  expect(doors(tree(files))).toEqual([{ room: 'kube', path: 'src/kube/index.ts', problem: expect.stringContaining(problem) }])
})

test('programs need no door, and neither does a folder of tests', () => {
  expect(doors(tree({ 'src/apps/cli/main.ts': '', 'src/store/a.test.ts': '' }))).toEqual([])
})
