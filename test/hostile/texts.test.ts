import { afterAll, describe, expect, test } from 'vitest'
import { gapsOf, haetae, pod, privilegedIn, resultOf, Yard } from './run.ts'

const yard = new Yard()
afterAll(() => yard.clear())

const head = 'apiVersion: v1\nkind: Pod\nmetadata: {name: bad, namespace: shop}\nspec:\n'
const body = 'spec: {containers: [{name: a, image: b, securityContext: {privileged: true}}]}\n'
const json = (spec: string) => `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"bad"},"spec":${spec}}`
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('')

function laughs(): string {
  let text = `${head}  l0: &l0 [x,x,x,x,x,x,x,x,x,x]\n`
  for (let level = 1; level < 9; level++)
    text += `  l${level}: &l${level} [${Array(10)
      .fill(`*l${level - 1}`)
      .join(',')}]\n`
  return text
}

function mergeChain(): string {
  let text = `${head}  m0: &m0 {a: 1}\n`
  for (let i = 1; i < 40; i++) text += `  m${i}: &m${i} {<<: [*m${i - 1}, *m${i - 1}], x${i}: 1}\n`
  return `${text}  containers: [{<<: *m39, name: a}]\n`
}

/** Scans a folder with `text` in bad.yaml and an honest pod in good.yaml, whose finding has to be told whatever bad.yaml holds. */
async function scan(name: string, text: string | Buffer, file = 'bad.yaml') {
  yard.put(`${name}/${file}`, text)
  yard.put(`${name}/good.yaml`, pod('good'))
  const ran = await haetae(['scan', '.', '-o', 'json'], { cwd: yard.folder(name) })
  expect(ran.hung, 'hung').toBe(false)
  expect(ran.err).toBe('')
  expect(ran.code).toBe(1)
  const result = resultOf(ran)
  expect(privilegedIn(result)).toContain('good')
  return { result, gaps: gapsOf(result), names: privilegedIn(result) }
}

describe('what cannot be read is one gap with its line, and the rest is judged', () => {
  test.each<[string, string | Buffer, readonly string[]]>([
    ['a billion laughs', laughs(), ['bad.yaml:10 invalid']],
    ['merges that meet again and again', mergeChain(), ['bad.yaml:19 invalid']],
    ['a list in itself', `${head}  containers: &c [*c]\n`, ['bad.yaml:5 invalid']],
    [
      'too many aliases',
      `${head}  containers:\n  - &c {name: a, image: b}\n${'  - *c\n'.repeat(100_000)}`,
      ['bad.yaml:40007 invalid'],
    ],
    ['brackets in brackets', `${head}  x: ${'['.repeat(1_000_000)}\n`, ['bad.yaml:5 invalid']],
    ['dashes in dashes', `${head}  x:\n   ${'- '.repeat(200_000)}a\n`, ['bad.yaml:6 invalid']],
    ['JSON in JSON', json('['.repeat(500_000) + ']'.repeat(500_000)), ['bad.yaml:1 invalid']],
    ['a wide list', `${head}  x: [${'a,'.repeat(3_000_000)}a]\n`, ['bad.yaml:1 invalid']],
    ['a zero byte', `${pod('before')}---\n# \0\n${pod('bad')}`, ['bad.yaml:10 invalid']],
    ['tabs', `apiVersion: v1\nkind: Pod\nmetadata:\n\tname: x\n`, ['bad.yaml:4 invalid']],
    ['another document behind the end', `${pod('before')}...\n${pod('behind')}`, ['bad.yaml:10 invalid']],
    ['noise', Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256)), ['bad.yaml invalid']],
    [
      'more containers than a pod can have',
      `${head}  containers:\n${lines(5001, (i) => `  - {name: c${i}, image: b}\n`)}`,
      ['bad.yaml:4 too-large'],
    ],
  ])('%s', async (what, text, expected) => {
    const { gaps, names } = await scan(what, text)
    expect(gaps).toEqual(expected)
    expect(names).not.toContain('behind')
    if (what === 'a zero byte') expect(names).toContain('before')
  })
})

