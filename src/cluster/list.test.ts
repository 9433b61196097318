import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { AppError, type Gap } from '../model/index.ts'
import { type Connection, type ConnectOptions, connect } from './connect.ts'
import {
  type FakeObject,
  type FakeOptions,
  type FakeReply,
  type FakeRequest,
  type FakeResource,
  type FakeServer,
  makeCertificate,
  refuse,
  startFakeServer,
  writeKubeconfig,
} from './fake-server.ts'
import { clusterIdentity } from './identity.ts'
import { type ObjectItem, type ReadOptions, readCluster } from './list.ts'
import { type WantedKind, wantedKinds } from './wanted.ts'

const certificate = makeCertificate()
const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

interface Setup {
  readonly server: FakeServer
  readonly connection: Connection
}

async function setUp(options: FakeOptions, limits: ConnectOptions['limits'] = {}): Promise<Setup> {
  const server = await startFakeServer(options, certificate)
  const kubeconfig = writeKubeconfig(server, { token: 'letmein' })
  cleanups.push(server.close, () => rmSync(dirname(kubeconfig), { recursive: true }))
  return { server, connection: await connect({ environment: { KUBECONFIG: kubeconfig }, limits }) }
}

interface Outcome {
  readonly objects: readonly ObjectItem[]
  readonly gaps: readonly Gap[]
}

async function readAll(connection: Connection, options: ReadOptions = {}): Promise<Outcome> {
  const objects: ObjectItem[] = []
  const gaps: Gap[] = []
  for await (const item of readCluster(connection, options)) {
    if (item.type === 'gap') gaps.push(item.gap)
    else objects.push(item)
  }
  return { objects, gaps }
}

function wanted(...resources: readonly string[]): readonly WantedKind[] {
  return wantedKinds.filter(({ resource }) => resources.includes(resource))
}

function resource(name: string, objects: readonly FakeObject[], version?: string): FakeResource {
  const kind = wantedKinds.find((candidate) => candidate.resource === name)
  if (kind === undefined) throw new Error(`no such kind: ${name}`)
  return { ...kind, version: version ?? kind.versions[0] ?? '', objects }
}

function numbered(count: number, namespace = 'shop'): readonly FakeObject[] {
  return Array.from({ length: count }, (_, index) => ({
    metadata: { name: `o-${index}`, namespace, uid: `${namespace}-${index}` },
  }))
}

function names({ objects }: Outcome): readonly string[] {
  return objects.map(({ object }) => (object as FakeObject).metadata.name)
}

/** Answers the nth list of `path`, counted from 1, in the server's place. */
function onList(
  path: string,
  reply: (nth: number, request: FakeRequest) => FakeReply | undefined,
): NonNullable<FakeOptions['instead']> {
  let nth = 0
  return (request) => (request.path === path ? reply(++nth, request) : undefined)
}

