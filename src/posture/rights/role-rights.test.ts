import { describe, expect, test } from 'vitest'
import { readObjects } from '../../kube/read-object.ts'
import type { Finding, Origin } from '../../model/index.ts'
import { checks, PostureJudge } from '../index.ts'

const originOf = (file: string, unit = ''): Origin => ({
  file,
  unit,
  locate: () => ({ file, line: 1, column: 1, endLine: 1, endColumn: 1, unset: false }),
})

type Body = { readonly [key: string]: unknown }
const api = 'rbac.authorization.k8s.io'
const object = (kind: string, name: string, body: Body, metadata: Body = {}) => ({
  apiVersion: `${api}/v1`,
  kind,
  metadata: { name, ...metadata },
  ...body,
})
const secrets = { rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list'] }] }
const account = (name: string, namespace: string) => ({ kind: 'ServiceAccount', name, namespace })
const bind = (kind: string, role: string, subjects: readonly Body[], metadata: Body = {}, roleKind = 'ClusterRole') =>
  object(kind, `${role}-binding`, { roleRef: { apiGroup: api, kind: roleKind, name: role }, subjects }, metadata)

function judge(only: string, objects: readonly unknown[], origin = originOf('a.yaml')): readonly Finding[] {
  const room = new PostureJudge({ checks: checks.filter(({ id }) => id === `posture/${only}`) })
  for (const value of objects) for (const found of readObjects(value)) room.look(found.object, origin)
  return room.finish().findings
}

describe('how far a role reaches decides its severity', () => {
  test.each<[string, readonly unknown[], string, string]>([
    [
      'bound in the cluster',
      [object('ClusterRole', 'r', secrets), bind('ClusterRoleBinding', 'r', [account('cart', 'shop')])],
      'high',
      'get, list on secrets in every namespace reads the passwords, keys and tokens kept there; held by ServiceAccount shop/cart',
    ],
    [
      'a cluster role bound in one namespace',
      [object('ClusterRole', 'r', secrets), bind('RoleBinding', 'r', [account('cart', 'ops')], { namespace: 'shop' })],
      'medium',
      'get, list on secrets in namespace shop reads the passwords, keys and tokens kept there; held by ServiceAccount ops/cart',
    ],
    [
      'bound in kube-system, which is the cluster',
      [object('ClusterRole', 'r', secrets), bind('RoleBinding', 'r', [account('cart', 'ops')], { namespace: 'kube-system' })],
      'high',
      'in namespace kube-system',
    ],
    [
      'both ways',
      [
        object('ClusterRole', 'r', secrets),
        bind('RoleBinding', 'r', [account('a', 'x')], { namespace: 'shop' }),
        bind('ClusterRoleBinding', 'r', [account('b', 'x')]),
      ],
      'high',
      'held by ServiceAccount x/b, ServiceAccount x/a',
    ],
    [
      'bound to nobody',
      [object('ClusterRole', 'r', secrets), bind('ClusterRoleBinding', 'r', [])],
      'medium',
      'wherever it is bound',
    ],
    ['a cluster role that is not bound', [object('ClusterRole', 'r', secrets)], 'medium', 'wherever it is bound'],
    [
      'a role that is bound',
      [
        object('Role', 'r', secrets, { namespace: 'shop' }),
        bind('RoleBinding', 'r', [{ kind: 'Group', name: 'oncall' }], { namespace: 'shop' }, 'Role'),
      ],
      'medium',
      'held by Group oncall',
    ],
    [
      'a role that another namespace’s binding names',
      [
        object('Role', 'r', secrets, { namespace: 'shop' }),
        bind('RoleBinding', 'r', [account('cart', 'ops')], { namespace: 'ops' }, 'Role'),
      ],
      'low',
      'in namespace shop reads',
    ],
    [
      'through a role that aggregates it',
      [
        object('ClusterRole', 'part', secrets, { labels: { part: 'yes' } }),
        object('ClusterRole', 'whole', {
          rules: [],
          aggregationRule: { clusterRoleSelectors: [{ matchLabels: { part: 'yes' } }] },
        }),
        bind('ClusterRoleBinding', 'whole', [account('cart', 'shop')]),
      ],
      'high',
      'held by ServiceAccount shop/cart',
    ],
    [
      'through the role that Kubernetes ships',
      [
        object('ClusterRole', 'part', secrets, { labels: { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' } }),
        bind('RoleBinding', 'admin', [{ kind: 'User', name: 'ann' }], { namespace: 'shop' }),
      ],
      'medium',
      'held by User ann',
    ],
    [
      'more holders than are shown',
      [
        object('ClusterRole', 'r', secrets),
        bind(
          'ClusterRoleBinding',
          'r',
          ['a', 'b', 'c', 'd', 'e'].map((name) => account(name, 'x')),
        ),
      ],
      'high',
      'held by ServiceAccount x/a, ServiceAccount x/b, ServiceAccount x/c and 2 more',
    ],
  ])('%s', (_name, objects, severity, said) => {
    const findings = judge('role-reads-secrets', objects)
    expect(findings.map((finding) => finding.severity)).toEqual([severity])
    expect(findings[0]?.message.en).toContain(said)
  })
})

test('rules that were filled in from other roles are told at those', () => {
  const parts = [
    object('ClusterRole', 'part', secrets, { labels: { part: 'yes' } }),
    object('ClusterRole', 'whole', { ...secrets, aggregationRule: { clusterRoleSelectors: [{ matchLabels: { part: 'yes' } }] } }),
  ]
  expect(judge('role-reads-secrets', parts).map(({ subject }) => subject.name)).toEqual(['part'])
  expect(judge('role-reads-secrets', parts.slice(1)).map(({ subject }) => subject.name)).toEqual(['whole'])
})

test('a wildcard is told once', () => {
  const all = object('ClusterRole', 'r', { rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] })
  const told = checks.filter(({ id }) => judge(id.slice('posture/'.length), [all]).length > 0).map(({ id }) => id)
  expect(told).toEqual(['posture/wildcard-role'])
})

test('a subject of a binding is told once', () => {
  const names = ['cluster-admin-binding', 'anonymous-binding', 'masters-group-binding', 'default-service-account-rights']
  const subjects = [
    { kind: 'User', name: 'system:anonymous' },
    { kind: 'Group', name: 'system:authenticated' },
    { kind: 'Group', name: 'system:masters' },
    { kind: 'Group', name: 'system:serviceaccounts' },
    { kind: 'ServiceAccount', name: 'default', namespace: 'shop' },
    { kind: 'ServiceAccount', name: 'cart', namespace: 'shop' },
    { kind: 'User', name: 'ann' },
  ]
  for (const subject of subjects)
    for (const role of ['cluster-admin', 'view']) {
      const told = names.filter((name) => judge(name, [bind('ClusterRoleBinding', role, [subject])]).length > 0)
      const inParticular = role === 'view' && (subject.name === 'cart' || subject.name === 'ann')
      expect(told, `${role} ${subject.name}`).toHaveLength(inParticular ? 0 : 1)
    }
})

describe('what came with the cluster', () => {
  const label = { labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } }
  test.each<[string, string, string, Body, number]>([
    ['a role of the control plane, live', 'cluster', 'system:node', {}, 0],
    ['a role of the provider, live', 'cluster', 'eks:addon-manager', {}, 0],
    ['a default role, live', 'cluster', 'admin', label, 0],
    ['a role of one’s own, live', 'cluster', 'operator', {}, 1],
    ['a role that is called so in a file', 'a.yaml', 'system:node', {}, 1],
    ['a default role that was written to a file', 'a.yaml', 'system:node', label, 0],
    ['the label alone, in a file', 'a.yaml', 'operator', label, 1],
  ])('%s', (_name, file, name, metadata, count) => {
    expect(judge('role-reads-secrets', [object('ClusterRole', name, secrets, metadata)], originOf(file))).toHaveLength(count)
  })

  test('a secret in a cluster is where it belongs', () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, stringData: { password: 'hunter2' } }
    expect(judge('secret-in-manifest', [secret], originOf('cluster'))).toEqual([])
    expect(judge('secret-in-manifest', [secret])).toHaveLength(1)
  })
})

test('a pod is told of its token by one check', () => {
  const pod = (account: string | undefined) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'shop' },
    spec: { ...(account === undefined ? {} : { serviceAccountName: account }), containers: [{ name: 'a', image: 'a' }] },
  })
  const told = (account: string | undefined) =>
    ['service-account-token-mounted', 'default-service-account'].filter((name) => judge(name, [pod(account)]).length > 0)
  expect(told(undefined)).toEqual(['default-service-account'])
  expect(told('default')).toEqual(['default-service-account'])
  expect(told('cart')).toEqual(['service-account-token-mounted'])
})

test('the fix of a binding for everyone leaves the others in', () => {
  const [finding] = judge('anonymous-binding', [
    bind('ClusterRoleBinding', 'view', [
      { kind: 'User', name: 'system:anonymous' },
      account('cart', 'shop'),
      { kind: 'Group', name: 'system:authenticated' },
    ]),
  ])
  expect(finding?.places).toHaveLength(2)
  for (const change of finding?.fix?.changes ?? [])
    expect(change).toEqual({ op: 'set', path: ['subjects'], value: [account('cart', 'shop')] })
})
