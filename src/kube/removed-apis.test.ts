import { expect, test } from 'vitest'
import { minorOf, removalOf, removedApis } from './removed-apis.ts'

test.each([
  ['extensions/v1beta1', 'Deployment', 16, 'apps/v1'],
  ['extensions/v1beta1', 'Ingress', 22, 'networking.k8s.io/v1'],
  ['rbac.authorization.k8s.io/v1beta1', 'ClusterRoleBinding', 22, 'rbac.authorization.k8s.io/v1'],
  ['batch/v1beta1', 'CronJob', 25, 'batch/v1'],
  ['policy/v1beta1', 'PodSecurityPolicy', 25, undefined],
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 26, 'autoscaling/v2'],
  ['flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', 32, 'flowcontrol.apiserver.k8s.io/v1'],
])('%s %s is gone from v1.%i', (apiVersion, kind, minor, replacement) => {
  const removal = removalOf(apiVersion, kind)
  expect(removal?.removedIn).toBe(minor)
  expect(removal?.replacement).toBe(replacement)
})

test.each([
  ['apps/v1', 'Deployment'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['extensions/v1beta1', 'Unheard'],
  ['example.com/v1beta1', 'CronJob'],
])('%s %s is served', (apiVersion, kind) => {
  expect(removalOf(apiVersion, kind)).toBeUndefined()
})

test('nothing stands in the table twice, and no replacement is gone before what it replaces', () => {
  const all = removedApis.flatMap(({ apiVersion, kinds }) => kinds.map((kind) => `${apiVersion} ${kind}`))
  expect(new Set(all).size).toBe(all.length)
  for (const { replacement, kinds, removedIn } of removedApis)
    for (const kind of kinds)
      if (replacement !== undefined) expect(removalOf(replacement, kind)?.removedIn ?? 999).toBeGreaterThan(removedIn)
})

test.each([
  ['1.30', 30],
  ['v1.30', 30],
  ['v1.30.2-eks-1234', 30],
  ['latest', undefined],
  ['2.0', undefined],
])('minor of %s', (version, minor) => {
  expect(minorOf(version)).toBe(minor)
})