describe.each([
  ['aggregated discovery', true],
  ['discovery group by group', false],
])('%s', (_, aggregated) => {
  test('reads every kind that is there, and asks for nothing else', async () => {
    const resources = wantedKinds
      .filter(({ group }) => group !== 'gateway.networking.k8s.io')
      .map((kind) => ({
        ...kind,
        version: kind.versions[0] ?? '',
        objects: kind.namespaced ? numbered(2) : [{ metadata: { name: 'o', uid: 'o' } }],
      }))
    const { server, connection } = await setUp({ resources, aggregated })
    const outcome = await readAll(connection)
    expect(outcome.gaps).toEqual([])
    expect(new Set(outcome.objects.map(({ kind }) => kind))).toEqual(new Set(resources.map(({ kind }) => kind)))
    expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(['GET']))
    const lists = server.requests.filter(({ query }) => query.has('limit'))
    expect(lists).toHaveLength(resources.length)
    for (const { query } of lists) expect([...query.keys()]).toEqual(['limit'])
  })

  test.each([
    ['its first version', ['v1', 'v1beta1'], 'v1'],
    ['an older version where only that is served', ['v1beta1'], 'v1beta1'],
  ])('takes of a kind %s', async (_name, versions, expected) => {
    const resources = versions.map((version) => resource('gateways', numbered(1), version))
    const { connection } = await setUp({ resources, aggregated })
    const { objects, gaps } = await readAll(connection, { kinds: wanted('gateways') })
    expect(gaps).toEqual([])
    expect(objects.map(({ object }) => object)).toMatchObject([
      { apiVersion: `gateway.networking.k8s.io/${expected}`, kind: 'Gateway', metadata: { name: 'o-0' } },
    ])
  })

  test.each([
    ['no gap: an optional group that is not served', 'gateways', [], []],
    ['no gap: an optional kind that its served group lacks', 'gateways', [resource('httproutes', [])], []],
    [
      'a gap: an optional kind in versions that cannot be read',
      'gateways',
      [resource('gateways', [], 'v1alpha2')],
      ['unsupported'],
    ],
    ['a gap: a group that every server has', 'deployments', [], ['unsupported']],
  ])('%s', async (_name, kind, more, reasons) => {
    const { connection } = await setUp({ resources: [resource('pods', []), ...more], aggregated })
    const { gaps } = await readAll(connection, { kinds: wanted(kind) })
    expect(gaps.map(({ reason }) => reason)).toEqual(reasons)
    for (const gap of gaps) expect(gap.message.en).toContain(kind)
  })

  test('a group whose own server does not answer is a gap', async () => {
    const stale = ['gateway.networking.k8s.io/v1']
    const { connection } = await setUp({ resources: [resource('pods', numbered(1))], aggregated, stale })
    const outcome = await readAll(connection, { kinds: wanted('gateways', 'pods') })
    expect(names(outcome)).toEqual(['o-0'])
    expect(outcome.gaps.map(({ reason }) => reason)).toEqual(['unreachable'])
  })
})

test('discovery that is forbidden is a gap, and every kind is tried all the same', async () => {
  const instead = (request: FakeRequest) => (/^\/apis?$/.test(request.path) ? refuse(403, 'no discovery') : undefined)
  const { connection } = await setUp({ resources: [resource('pods', numbered(1))], instead })
  const outcome = await readAll(connection, { kinds: wanted('pods', 'deployments', 'gateways') })
  expect(names(outcome)).toEqual(['o-0'])
  expect(outcome.gaps.map(({ reason, message }) => [reason, message.en.split(' ').slice(0, 5).join(' ')])).toEqual([
    ['forbidden', 'no right to get /api'],
    ['unsupported', 'deployments.apps in the cluster could'],
  ])
  expect(outcome.gaps[0]?.message.en).toContain('`kubectl auth can-i get /api`')
})

describe('paging', () => {
  test.each([
    ['fewer than a page', 3, 10, 1],
    ['exactly one page', 10, 10, 1],
    ['several pages', 25, 10, 3],
    ['none', 0, 10, 1],
  ])('%s', async (_, count, pageSize, requests) => {
    const { server, connection } = await setUp({ resources: [resource('pods', numbered(count))] })
    const progress: unknown[] = []
    const outcome = await readAll(connection, { kinds: wanted('pods'), pageSize, onProgress: (told) => progress.push(told) })
    expect(names(outcome)).toEqual(numbered(count).map(({ metadata }) => metadata.name))
    expect(outcome.gaps).toEqual([])
    expect(server.requests.filter(({ path }) => path === '/api/v1/pods')).toHaveLength(requests)
    expect(progress).toHaveLength(requests)
    expect(progress.at(-1)).toEqual({ resource: 'pods', group: '', read: count, remaining: undefined })
  })

  test('a page is asked for only when the one before is used up', async () => {
    const { server, connection } = await setUp({ resources: [resource('pods', numbered(30))] })
    const reading = readCluster(connection, { kinds: wanted('pods'), pageSize: 10 })
    for (let count = 0; count < 10; count++) await reading.next()
    expect(server.requests.filter(({ path }) => path === '/api/v1/pods')).toHaveLength(1)
    await reading.return()
  })
})

const pods = '/api/v1/pods'
const expired = (token?: string) =>
  refuse(410, 'The provided continue parameter is too old', token === undefined ? {} : { continue: token })
const later = refuse(429, 'too many requests', { retryAfter: '0' })
const broken: FakeReply = { status: 200, body: 'x'.repeat(5000), broken: true }

