import fc from 'fast-check'
import { dump } from 'js-yaml'
import { expect, test } from 'vitest'
import { readObjects } from '../kube/read-object.ts'
import { parseYaml, splitYaml } from '../lib/yaml.ts'
import type { Origin } from '../model/index.ts'
import { checks, PostureJudge } from './index.ts'

const origin: Origin = {
  file: 'x.yaml',
  unit: '',
  locate: () => ({ file: 'x.yaml', line: 1, column: 1, endLine: 1, endColumn: 1, unset: false }),
}

function parse(text: string): unknown {
  const parsed = parseYaml(text)
  if ('fault' in parsed) throw new Error(parsed.fault.reason)
  return parsed.document.value
}

/** Everything said about these objects, in an order of its own. */
function judge(values: readonly unknown[]): readonly string[] {
  const room = new PostureJudge({ checks })
  for (const value of values) for (const { object } of readObjects(value)) room.look(object, origin)
  return room
    .finish()
    .findings.map(
      ({ fingerprint, severity, places }) =>
        `${fingerprint} ${severity} ${places.map(({ key, container }) => `${container}:${key}`).sort()}`,
    )
    .sort()
}

const examples = checks.flatMap((check) =>
  [...check.examples.failing, ...check.examples.passing].map(({ source }) => splitYaml(source).map(({ text }) => parse(text))),
)

function shuffled(value: unknown, order: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, order))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => ({ key, inner: shuffled(inner, order), rank: order() }))
  return Object.fromEntries(entries.sort((a, b) => a.rank - b.rank).map(({ key, inner }) => [key, inner]))
}

test('what is said does not depend on the order of keys, on style, or on the order of objects', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...examples),
      fc.infiniteStream(fc.nat()),
      fc.constantFrom(-1, 0, 1, 3),
      fc.boolean(),
      (values, ranks, flowLevel, reversed) => {
        const order = () => Number(ranks.next().value)
        const texts = values.map((value) =>
          dump(shuffled(value, order), { flowLevel, lineWidth: -1, forceQuotes: flowLevel === 1 }),
        )
        const again = splitYaml((reversed ? texts.toReversed() : texts).join('---\n')).map(({ text }) => parse(text))
        expect(judge(again)).toEqual(judge(values))
      },
    ),
    { numRuns: 300 },
  )
})

test('a finding keeps its name when its list is re-ordered', () => {
  const pod = (names: readonly string[]) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { containers: names.map((name) => ({ name, image: 'x', securityContext: { privileged: true } })) },
  })
  expect(judge([pod(['a', 'b'])])).toEqual(judge([pod(['b', 'a'])]))
})
