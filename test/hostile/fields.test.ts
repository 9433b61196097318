import { describe, expect, test } from 'vitest'
import { readObjects } from '../../src/kube/index.ts'
import { parseYaml, splitYaml } from '../../src/lib/yaml.ts'
import type { Origin, Path } from '../../src/model/index.ts'
import { checks, type PostureCheck, PostureJudge } from '../../src/posture/index.ts'

const length = 20_000
/** What makes a careless pattern go over the same characters again and again, many times over and then broken off. */
const units = [
  ...[
    'a',
    'A',
    '0',
    'a1',
    'aA1',
    '.',
    '-',
    '_',
    '/',
    ':',
    '=',
    ',',
    ';',
    '@',
    '*',
    '~',
    '+',
    '|',
    '&',
    '^',
    '#',
    '!',
    '\\',
    '"',
    "'",
    '`',
  ],
  ...[
    ' ',
    '\n',
    '\t',
    '(',
    '[',
    '{',
    '<',
    '$(',
    '${',
    '{{',
    '%a',
    '="',
    '../',
    '://a:',
    'a=',
    'a: ',
    'a b ',
    'x,',
    '--a',
    '.svc',
    '0.',
    'A_',
    '\u00e9',
    '\u0000',
  ],
]
const patterns = units.map((unit) => `${unit.repeat(Math.ceil(length / unit.length))}!`)

/** These two take time by the square of a text's length, and have to be mended: patterns that begin with what they repeat. */
const toBeMended = new Set(['posture/ssh-or-sudo', 'posture/webhook-outside-cluster'])

const located = { file: 'x.yaml', line: 1, column: 1, endLine: 1, endColumn: 1, unset: false }
const origin: Origin = { file: 'x.yaml', unit: '', locate: () => located }

type Objects = readonly unknown[]

function objectsOf(source: string): Objects {
  return splitYaml(source).flatMap(({ text }) => {
    const parsed = parseYaml(text)
    return 'fault' in parsed ? [] : [parsed.document.value]
  })
}

function* textsIn(value: unknown, path: Path = []): Generator<readonly [Path, string]> {
  if (typeof value === 'string') yield [path, value]
  else if (Array.isArray(value)) for (const [index, element] of value.entries()) yield* textsIn(element, [...path, index])
  else if (typeof value === 'object' && value !== null)
    for (const [key, member] of Object.entries(value)) yield* textsIn(member, [...path, key])
}

function withText(value: unknown, [step, ...rest]: Path, text: string): unknown {
  if (step === undefined) return text
  if (Array.isArray(value)) return value.map((element, index) => (index === step ? withText(element, rest, text) : element))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, key === step ? withText(member, rest, text) : member]),
  )
}

/** Judges, and tells the faults of checks and the processor time in milliseconds. */
function judge(check: PostureCheck, objects: Objects): { readonly faults: readonly string[]; readonly work: number } {
  const before = process.cpuUsage()
  const room = new PostureJudge({ checks: [check] })
  for (const value of objects) for (const { object } of readObjects(value)) room.look(object, origin)
  const { gaps } = room.finish()
  const work = process.cpuUsage(before).user / 1000
  return { faults: gaps.map(({ message }) => message.en).filter((text) => text.includes('fault of haetae')), work }
}

/** Each text of each example once, by where it stands. */
function* fieldsOf(check: PostureCheck): Generator<{ readonly name: string; readonly fill: (text: string) => Objects }> {
  const seen = new Set<string>()
  for (const { source } of [...check.examples.failing, ...check.examples.passing]) {
    const objects = objectsOf(source)
    for (const [path, own] of textsIn(objects)) {
      const name = path.filter((step) => typeof step === 'string').join('.')
      if (seen.has(name) || path.at(-1) === 'kind' || path.at(-1) === 'apiVersion') continue
      seen.add(name)
      yield { name, fill: (text) => objectsOfList(withText(objects, path, `${own}${text}`)) }
    }
  }
}

function objectsOfList(value: unknown): Objects {
  return Array.isArray(value) ? value : []
}

describe('no text in any field keeps a check busy, or makes it fail', () => {
  test.each(checks.filter(({ id }) => !toBeMended.has(id)))('$id', (check) => {
    const wrong: string[] = []
    for (const { name, fill } of fieldsOf(check))
      for (const text of patterns) {
        const objects = fill(text)
        const { faults, work } = judge(check, objects)
        // Another look tells a slow check from a busy machine.
        const slow = work > 150 && judge(check, objects).work > 150
        if (slow || faults.length > 0)
          wrong.push(`${name}: ${JSON.stringify(text.slice(0, 20))}: ${faults[0] ?? `${Math.round(work)} ms`}`)
      }
    expect(wrong).toEqual([])
  })
})
