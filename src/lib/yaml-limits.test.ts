import { describe, expect, test } from 'vitest'
import { parseYaml, splitYaml } from './yaml.ts'
import { findField } from './yaml-position.ts'

/** Processor time of a piece of work, in milliseconds: other programs on the machine do not count. */
function cost(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const fault = (text: string) => {
  const parsed = parseYaml(text)
  return 'fault' in parsed ? parsed.fault : undefined
}

function laughs(levels: number, list: (name: string) => string): string {
  let text = 'l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n'
  for (let level = 1; level < levels; level++) text += `l${level}: &l${level} ${list(`*l${level - 1}`)}\n`
  return text
}

describe('aliases that come to more than a document holds are refused, with their place', () => {
  const ten = (alias: string) => Array.from({ length: 10 }, () => alias)
  test.each([
    ['flow lists', laughs(9, (alias) => `[${ten(alias).join(', ')}]`), 6],
    ['block lists', laughs(9, (alias) => `\n${ten(`  - ${alias}`).join('\n')}`), 47],
    [
      'mappings',
      laughs(
        9,
        (alias) =>
          `{${ten(alias)
            .map((one, index) => `k${index}: ${one}`)
            .join(', ')}}`,
      ),
      6,
    ],
    ['merge keys', `a: &a {x: [${'1, '.repeat(5000)}]}\nb:\n${'  - {<<: *a}\n'.repeat(100)}`, 42],
    ['one long list, often', `e: &e [${'x, '.repeat(10_000)}]\nall:\n${'  - *e\n'.repeat(490)}`, 22],
  ])('%s', (_what, text, line) => {
    expect(fault(text)).toMatchObject({ reason: 'aliases repeat more than 200000 values', line })
  })

  test.each([
    ['a list in itself', 'a: &a [1, *a]\n', 1, 11],
    ['a mapping in itself', 'a:\n  b: &b\n    c: *b\n', 3, 8],
    ['in itself by way of another', 'a: &a\n  b: &b {c: *a}\n', 2, 13],
  ])('%s', (_what, text, line, column) => {
    expect(fault(text)).toMatchObject({ reason: expect.stringContaining('stands inside of what it repeats'), line, column })
  })

  test('what people write passes', () => {
    expect(fault('a: &a {x: 1}\nb: *a\nc: {<<: *a, y: 2}\nd: &d [*a, *a]\ne: *d\n')).toBeUndefined()
  })
})

test('a chain of merges that meets itself again and again is searched once', () => {
  let text = 'm0: &m0 {a: 1}\n'
  for (let i = 1; i < 15; i++) text += `m${i}: &m${i} {<<: [*m${i - 1}, *m${i - 1}]}\n`
  const parsed = parseYaml(text)
  if ('fault' in parsed) throw new Error(parsed.fault.reason)
  const found = findField(parsed.parse, ['m14', 'a'])
  expect(text.slice(found.key?.start, found.value.end)).toBe('a: 1')
  expect(findField(parsed.parse, ['m14', 'nowhere']).found).toBe(1)
})

test('an alias is the last node of that name before it', () => {
  const text = 'a: &x {p: 1}\nb: *x\nc: &x {q: 2}\nd: *x\n'
  const parsed = parseYaml(text)
  if ('fault' in parsed) throw new Error(parsed.fault.reason)
  expect(findField(parsed.parse, ['b', 'p']).found).toBe(2)
  expect(findField(parsed.parse, ['d', 'p']).found).toBe(1)
  expect(findField(parsed.parse, ['d', 'q']).found).toBe(2)
})

test.each([
  ['a list in brackets', `a: [${'x,'.repeat(1_600_000)}]`],
  ['lines', `a:\n${' - x\n'.repeat(1_600_000)}`],
])('more values than fit into memory: %s', (_what, text) => {
  expect(fault(text)).toMatchObject({ reason: 'more than 1500000 values in one document', line: 1 })
})

describe('the work grows with the text, not with its square', () => {
  test.each([
    ['blank lines', '\n'.repeat(1_000_000)],
    ['carriage returns', '\r'.repeat(1_000_000)],
    ['line separators', '\u2028'.repeat(1_000_000)],
    ['lines of spaces', `${' '.repeat(100)}\n`.repeat(10_000)],
    ['spaces', ' '.repeat(1_000_000)],
    ['comments', '# x\n'.repeat(250_000)],
    ['dashes', '---'.repeat(300_000)],
    ['markers', '---\n'.repeat(250_000)],
    ['almost markers', '\n----'.repeat(200_000)],
  ])('splitting %s', (_what, text) => {
    expect(cost(() => splitYaml(text))).toBeLessThan(1500)
  })

  test('finding every member of a wide mapping, and every element of a long list', () => {
    const count = 20_000
    const names = Array.from({ length: count }, (_, index) => index)
    const text = `m:\n${names.map((i) => `  k${i}: v\n`).join('')}l:\n${names.map((i) => `  - ${i}\n`).join('')}`
    const parsed = parseYaml(text)
    if ('fault' in parsed) throw new Error(parsed.fault.reason)
    const { parse } = parsed
    const work = cost(() => {
      for (const i of names) {
        findField(parse, ['m', `k${i}`])
        findField(parse, ['l', i])
      }
    })
    expect(work).toBeLessThan(2000)
  })

  test('lines at the margin inside brackets', () => {
    const text = `a: "${'x'.repeat(4_000_000)}"\nb: [\n${'1,\n'.repeat(49)}]\n`
    expect(cost(() => parseYaml(text))).toBeLessThan(4000)
  })
})
