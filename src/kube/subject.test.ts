import { expect, test } from 'vitest'
import { readObjects } from './read-object.ts'
import { displayName, subjectType } from './subject.ts'

const object = (apiVersion: string, kind: string, metadata: object = { name: 'a' }) => {
  const [found] = readObjects({ apiVersion, kind, metadata })
  if (found === undefined) throw new Error('no object')
  return found.object
}

test.each([
  ['apps/v1', 'Deployment', 'workload'],
  ['batch/v1', 'CronJob', 'workload'],
  ['v1', 'ServiceAccount', 'service-account'],
  ['rbac.authorization.k8s.io/v1', 'Role', 'role'],
  ['rbac.authorization.k8s.io/v1beta1', 'ClusterRole', 'role'],
  ['v1', 'Namespace', 'namespace'],
  ['v1', 'Node', 'node'],
  ['v1', 'ConfigMap', 'object'],
  ['iam.example.com/v1', 'Role', 'object'],
  ['longhorn.io/v1beta2', 'Node', 'object'],
])('%s %s is a %s', (apiVersion, kind, expected) => {
  expect(subjectType(object(apiVersion, kind))).toBe(expected)
})

test.each([
  [{ name: 'a' }, 'a'],
  [{ generateName: 'report-' }, 'report-*'],
  [{}, '?'],
])('%j is called %s', (metadata, expected) => {
  expect(displayName(object('v1', 'Pod', metadata))).toBe(expected)
})