describe('a list of 25 that meets trouble loses nothing and gives nothing twice', () => {
  test.each<[string, (nth: number, request: FakeRequest) => FakeReply | undefined, number]>([
    ['an expired token', (nth) => (nth === 3 ? expired() : undefined), 6],
    ['a token that expires again, with one to go on', (nth) => (nth === 2 || nth === 4 ? expired('from-10') : undefined), 6],
    ['too many requests', (nth) => (nth === 2 || nth === 3 ? later : undefined), 5],
    ['an unavailable server', (nth) => (nth === 1 ? refuse(503, 'starting', { retryAfter: '0' }) : undefined), 4],
    ['an internal error with Retry-After', (nth) => (nth === 1 ? refuse(500, 'etcd', { retryAfter: '0' }) : undefined), 4],
    ['a gateway without Retry-After', (nth) => (nth === 1 ? refuse(502, 'bad gateway') : undefined), 4],
    ['a connection that breaks', (nth) => (nth === 2 ? broken : undefined), 4],
    ['an answer that stalls', (nth) => (nth === 2 ? { status: 200, silent: true } : undefined), 4],
    [
      'a page that is too large',
      (_, { query }) => (query.get('limit') === '10' ? { status: 200, body: 'x'.repeat(200_000) } : undefined),
      14,
    ],
  ])('%s', async (_, reply, requests) => {
    const options = { resources: [resource('pods', numbered(25))], instead: onList(pods, reply) }
    const { server, connection } = await setUp(options, { maxBytes: 100_000, timeoutMs: 500 })
    const outcome = await readAll(connection, { kinds: wanted('pods'), pageSize: 10 })
    expect(outcome.gaps).toEqual([])
    expect([...names(outcome)].sort()).toEqual(
      numbered(25)
        .map(({ metadata }) => metadata.name)
        .sort(),
    )
    expect(server.requests.filter(({ path }) => path === pods)).toHaveLength(requests)
  })
})

describe('a kind that cannot be read is a gap, and the next kind is read', () => {
  const items = (value: unknown): FakeReply => ({ status: 200, body: { kind: 'PodList', metadata: {}, items: value } })
  test.each<[string, (nth: number) => FakeReply | undefined, Gap['reason'], string, number]>([
    [
      'forbidden',
      () => refuse(403, 'User "me" cannot list resource "pods"'),
      'forbidden',
      'kubectl auth can-i list pods --all-namespaces',
      0,
    ],
    ['forbidden later', (nth) => (nth === 2 ? refuse(403, 'no') : undefined), 'forbidden', 'after 10 objects', 10],
    ['busy for good', () => later, 'unreachable', 'too many requests', 0],
    ['an internal error', () => refuse(500, 'conversion webhook failed'), 'unreachable', 'conversion webhook failed', 0],
    ['expired at the first page', () => expired(), 'unreachable', 'too old', 0],
    ['expired again without a token', (nth) => (nth % 2 === 0 ? expired() : undefined), 'unreachable', 'after 10 objects', 10],
    ['gone since discovery', () => refuse(404, 'not found'), 'unsupported', 'not found', 0],
    ['one object that is too large', () => ({ status: 200, body: 'x'.repeat(200_000) }), 'too-large', '100000 bytes', 0],
    ['no JSON', () => ({ status: 200, body: '<html>' }), 'invalid', 'not a JSON object', 0],
    ['no list', () => ({ status: 200, body: { kind: 'Pod', metadata: {} } }), 'invalid', 'no list', 0],
    ['items of another type', () => items('none'), 'invalid', 'no list', 0],
    [
      'the same page for ever',
      () => ({ status: 200, body: { kind: 'PodList', metadata: { continue: 'again' }, items: [] } }),
      'invalid',
      'same page',
      0,
    ],
  ])('%s', async (_, reply, reason, part, read) => {
    const resources = [resource('pods', numbered(25)), resource('services', [{ metadata: { name: 'last', uid: 's' } }])]
    const { connection } = await setUp({ resources, instead: onList(pods, reply) }, { maxBytes: 100_000 })
    const outcome = await readAll(connection, { kinds: wanted('pods', 'services'), pageSize: 10 })
    expect(outcome.gaps).toMatchObject([{ reason, file: 'cluster' }])
    expect(outcome.gaps[0]?.message.en).toContain(part)
    expect(outcome.gaps[0]?.message.ko).toMatch(/pods.*[가-힣]/)
    expect(outcome.objects).toHaveLength(read + 1)
    expect(names(outcome).at(-1)).toBe('last')
  })

  test('entries that are no objects are counted, and the others given', async () => {
    const odd = [null, 'pod', {}, { metadata: { name: 3 } }, { metadata: { name: 'good' } }, { metadata: { name: 'good' } }]
    const { connection } = await setUp({ resources: [resource('pods', [])], instead: onList(pods, () => items(odd)) })
    const outcome = await readAll(connection, { kinds: wanted('pods') })
    expect(names(outcome)).toEqual(['good'])
    expect(outcome.gaps.map(({ reason, message }) => [reason, message.en.slice(0, 1)])).toEqual([['invalid', '4']])
  })

  test('a list without items is empty', async () => {
    const { connection } = await setUp({ resources: [resource('pods', [])], instead: onList(pods, () => items(null)) })
    expect(await readAll(connection, { kinds: wanted('pods') })).toEqual({ objects: [], gaps: [] })
  })
})

