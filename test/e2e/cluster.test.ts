import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseResult } from '../../src/apps/cli/output/saved-result.ts'
import {
  type FakeObject,
  type FakeServer,
  makeCertificate,
  startFakeServer,
  writeKubeconfig,
} from '../../src/cluster/fake-server.ts'

const spec = { containers: [{ name: 'c', image: 'x', securityContext: { privileged: true } }] }
const owned = (name: string, kind: string, owner: string, uid: string) => ({
  name,
  namespace: 'shop',
  uid: `uid-${name}`,
  ownerReferences: [{ apiVersion: 'apps/v1', kind, name: owner, uid, controller: true }],
})
const resource = (group: string, resource: string, kind: string, objects: readonly FakeObject[], namespaced = true) => ({
  group,
  version: 'v1',
  resource,
  kind,
  namespaced,
  objects,
})

let server: FakeServer
beforeAll(async () => {
  server = await startFakeServer(
    {
      token: 'reader',
      resources: [
        resource(
          '',
          'namespaces',
          'Namespace',
          [{ metadata: { name: 'kube-system', uid: 'cluster-uid' } }, { metadata: { name: 'shop', uid: 'n' } }],
          false,
        ),
        resource('', 'pods', 'Pod', [
          { metadata: owned('web-1', 'ReplicaSet', 'web', 'uid-web-rs'), spec },
          { metadata: { name: 'bare', namespace: 'shop', uid: 'uid-bare' }, spec },
        ]),
        resource('apps', 'deployments', 'Deployment', [
          { metadata: { name: 'web', namespace: 'shop', uid: 'uid-web' }, spec: { template: { spec } } },
        ]),
        resource('apps', 'replicasets', 'ReplicaSet', [
          { metadata: { ...owned('web-rs', 'Deployment', 'web', 'uid-web'), uid: 'uid-web-rs' }, spec: { template: { spec } } },
        ]),
        resource('', 'services', 'Service', []),
        resource('', 'configmaps', 'ConfigMap', [{ metadata: owned('web-settings', 'Deployment', 'web', 'uid-web') }]),
        resource('rbac.authorization.k8s.io', 'clusterroles', 'ClusterRole', [{ metadata: { name: 'r', uid: 'r' } }], false),
      ],
      instead: ({ path }) =>
        path.endsWith('/services')
          ? {
              status: 403,
              body: {
                kind: 'Status',
                apiVersion: 'v1',
                status: 'Failure',
                reason: 'Forbidden',
                code: 403,
                message: 'services is forbidden',
              },
            }
          : undefined,
    },
    makeCertificate(),
  )
})
afterAll(() => server.close())

function scan(...more: readonly string[]): Promise<{ code: unknown; out: string; err: string }> {
  const kubeconfig = writeKubeconfig(server, { token: 'reader' })
  const args = ['scan', '--cluster', '--kubeconfig', kubeconfig, '--check', 'privileged-container', '-o', 'json', ...more]
  return new Promise((done) => execFile(resolve('haetae'), args, (error, out, err) => done({ code: error?.code ?? 0, out, err })))
}

test('a live cluster is read once per pod, and what is forbidden is a gap', async () => {
  const ran = await scan()
  expect(ran.err).toBe('')
  expect(ran.code).toBe(1)
  const { findings, gaps, scope } = parseResult(ran.out, 'out')
  // The replica set and its pod are the deployment's pod again.
  expect(
    findings.map(({ subject }) => `${subject.kind} ${subject.namespace}/${subject.name} ${subject.clusterUid}`).sort(),
  ).toEqual(['Deployment shop/web cluster-uid', 'Pod shop/bare cluster-uid'])
  expect(gaps.filter(({ reason }) => reason === 'forbidden').map(({ message }) => message.en)).toEqual([
    expect.stringContaining('services'),
  ])
  // What a workload owns besides pods is no copy of it.
  expect(scope.kinds.ConfigMap).toBe(1)
})

test('of several namespaces each is read, and what has none once', async () => {
  const { scope, findings } = parseResult((await scan('-n', 'shop', '-n', 'kube-system')).out, 'out')
  expect(scope.kinds).toMatchObject({ Namespace: 2, ClusterRole: 1, Deployment: 1 })
  expect(findings).toHaveLength(2)
})

test('what could not be read is not taken for absent', async () => {
  const { findings, gaps } = parseResult((await scan('--check', 'route-to-nowhere')).out, 'out')
  expect(findings.filter(({ check }) => check === 'posture/route-to-nowhere')).toEqual([])
  expect(gaps.map(({ checks }) => checks)).toContainEqual(['posture/route-to-nowhere'])
})
