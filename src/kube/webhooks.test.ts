import { expect, test } from 'vitest'
import { failurePolicyOf, webhookNames, webhookSelectsNamespace, webhookSelectsUnlabelled } from './webhooks.ts'

const create = { group: '', resource: 'pods', operation: 'CREATE' }
test.each([
  [['pods'], [''], ['CREATE'], create, true],
  [['pods'], [''], ['UPDATE'], create, false],
  [['pods'], ['apps'], ['CREATE'], create, false],
  [['*'], ['*'], ['*'], create, true],
  [['*'], [''], ['*'], { ...create, resource: 'pods/exec' }, false],
  [['*/*'], [''], ['*'], { ...create, resource: 'pods/exec' }, true],
  [['*/*'], [''], ['*'], create, true],
  [['pods/*'], [''], ['*'], create, true],
  [['pods/*'], [''], ['*'], { ...create, resource: 'pods/exec' }, true],
  [['pods/exec'], [''], ['*'], create, false],
  [['*/scale'], [''], ['*'], { ...create, resource: 'pods/scale' }, true],
  [['pods'], [''], [], create, false],
])('rules on %j of %j by %j', (resources, apiGroups, operations, request, named) => {
  expect(webhookNames({ rules: [{ resources, apiGroups, operations }] }, request)).toBe(named)
})

test('a webhook without rules is called for nothing', () => {
  expect(webhookNames({}, create)).toBe(false)
})

test('selectors', () => {
  const name = 'kubernetes.io/metadata.name'
  const not = { matchExpressions: [{ key: name, operator: 'NotIn', values: ['kube-system'] }] }
  expect(webhookSelectsNamespace({}, { [name]: 'kube-system' })).toBe(true)
  expect(webhookSelectsNamespace({ namespaceSelector: {} }, { [name]: 'kube-system' })).toBe(true)
  expect(webhookSelectsNamespace({ namespaceSelector: not }, { [name]: 'kube-system' })).toBe(false)
  expect(webhookSelectsNamespace({ namespaceSelector: not }, { [name]: 'shop' })).toBe(true)
  expect(webhookSelectsUnlabelled({})).toBe(true)
  expect(webhookSelectsUnlabelled({ objectSelector: { matchLabels: { inject: 'yes' } } })).toBe(false)
  expect(webhookSelectsUnlabelled({ objectSelector: { matchExpressions: [{ key: 'skip', operator: 'DoesNotExist' }] } })).toBe(
    true,
  )
})

test.each([
  ['Fail', 'v1', 'Fail'],
  [undefined, 'v1', 'Fail'],
  [undefined, 'v1beta1', 'Ignore'],
])('failure policy %s of %s is %s', (failurePolicy, version, expected) => {
  expect(failurePolicyOf(failurePolicy === undefined ? {} : { failurePolicy }, version)).toBe(expected)
})
