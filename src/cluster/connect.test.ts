import { rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { connect as connectSocket } from 'node:net'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { AppError } from '../model/index.ts'
import { connect } from './connect.ts'
import { type FakeOptions, type FakeServer, makeCertificate, refuse, startFakeServer, writeKubeconfig } from './fake-server.ts'

const certificate = makeCertificate()
const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

async function start(options: Partial<FakeOptions> = {}): Promise<FakeServer> {
  const server = await startFakeServer({ resources: [], ...options }, certificate)
  cleanups.push(server.close)
  return server
}

function kubeconfigFor(server: Pick<FakeServer, 'url' | 'ca'>, user: { readonly [field: string]: unknown } = {}): string {
  const file = writeKubeconfig(server, user)
  cleanups.push(() => rmSync(dirname(file), { recursive: true }))
  return file
}

async function errorOf(attempt: Promise<unknown>): Promise<AppError> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof AppError) return error
  throw new Error(`an AppError was expected, not ${String(error)}`)
}

/** An exec plugin that runs `script` in this Node. */
function plugin(script: string): { readonly [field: string]: unknown } {
  return { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath, args: ['-e', script] } }
}

describe.skipIf(certificate === undefined)('identities over HTTPS', () => {
  test.each([
    ['a token', { token: 'letmein' }],
    ['an exec plugin', plugin(`console.log(JSON.stringify({ status: { token: 'letmein' } }))`)],
    [
      'an exec plugin that reads what it is told',
      plugin(`const { kind } = JSON.parse(process.env.KUBERNETES_EXEC_INFO)
        console.log(JSON.stringify({ status: { token: kind === 'ExecCredential' ? 'letmein' : '' } }))`),
    ],
  ])('%s is accepted', async (_, user) => {
    const server = await start({ token: 'letmein' })
    const connection = await connect({ kubeconfig: kubeconfigFor(server, user), environment: {} })
    expect(connection).toMatchObject({ server: server.url, context: 'fake', namespace: 'shop', version: 'v1.36.0' })
    connection.close()
  })

  test('a token file may end with a line break', async () => {
    const server = await start({ token: 'letmein' })
    const file = kubeconfigFor(server, { tokenFile: 'token' })
    writeFileSync(join(dirname(file), 'token'), 'letmein\n')
    await connect({ kubeconfig: file, environment: {} })
  })

  test.each([
    ['a wrong token', { token: 'wrong' }, ['(401)', 'fake']],
    ['no identity at all', {}, ['(401)', 'fake']],
    [
      'a plugin that fails',
      plugin(`console.error('session expired'); process.exit(1)`),
      ['exec plugin', 'session expired', 'fake'],
    ],
    ['a plugin that is not there', { exec: { command: 'haetae-no-such-plugin' } }, ['haetae-no-such-plugin', 'not found']],
    ['a plugin that says something else', plugin(`console.log('hello')`), ['exec plugin', 'fake']],
    ['a certificate that is not there', { 'client-certificate': 'gone.crt' }, ['credentials', 'gone.crt', 'fake']],
  ])('%s is told', async (_, user, parts) => {
    const server = await start({ token: 'letmein' })
    const file = kubeconfigFor(server, user)
    const error = await errorOf(connect({ kubeconfig: file, environment: {} }))
    expect(error.code).toBe('CLUSTER')
    for (const part of [...parts, file]) expect(error.text.en).toContain(part)
    for (const part of [file, 'fake']) expect(error.text.ko).toContain(part)
  })

  test('a certificate that the kubeconfig does not trust is told with what to change', async () => {
    const server = await start()
    const error = await errorOf(connect({ kubeconfig: kubeconfigFor({ url: server.url, ca: undefined }), environment: {} }))
    expect(error.text.en).toMatch(/certificate/)
    expect(error.hint?.en).toContain('certificate-authority')
    expect(server.requests).toHaveLength(0)
  })

  test('one connection carries all requests', async () => {
    const server = await start({ token: 'letmein' })
    const connection = await connect({ kubeconfig: kubeconfigFor(server, { token: 'letmein' }), environment: {} })
    for (let count = 0; count < 5; count++) await connection.get('/version')
    expect(server.requests).toHaveLength(6)
    expect(server.connections()).toBe(1)
  })

  test('impersonation goes into the headers', async () => {
    const server = await start()
    await connect({ kubeconfig: kubeconfigFor(server, { as: 'auditor', 'as-groups': ['a', 'b'] }), environment: {} })
    expect(server.requests[0]?.headers).toMatchObject({ 'impersonate-user': 'auditor', 'impersonate-group': 'a, b' })
  })
})

