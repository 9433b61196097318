import { expect, test } from 'vitest'
import { podsOf } from '../../kube/pod.ts'
import { readObjects } from '../../kube/read-object.ts'
import { commandLine, givenFlags } from './command-line.ts'

function objectOf(container: object) {
  const value = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'c', ...container }] } }
  const found = readObjects(value)[0]
  if (found === undefined) throw new Error('no object')
  return found.object
}

function wordsOf(container: object) {
  const first = podsOf(objectOf(container)).pods[0]?.containers[0]
  return first === undefined ? [] : commandLine(first)
}

test('a script is split into words, which cannot be replaced as a whole', () => {
  const words = wordsOf({ command: ['sh', '-c', "exec app --token='' && sleep 1"], args: ['--plain'] })
  expect(words.map(({ text, whole }) => `${text}${whole ? '!' : ''}`)).toEqual([
    'sh!',
    '-c!',
    'exec',
    'app',
    '--token=',
    'sleep',
    '1',
    '--plain!',
  ])
})

test.each([
  [['--a=1'], '1'],
  [['-a', '1'], '1'],
  [['--a', '--b'], undefined],
  [['--a='], ''],
])('%j gives a the value %j', (args, value) => {
  expect(givenFlags(wordsOf({ args }), 'a').map((given) => given.value)).toEqual([value])
})

test.each([
  [`"quoted"`, 'quoted'],
  [`--a="b"`, '--a=b'],
  [`'--a=b'`, '--a=b'],
  [`--a="b'`, `--a="b'`],
  [`--a=""`, '--a='],
  [`--a="`, `--a="`],
  [`--a=x="b"`, '--a=x=b'],
])('quotes of a shell are taken off %s', (word, expected) => {
  expect(wordsOf({ args: [word] }).map(({ text }) => text)).toEqual([expected])
})

test('what is longer than Linux starts a program with is left out, and reading it takes no time', () => {
  const before = process.cpuUsage()
  const words = wordsOf({ args: ['a b '.repeat(5_000_000), ...Array.from({ length: 100 }, () => '="'.repeat(60_000)), '--late'] })
  expect(words.length).toBeGreaterThan(60_000)
  expect(words.some(({ text }) => text === '--late')).toBe(false)
  expect(process.cpuUsage(before).user).toBeLessThan(2_000_000)
})