test('a connection that stays broken is not waited for at every kind', async () => {
  const instead = (request: FakeRequest) => (request.path.startsWith('/api/v1/') ? broken : undefined)
  const resources = [resource('pods', []), resource('services', []), resource('configmaps', [])]
  const { server, connection } = await setUp({ resources, instead }, { attempts: 2 })
  const { gaps } = await readAll(connection, { kinds: wanted('pods', 'services', 'configmaps') })
  expect(gaps.map(({ reason }) => reason)).toEqual(['unreachable', 'unreachable', 'unreachable'])
  expect(server.requests.filter(({ path }) => path.startsWith('/api/v1/'))).toHaveLength(2)
})

describe('one namespace', () => {
  const resources = [
    resource('namespaces', [{ metadata: { name: 'shop', uid: 'n1' } }, { metadata: { name: 'bank', uid: 'n2' } }]),
    resource('pods', [...numbered(3, 'shop'), ...numbered(4, 'bank')]),
    resource('deployments', numbered(2, 'shop')),
    resource('clusterroles', [{ metadata: { name: 'view', uid: 'r1' } }]),
  ]
  const kinds = wanted('namespaces', 'pods', 'deployments', 'clusterroles')

  test('its objects, itself and what belongs to no namespace', async () => {
    const { server, connection } = await setUp({ resources })
    const outcome = await readAll(connection, { namespace: 'shop', kinds })
    expect(outcome.gaps).toEqual([])
    expect(names(outcome)).toEqual(['shop', 'o-0', 'o-1', 'o-2', 'o-0', 'o-1', 'view'])
    expect(server.requests.map(({ path }) => path).slice(3)).toEqual([
      '/api/v1/namespaces/shop',
      '/api/v1/namespaces/shop/pods',
      '/apis/apps/v1/namespaces/shop/deployments',
      '/apis/rbac.authorization.k8s.io/v1/clusterroles',
    ])
  })

  test('each right that is missing is named with the command that shows it', async () => {
    const forbid = (request: FakeRequest) => (/^\/api(s\/.+)?\/v1\/./.test(request.path) ? refuse(403, 'no') : undefined)
    const { connection } = await setUp({ resources, instead: forbid })
    const { gaps } = await readAll(connection, { namespace: 'shop', kinds })
    expect(gaps.map(({ message }) => message.en.match(/`(.+)`/)?.[1])).toEqual([
      'kubectl auth can-i get namespaces/shop --namespace shop',
      'kubectl auth can-i list pods --namespace shop',
      'kubectl auth can-i list deployments.apps --namespace shop',
      'kubectl auth can-i list clusterroles.rbac.authorization.k8s.io --all-namespaces',
    ])
  })

  test.each([
    ['one that is not there', 'shopp', 'NOT_FOUND'],
    ['a name that none can have', '../nodes', 'USAGE'],
    ['an empty name', '', 'USAGE'],
  ])('%s is an error, not an empty result', async (_, namespace, code) => {
    const { connection } = await setUp({ resources })
    await expect(readAll(connection, { namespace, kinds })).rejects.toMatchObject({ code })
  })
})

