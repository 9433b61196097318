import { expect, test } from 'vitest'
import { clusterRoleBindingKind, namespaceKind, readKinds } from '../kube/objects.ts'
import type { Scope } from '../model/index.ts'
import { anyObject, eachContainer, eachObject, eachPod, type Judge, type PostureCheck, together } from './check.ts'
import { checks } from './checks.ts'
import { looksAt } from './reach.ts'

const nothing: Scope = {
  targets: [],
  files: { read: 0, judged: 0, other: 0 },
  kinds: {},
  notJudged: {},
  namespaces: [],
  withoutNamespace: 0,
  workloads: 0,
  containers: 0,
  checks: [],
}
const workloads = { ...nothing, kinds: { Deployment: 1 }, workloads: 1, containers: 2 }
const noContainers = { ...nothing, kinds: { Deployment: 1 }, workloads: 1 }
const bindings = { ...nothing, kinds: { ClusterRoleBinding: 2 } }
const definitions = { ...nothing, notJudged: { CustomResourceDefinition: 3 } }

const none = () => []
const judges = {
  container: eachContainer(none),
  pod: eachPod(none),
  bindings: eachObject(clusterRoleBindingKind, none),
  namespaces: eachObject(namespaceKind, none),
  any: anyObject(none),
  world: together(none),
  worldBindings: together((world) => world.all(clusterRoleBindingKind).flatMap(none)),
  worldPods: together((world) => world.pods.flatMap(none)),
} satisfies { [name: string]: Judge }

function checkWith(...names: (keyof typeof judges)[]): PostureCheck {
  const [some] = checks
  if (some === undefined) throw new Error('no checks')
  return { ...some, judges: names.map((name) => judges[name]) }
}

test.each<[string, (keyof typeof judges)[], Scope, boolean]>([
  ['containers where there are some', ['container'], workloads, true],
  ['containers where pods have none', ['container'], noContainers, false],
  ['containers among bindings', ['container'], bindings, false],
  ['pods', ['pod'], noContainers, true],
  ['pods among bindings', ['pod'], bindings, false],
  ['a kind that is there', ['bindings'], bindings, true],
  ['a kind that is not there', ['namespaces'], bindings, false],
  ['one judge of two', ['namespaces', 'bindings'], bindings, true],
  ['any object, judged', ['any'], bindings, true],
  ['any object, not judged', ['any'], definitions, true],
  ['any object in nothing', ['any'], nothing, false],
  ['the world', ['world'], definitions, true],
  ['the world, from a kind that is there', ['worldBindings'], bindings, true],
  ['the world, from a kind that is not there', ['worldBindings'], workloads, false],
  ['the world, from pods', ['worldPods'], workloads, true],
  ['the world, from pods that are not there', ['worldPods'], bindings, false],
  ['the world of nothing', ['world'], nothing, false],
])('%s', (_name, names, scope, expected) => {
  expect(looksAt(checkWith(...names), scope)).toBe(expected)
})

test.each(checks.map((check) => [check.id, check] as const))(
  '%s has something it can look at, and nothing in nothing',
  (_id, check) => {
    const kinds = Object.fromEntries(readKinds.map(({ kind }) => [kind, 1]))
    expect(looksAt(check, { ...workloads, kinds })).toBe(true)
    expect(looksAt(check, nothing)).toBe(false)
  },
)

test('a kind that is called like a member of every object is not there', () => {
  const odd = eachObject({ ...namespaceKind, kind: 'constructor' }, none)
  expect(looksAt({ ...checkWith(), judges: [odd] }, bindings)).toBe(false)
})