describe('what is odd is read all the same', () => {
  test.each<[string, string | Buffer]>([
    ['UTF-16 with a mark', Buffer.from(`\ufeff${pod('bad')}`, 'utf16le')],
    ['a byte order mark', `\ufeff${pod('bad')}`],
    ['CRLF', pod('bad').replaceAll('\n', '\r\n')],
    ['carriage returns alone', pod('bad').replaceAll('\n', '\r')],
    ['two million blank lines', '\n'.repeat(2_000_000) + pod('bad')],
    ['a long blank line', `${' '.repeat(2_000_000)}\n${pod('bad')}`],
    ['a million markers', '---\n'.repeat(1_000_000) + pod('bad')],
    ['a key in escapes', pod('bad').replace('kind', '"k\\x69nd"')],
    [
      'another kind in a quoted text',
      `x: "\nkind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1\n"\n${pod('bad')}`,
    ],
    [
      'names of JavaScript’s own',
      `apiVersion: v1\nkind: Pod\n__proto__: {a: 1}\nmetadata: {name: bad, labels: {constructor: a, __proto__: b}}\n${body}`,
    ],
    ['bytes that are no text', Buffer.concat([Buffer.from('# \xff\xfe\n', 'latin1'), Buffer.from(pod('bad'))])],
    [
      'lists in lists',
      `${lines(8, (i) => `${'  '.repeat(i)}${i === 0 ? '' : '- '}apiVersion: v1\n${'  '.repeat(i)}${i === 0 ? '' : '  '}kind: List\n${'  '.repeat(i)}${i === 0 ? '' : '  '}items:\n`)}${'  '.repeat(8)}- {apiVersion: v1, kind: Pod, metadata: {name: bad}, spec: {containers: [{name: a, image: b, securityContext: {privileged: true}}]}}\n`,
    ],
    [
      'a command of ten megabytes',
      `${head}  containers: [{name: a, image: b, securityContext: {privileged: true}, command: ["${'a b '.repeat(2_500_000)}"]}]\n`,
    ],
    [
      'an image of ten megabytes',
      `${head}  containers: [{name: a, image: ${'a/'.repeat(5_000_000)}b, securityContext: {privileged: true}}]\n`,
    ],
  ])('%s', async (what, text) => {
    expect((await scan(what, text)).names).toEqual(['bad', 'good'])
  })
})

test('a key that stands twice is told, and the last one is judged', async () => {
  const { gaps, names } = await scan(
    'twice',
    `kind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1\nkind: Pod\napiVersion: v1\nmetadata: {name: bad}\n${body}`,
  )
  expect([gaps, names]).toEqual([['bad.yaml:3 invalid'], ['bad', 'good']])
})

test('more than fits into memory is told, and what was read is judged', async () => {
  const text = lines(
    36_000,
    (i) =>
      `- {apiVersion: v1, kind: Pod, metadata: {name: p${i}, labels: {a: b, c: d${i}}}, spec: {containers: [{name: a, image: b, env: [{name: X, value: y${i}}], resources: {limits: {memory: 1Gi, cpu: 2}}}]}}\n`,
  )
  yard.put('memory/a.yaml', pod('first'))
  for (const name of ['b', 'c', 'd', 'e', 'f']) yard.put(`memory/${name}.yaml`, `apiVersion: v1\nkind: List\nitems:\n${text}`)
  const ran = await haetae(['scan', '.', '--check', 'privileged-container', '-o', 'json'], {
    cwd: yard.folder('memory'),
    env: { NODE_OPTIONS: '--max-old-space-size=320' },
  })
  expect([ran.hung, ran.code, ran.err]).toEqual([false, 1, ''])
  const result = resultOf(ran)
  expect(privilegedIn(result)).toEqual(['first'])
  expect(gapsOf(result)).toEqual([expect.stringMatching(/^[b-e]\.yaml too-large$/)])
})

test('hundreds of thousands of findings fit into memory: the rest is told', async () => {
  const text = lines(
    20_000,
    (i) => `- {apiVersion: v1, kind: Pod, metadata: {name: p${i}}, spec: {containers: [{name: a, image: b}]}}\n`,
  )
  yard.put('many/bad.yaml', `apiVersion: v1\nkind: List\nitems:\n${text}`)
  const ran = await haetae(['scan', '.', '-q'], { cwd: yard.folder('many'), env: { NODE_OPTIONS: '' } })
  expect([ran.hung, ran.code, ran.err]).toEqual([false, 1, ''])
})

describe('a name steers no terminal and starts no command', () => {
  const name = '"\\e[31mred\\e[0m\\e]0;title\\a\\u202eabc\\r\\n::error::own"'
  test.each(['table', 'markdown', 'csv', 'github', 'html', 'junit', 'sarif', 'json'])('in %s', async (format) => {
    yard.put('names/bad.yaml', `${pod(name).replace('name: app', `name: ${name}`)}`)
    const { out, code } = await haetae(['scan', '.', '-o', format], { cwd: yard.folder('names') })
    expect(code).toBe(1)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    expect(out).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202e]/)
    expect(out).not.toMatch(/^::error::own/m)
  })
})
