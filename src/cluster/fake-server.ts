import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** For tests: an API server that knows discovery, paging, content types and tokens, and whose answers a test can replace. */
export interface FakeServer {
  readonly url: string
  /** Certificate of its own authority, or `undefined` where it speaks plain HTTP for want of openssl. */
  readonly ca: string | undefined
  readonly requests: readonly FakeRequest[]
  /** Number of connections that were made. */
  connections(): number
  close(): Promise<void>
}

export interface FakeRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
}

export interface FakeReply {
  readonly status: number
  readonly body?: unknown
  readonly headers?: { readonly [name: string]: string }
  /** Close the connection in the middle of the answer. */
  readonly broken?: boolean
  /** Never answer. */
  readonly silent?: boolean
}

/** A resource with its objects, by group and version. */
export interface FakeResource {
  readonly group: string
  readonly version: string
  readonly resource: string
  readonly kind: string
  readonly namespaced: boolean
  readonly objects: readonly FakeObject[]
}

export interface FakeObject {
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown }
  readonly [field: string]: unknown
}

export interface FakeOptions {
  readonly resources: readonly FakeResource[]
  /** `false` for a server older than Kubernetes 1.26. */
  readonly aggregated?: boolean
  readonly token?: string
  /** Groups with a version whose own server does not answer, as `metrics.k8s.io/v1`. */
  readonly stale?: readonly string[]
  /** Answers in the server's place; `undefined` leaves the request to it. */
  readonly instead?: (request: FakeRequest) => FakeReply | undefined
  /** Speak HTTP even where HTTPS is possible. */
  readonly plain?: boolean
}

export interface Certificate {
  readonly key: string
  readonly cert: string
}

/** A self-signed certificate for 127.0.0.1, or `undefined` where there is no openssl. */
export function makeCertificate(): Certificate | undefined {
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', '-']
  try {
    const pem = execFileSync('openssl', ['req', '-x509', ...key, '-days', '2', ...subject], { encoding: 'utf8', stdio: 'pipe' })
    const blocks = pem.match(/-----BEGIN ([A-Z ]+)-----[\s\S]+?-----END \1-----/g) ?? []
    const [keyBlock, cert] = [
      blocks.find((block) => block.includes('PRIVATE KEY')),
      blocks.find((block) => block.includes('CERTIFICATE')),
    ]
    return keyBlock === undefined || cert === undefined ? undefined : { key: keyBlock, cert }
  } catch {
    return undefined
  }
}

/** Starts it on a free port of 127.0.0.1. */
export async function startFakeServer(options: FakeOptions, certificate?: Certificate): Promise<FakeServer> {
  const requests: FakeRequest[] = []
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', 'http://fake')
    const seen = { method: request.method ?? '', path: url.pathname, query: url.searchParams, headers: request.headers }
    requests.push(seen)
    send(request, response, options.instead?.(seen) ?? answer(seen, options))
  }
  const secure = certificate !== undefined && options.plain !== true
  const server = secure ? createHttps(certificate, listener) : createHttp(listener)
  let connections = 0
  server.on('connection', () => connections++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `${secure ? 'https' : 'http'}://127.0.0.1:${port}`,
    ca: secure ? certificate.cert : undefined,
    requests,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function send(request: IncomingMessage, response: ServerResponse, reply: FakeReply): void {
  if (reply.silent === true) return
  const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {})
  const zipped = request.headers['accept-encoding'] === 'gzip' && text.length > 1000
  const body = zipped ? gzipSync(text) : Buffer.from(text)
  response.writeHead(reply.status, {
    'Content-Type': 'application/json',
    'Content-Length': body.length,
    ...(zipped ? { 'Content-Encoding': 'gzip' } : {}),
    ...reply.headers,
  })
  if (reply.broken !== true) response.end(body)
  else response.write(body.subarray(0, body.length >> 1), () => response.destroy())
}

/** A refusal as the API server words it (meta/v1 Status). */
export function refuse(
  code: number,
  message: string,
  more: { readonly continue?: string; readonly retryAfter?: string } = {},
): FakeReply {
  return {
    status: code,
    headers: more.retryAfter === undefined ? {} : { 'Retry-After': more.retryAfter },
    body: { kind: 'Status', apiVersion: 'v1', metadata: { continue: more.continue }, status: 'Failure', message, code },
  }
}

function answer(request: FakeRequest, options: FakeOptions): FakeReply {
  if (options.token !== undefined && request.headers.authorization !== `Bearer ${options.token}`)
    return refuse(401, 'Unauthorized')
  if (request.path === '/version') return { status: 200, body: { gitVersion: 'v1.36.0' } }
  return discovery(request, options) ?? list(request, options) ?? refuse(404, 'the server could not find the requested resource')
}