test('no credentials go over plain HTTP', async () => {
  const server = await start({ plain: true })
  await connect({ kubeconfig: kubeconfigFor(server, { token: 'letmein' }), environment: {} })
  expect(server.requests[0]?.headers.authorization).toBeUndefined()
})

test('the proxy of the kubeconfig carries the requests', async () => {
  const targets: string[] = []
  const proxy = createServer()
  proxy.on('connect', (request, socket) => {
    targets.push(request.url ?? '')
    const [host = '', port] = (request.url ?? '').split(':')
    const onward = connectSocket(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  const url = `http://127.0.0.1:${await listen(proxy)}`
  const server = await start()
  const file = kubeconfigFor(server)
  const ca = server.ca === undefined ? {} : { 'certificate-authority-data': Buffer.from(server.ca).toString('base64') }
  const cluster = { server: server.url, 'proxy-url': url, ...ca }
  const document = {
    clusters: [{ name: 'c', cluster }],
    contexts: [{ name: 'c', context: { cluster: 'c' } }],
    'current-context': 'c',
  }
  writeFileSync(file, JSON.stringify(document))
  const connection = await connect({ kubeconfig: file, environment: {} })
  connection.close()
  expect(targets).toEqual([server.url.replace(/^https?:\/\//, '')])
})

async function listen(server: Server): Promise<number> {
  cleanups.push(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

describe('what answers is judged', () => {
  test.each([
    ['a web page', { status: 200, body: '<html>log in</html>' }, 'not a JSON object'],
    ['something else than an API server', { status: 404, body: 'no such page' }, 'HTTP 404'],
    ['a redirect, which is not followed', { status: 302, headers: { Location: 'https://127.0.0.1:1/' } }, 'HTTP 302'],
    ['words that would write to the terminal', refuse(500, 'a\u001b[31mred\u202e'), 'a [31mred'],
    ['a server that is not ready', refuse(503, 'not ready', { retryAfter: '0' }), 'not ready'],
    ['an answer that never comes', { status: 200, silent: true }, 'no complete answer within 0.3 s'],
    ['an answer that never ends', { status: 200, body: 'x'.repeat(500) }, 'larger than 300 bytes'],
  ])('%s', async (_, reply, part) => {
    const server = await start({ instead: () => reply })
    const limits = { timeoutMs: 300, maxBytes: 300, attempts: 2 }
    const error = await errorOf(connect({ kubeconfig: kubeconfigFor(server), environment: {}, limits }))
    expect(error.code).toBe('CLUSTER')
    expect(error.text.en).toContain(part)
    expect(error.text.en).toContain(server.url)
  })

  test('a server that hides its version is one all the same', async () => {
    const server = await start({ instead: () => refuse(403, 'forbidden') })
    const connection = await connect({ kubeconfig: kubeconfigFor(server), environment: {} })
    expect(connection.version).toBeUndefined()
  })

  test('nobody there is told at once', async () => {
    const server = await start()
    await server.close()
    const began = Date.now()
    const error = await errorOf(connect({ kubeconfig: kubeconfigFor(server), environment: {} }))
    expect(error.text.en).toContain('ECONNREFUSED')
    expect(Date.now() - began).toBeLessThan(5000)
  })

  test('a server address that is none', async () => {
    const error = await errorOf(connect({ kubeconfig: kubeconfigFor({ url: 'ftp://x', ca: undefined }), environment: {} }))
    expect(error.text.en).toContain('an https address was expected')
  })

  test('no kubeconfig anywhere', async () => {
    const error = await errorOf(connect({ environment: { HOME: '/nonexistent' } }))
    expect(error.text.en).toContain('/nonexistent/.kube/config')
  })

  test('an aborted signal ends it with its own reason', async () => {
    const server = await start({ instead: () => ({ status: 200, silent: true }) })
    const attempt = connect({
      kubeconfig: kubeconfigFor(server),
      environment: {},
      signal: AbortSignal.abort(new Error('enough')),
    })
    await expect(attempt).rejects.toThrow('enough')
  })
})

test('kubectl can be told to use the same context', async () => {
  const server = await start()
  const kubeconfig = kubeconfigFor(server)
  const named = await connect({ kubeconfig, context: 'fake', environment: {} })
  expect(named.kubectlFlags).toBe(` --kubeconfig ${kubeconfig} --context fake`)
  const found = await connect({ environment: { KUBECONFIG: kubeconfig } })
  expect(found.kubectlFlags).toBe('')
})