describe('secrets', () => {
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{"data":{"p":"aHVudGVyMg=="}}', team: 'red' }
  const metadata = { name: 'db', namespace: 'shop', uid: 's1', annotations, managedFields: [{ manager: 'kubectl' }] }
  const secret = { metadata, data: { p: 'aHVudGVyMg==' } }
  const full: FakeReply = { status: 200, body: { kind: 'SecretList', metadata: {}, items: [secret] } }

  test.each<[string, FakeReply | undefined]>([
    ['the server is asked for metadata alone', undefined],
    ['a server that sends all the same is not listened to', full],
  ])('%s', async (_, reply) => {
    const options = { resources: [resource('secrets', [secret])], instead: onList('/api/v1/secrets', () => reply) }
    const { server, connection } = await setUp(options)
    const { objects, gaps } = await readAll(connection, { kinds: wanted('secrets') })
    expect(gaps).toEqual([])
    expect(objects).toHaveLength(1)
    expect(objects[0]).toMatchObject({ metadataOnly: true, kind: 'Secret' })
    expect(objects[0]?.object).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 'db',
        namespace: 'shop',
        uid: 's1',
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '', team: 'red' },
      },
    })
    const accept = server.requests.find(({ path }) => path === '/api/v1/secrets')?.headers.accept
    expect(accept).toBe('application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1')
  })

  test('a server that cannot send metadata alone is not asked for more', async () => {
    const options = {
      resources: [resource('secrets', [secret])],
      instead: onList('/api/v1/secrets', () => refuse(406, 'not acceptable')),
    }
    const { server, connection } = await setUp(options)
    const { objects, gaps } = await readAll(connection, { kinds: wanted('secrets') })
    expect(objects).toEqual([])
    expect(gaps.map(({ reason }) => reason)).toEqual(['unsupported'])
    expect(server.requests.filter(({ path }) => path === '/api/v1/secrets')).toHaveLength(1)
  })
})

test('objects get their apiVersion and kind and keep their body, without the bookkeeping', async () => {
  const deployment = { metadata: { name: 'cart', uid: 'd1', managedFields: [{ manager: 'x' }] }, spec: { replicas: 2 } }
  const { connection } = await setUp({ resources: [resource('deployments', [deployment])] })
  const { objects } = await readAll(connection, { kinds: wanted('deployments') })
  expect(objects).toEqual([
    {
      type: 'object',
      object: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'cart', uid: 'd1' }, spec: { replicas: 2 } },
      group: 'apps',
      version: 'v1',
      kind: 'Deployment',
      resource: 'deployments',
      namespaced: true,
      metadataOnly: false,
    },
  ])
})

test('credentials that stop being accepted end the reading', async () => {
  const { connection } = await setUp({
    resources: [resource('pods', [])],
    instead: onList(pods, () => refuse(401, 'Unauthorized')),
  })
  await expect(readAll(connection, { kinds: wanted('pods') })).rejects.toBeInstanceOf(AppError)
})

test('an aborted signal ends the reading with its own reason', async () => {
  const abort = new AbortController()
  const { connection } = await setUp({ resources: [resource('pods', numbered(30))] })
  const onProgress = (): void => abort.abort(new Error('enough'))
  const reading = readAll(connection, { kinds: wanted('pods'), pageSize: 10, signal: abort.signal, onProgress })
  await expect(reading).rejects.toThrow('enough')
})

describe('which cluster it is', () => {
  const path = '/api/v1/namespaces/kube-system'
  const resources = [resource('namespaces', [{ metadata: { name: 'kube-system', uid: 'c1' } }])]
  test.each<[string, FakeReply | undefined, string | undefined, readonly Gap['reason'][]]>([
    ['the uid of kube-system', undefined, 'c1', []],
    ['a gap where that is forbidden', refuse(403, 'no'), undefined, ['forbidden']],
    ['a gap where there is no uid', { status: 200, body: { metadata: {} } }, undefined, ['invalid']],
  ])('%s', async (_, reply, uid, reasons) => {
    const { connection } = await setUp({ resources, instead: onList(path, () => reply) })
    const identity = await clusterIdentity(connection)
    expect(identity).toMatchObject({ uid, version: 'v1.36.0' })
    expect(identity.gaps.map(({ reason }) => reason)).toEqual(reasons)
  })
})
