import { describe, expect, test } from 'vitest'
import { accountsOfGroup, formatIdentity, identityOf, ruleAllows, ruleAllowsPath } from './rbac.ts'

const core = { apiGroups: [''], verbs: ['get'] }

describe('ruleAllows', () => {
  test.each([
    ['the same words', { ...core, resources: ['pods'] }, { verb: 'get', group: '', resource: 'pods' }, true],
    ['another verb', { ...core, resources: ['pods'] }, { verb: 'list', group: '', resource: 'pods' }, false],
    ['another group', { ...core, resources: ['pods'] }, { verb: 'get', group: 'apps', resource: 'pods' }, false],
    ['any verb', { apiGroups: [''], resources: ['pods'], verbs: ['*'] }, { verb: 'escalate', group: '', resource: 'pods' }, true],
    [
      'any group',
      { apiGroups: ['*'], resources: ['pods'], verbs: ['get'] },
      { verb: 'get', group: 'x.io', resource: 'pods' },
      true,
    ],
    ['any resource covers subresources', { ...core, resources: ['*'] }, { verb: 'get', group: '', resource: 'pods/log' }, true],
    [
      'a resource does not cover its subresources',
      { ...core, resources: ['pods'] },
      { verb: 'get', group: '', resource: 'pods/exec' },
      false,
    ],
    [
      'a subresource does not cover its resource',
      { ...core, resources: ['pods/exec'] },
      { verb: 'get', group: '', resource: 'pods' },
      false,
    ],
    [
      'a subresource of everything',
      { ...core, resources: ['*/scale'] },
      { verb: 'get', group: '', resource: 'deployments/scale' },
      true,
    ],
    [
      '… and no other subresource',
      { ...core, resources: ['*/scale'] },
      { verb: 'get', group: '', resource: 'deployments/status' },
      false,
    ],
    [
      '… nor the resource itself',
      { ...core, resources: ['*/scale'] },
      { verb: 'get', group: '', resource: 'deployments' },
      false,
    ],
    [
      '… nor an ending of it',
      { ...core, resources: ['*/cale'] },
      { verb: 'get', group: '', resource: 'deployments/scale' },
      false,
    ],
    [
      'nodes/* is a literal word',
      { ...core, resources: ['nodes/*'] },
      { verb: 'get', group: '', resource: 'nodes/proxy' },
      false,
    ],
    ['part of a verb', { ...core, verbs: ['g*'], resources: ['pods'] }, { verb: 'get', group: '', resource: 'pods' }, false],
    [
      'a named object',
      { ...core, resources: ['pods'], resourceNames: ['a'] },
      { verb: 'get', group: '', resource: 'pods', name: 'a' },
      true,
    ],
    [
      'another named object',
      { ...core, resources: ['pods'], resourceNames: ['a'] },
      { verb: 'get', group: '', resource: 'pods', name: 'b' },
      false,
    ],
    [
      'a list, where names are given',
      { ...core, resources: ['pods'], resourceNames: ['a'] },
      { verb: 'get', group: '', resource: 'pods' },
      false,
    ],
    [
      'names have no wildcard',
      { ...core, resources: ['pods'], resourceNames: ['*'] },
      { verb: 'get', group: '', resource: 'pods', name: 'b' },
      false,
    ],
    [
      'an empty list of names is none',
      { ...core, resources: ['pods'], resourceNames: [] },
      { verb: 'get', group: '', resource: 'pods', name: 'b' },
      true,
    ],
    ['no groups', { verbs: ['get'], resources: ['pods'] }, { verb: 'get', group: '', resource: 'pods' }, false],
    ['nothing', {}, { verb: 'get', group: '', resource: 'pods' }, false],
  ])('%s', (_name, rule, request, allowed) => {
    expect(ruleAllows(rule, request)).toBe(allowed)
  })
})

describe('ruleAllowsPath', () => {
  test.each([
    [['/metrics'], '/metrics', true],
    [['/metrics'], '/metrics/cadvisor', false],
    [['/metrics/*'], '/metrics/cadvisor', true],
    [['/api*'], '/apis', true],
    [['*'], '/anything', true],
    [[], '/metrics', false],
  ])('%j for %s', (nonResourceURLs, path, allowed) => {
    expect(ruleAllowsPath({ verbs: ['get'], nonResourceURLs }, 'get', path)).toBe(allowed)
    expect(ruleAllowsPath({ verbs: ['head'], nonResourceURLs }, 'get', path)).toBe(false)
  })
})

describe('identityOf', () => {
  test.each([
    [{ kind: 'ServiceAccount', name: 'cart', namespace: 'shop' }, 'ops', 'ServiceAccount shop/cart'],
    [{ kind: 'ServiceAccount', name: 'cart' }, 'ops', 'ServiceAccount ops/cart'],
    [{ kind: 'ServiceAccount', name: 'cart' }, undefined, 'ServiceAccount cart'],
    [{ kind: 'User', name: 'system:serviceaccount:shop:cart' }, undefined, 'ServiceAccount shop/cart'],
    [{ kind: 'User', name: 'system:serviceaccount:shop' }, undefined, 'User system:serviceaccount:shop'],
    [{ kind: 'Group', name: 'oncall' }, 'ops', 'Group oncall'],
    [{ kind: 'Robot', name: 'r2' }, 'ops', undefined],
    [{ kind: 'User' }, 'ops', undefined],
  ])('%j in %s', (subject, namespace, expected) => {
    const identity = identityOf(subject, namespace)
    expect(identity === undefined ? undefined : formatIdentity(identity)).toBe(expected)
  })
})

test.each([
  ['system:serviceaccounts', '*'],
  ['system:serviceaccounts:shop', 'shop'],
  ['system:serviceaccount', undefined],
  ['system:masters', undefined],
])('accounts of group %s', (group, expected) => {
  expect(accountsOfGroup(group)).toBe(expected)
})