function discovery({ path, headers }: FakeRequest, options: FakeOptions): FakeReply | undefined {
  const core = path === '/api'
  const { resources, stale = [] } = options
  const versions = new Set([...resources.map(({ group, version }) => `${group}/${version}`), ...stale])
  const groups = Map.groupBy([...versions], (version) => version.slice(0, version.indexOf('/')))
  if (core || path === '/apis') {
    const names = [...groups.keys()].filter((group) => (group === '') === core)
    const versionsOf = (group: string): string[] => (groups.get(group) ?? []).map((version) => version.slice(group.length + 1))
    if (options.aggregated !== false && headers.accept?.includes('as=APIGroupDiscoveryList') === true) {
      const items = names.map((name) => ({
        metadata: { name },
        versions: versionsOf(name).map((version) => ({
          version,
          freshness: stale.includes(`${name}/${version}`) ? 'Stale' : 'Current',
          resources: resources
            .filter((resource) => resource.group === name && resource.version === version)
            .map(({ resource }) => ({ resource, verbs: ['get', 'list', 'watch'] })),
        })),
      }))
      return { status: 200, body: { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items } }
    }
    if (core) return { status: 200, body: { kind: 'APIVersions', versions: versionsOf('') } }
    const listed = names.map((name) => ({ name, versions: versionsOf(name).map((version) => ({ version })) }))
    return { status: 200, body: { kind: 'APIGroupList', apiVersion: 'v1', groups: listed } }
  }
  const version = [...versions].find(
    (candidate) => path === (candidate.startsWith('/') ? `/api${candidate}` : `/apis/${candidate}`),
  )
  if (version === undefined) return undefined
  if (stale.includes(version)) return refuse(503, 'the server is currently unable to handle the request', { retryAfter: '0' })
  const served = resources.filter((resource) => `${resource.group}/${resource.version}` === version)
  const listed = served.map(({ resource }) => ({ name: resource, verbs: ['get', 'list'] }))
  return { status: 200, body: { kind: 'APIResourceList', groupVersion: version, resources: listed } }
}

function list(request: FakeRequest, { resources }: FakeOptions): FakeReply | undefined {
  for (const resource of resources) {
    const { group, version, kind, objects } = resource
    const base = group === '' ? `/api/${version}` : `/apis/${group}/${version}`
    if (request.path === `${base}/${resource.resource}`) return page(request, kind, objects)
    const scoped = request.path.match(/^(.*)\/namespaces\/([^/]+)(?:\/([^/]+))?$/)
    if (scoped?.[1] !== base) continue
    if (scoped[3] === undefined && resource.resource === 'namespaces') {
      const body = objects.find((object) => object.metadata.name === scoped[2])
      return body === undefined ? refuse(404, `namespaces "${scoped[2]}" not found`) : { status: 200, body }
    }
    if (scoped[3] !== resource.resource || !resource.namespaced) continue
    return page(
      request,
      kind,
      objects.filter((object) => object.metadata.namespace === scoped[2]),
    )
  }
  return undefined
}

function page({ query, headers }: FakeRequest, kind: string, objects: readonly FakeObject[]): FakeReply {
  const partial = headers.accept === 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1'
  const from = Number((query.get('continue') ?? 'from-0').slice('from-'.length))
  const to = from + Number(query.get('limit') ?? objects.length)
  const left = objects.length - to
  const metadata =
    left > 0 ? { resourceVersion: '1', continue: `from-${to}`, remainingItemCount: left } : { resourceVersion: '1' }
  const items = objects.slice(from, to)
  if (!partial) return { status: 200, body: { kind: `${kind}List`, apiVersion: 'v1', metadata, items } }
  const heads = items.map((item) => ({ kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: item.metadata }))
  return { status: 200, body: { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata, items: heads } }
}

/** Writes a kubeconfig for the server into a new folder, and gives its path. */
export function writeKubeconfig(server: Pick<FakeServer, 'url' | 'ca'>, user: { readonly [field: string]: unknown }): string {
  const file = join(mkdtempSync(join(tmpdir(), 'haetae-kubeconfig-')), 'config')
  const ca = server.ca === undefined ? {} : { 'certificate-authority-data': Buffer.from(server.ca).toString('base64') }
  const document = {
    clusters: [{ name: 'fake', cluster: { server: server.url, ...ca } }],
    users: [{ name: 'reader', user }],
    contexts: [{ name: 'fake', context: { cluster: 'fake', user: 'reader', namespace: 'shop' } }],
    'current-context': 'fake',
  }
  writeFileSync(file, JSON.stringify(document))
  return file
}
