import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { AppError } from '../model/index.ts'
import { readKubeconfig } from './kubeconfig.ts'

const folder = mkdtempSync(join(tmpdir(), 'haetae-kubeconfig-'))
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, text: string): string {
  const file = join(folder, name)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
  return file
}

const shop = write(
  'shop.yaml',
  `
apiVersion: v1
kind: Config
current-context: shop
clusters:
- name: shop
  cluster: { server: https://shop.example:6443, certificate-authority: ca.crt }
users:
- name: reader
  user: { token: first }
- name: files
  user: { client-certificate: certs/me.crt, client-key: /etc/keys/me.key, tokenFile: token, token: old }
- name: plugin
  user:
    as: auditor
    as-groups: [readers, writers]
    as-uid: "7"
    as-user-extra: { example.com/team: [red] }
    exec: { apiVersion: client.authentication.k8s.io/v1, command: ./bin/login, provideClusterInfo: true }
contexts:
- name: shop
  context: { cluster: shop, user: reader, namespace: cart }
- name: files
  context: { cluster: shop, user: files }
- name: plugin
  context: { cluster: second, user: plugin }
- name: anonymous
  context: { cluster: shop }
- name: no-cluster
  context: { cluster: gone, user: reader }
- name: no-user
  context: { cluster: shop, user: gone }
`,
)
const second = write(
  'second.yaml',
  `
current-context: second
clusters:
- name: shop
  cluster: { server: https://other.example }
- name: second
  cluster: { server: https://second.example, certificate-authority-data: Q0E= }
users:
- name: reader
  user: { token: second }
contexts:
- name: second
  context: { cluster: second, user: reader }
`,
)
const missing = join(folder, 'missing.yaml')

describe('which file and context', () => {
  const home = join(folder, 'home')
  write(
    'home/.kube/config',
    'current-context: h\nclusters: [{name: h, cluster: {server: https://home.example}}]\ncontexts: [{name: h, context: {cluster: h}}]',
  )
  test.each([
    ['the named file wins', { kubeconfig: shop, environment: { KUBECONFIG: second, HOME: home } }, 'https://shop.example:6443'],
    ['KUBECONFIG before the home folder', { environment: { KUBECONFIG: second, HOME: home } }, 'https://second.example'],
    ['the home folder', { environment: { HOME: home } }, 'https://home.example'],
    ['the first current context', { environment: { KUBECONFIG: [shop, second].join(delimiter) } }, 'https://shop.example:6443'],
    [
      'missing files of the list are passed over',
      { environment: { KUBECONFIG: [missing, '', second].join(delimiter) } },
      'https://second.example',
    ],
    [
      'a context of a later file',
      { context: 'second', environment: { KUBECONFIG: [shop, second].join(delimiter) } },
      'https://second.example',
    ],
    ['a named context', { kubeconfig: shop, context: 'anonymous', environment: {} }, 'https://shop.example:6443'],
  ])('%s', async (_, options, server) => {
    expect((await readKubeconfig(options))?.cluster.server).toBe(server)
  })

  test('nothing anywhere', async () => {
    expect(await readKubeconfig({ environment: { HOME: join(folder, 'nobody') } })).toBeUndefined()
    expect(await readKubeconfig({ environment: {} })).toBeUndefined()
  })
})

test('of two entries with one name the first counts', async () => {
  const target = await readKubeconfig({ context: 'second', environment: { KUBECONFIG: [shop, second].join(delimiter) } })
  expect(target?.user.token).toBe('first')
  expect(target?.source).toBe([shop, second].join(delimiter))
})

test('paths count from the folder of the file, and a token file wins over a token', async () => {
  const target = await readKubeconfig({ kubeconfig: shop, context: 'files', environment: {} })
  expect(target?.cluster['certificate-authority']).toBe(join(folder, 'ca.crt'))
  expect(target?.user).toEqual({
    'client-certificate': join(folder, 'certs/me.crt'),
    'client-key': '/etc/keys/me.key',
    'auth-provider': { name: 'tokenFile', config: { tokenFile: join(folder, 'token') } },
  })
})

test('an exec plugin is found beside the file and told about the cluster', async () => {
  const target = await readKubeconfig({ context: 'plugin', environment: { KUBECONFIG: [shop, second].join(delimiter) } })
  const info = {
    apiVersion: 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    spec: { interactive: false, cluster: { server: 'https://second.example', 'certificate-authority-data': 'Q0E=' } },
  }
  expect(target?.user.exec).toMatchObject({
    command: join(folder, 'bin/login'),
    env: [{ name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(info) }],
  })
  expect(target?.headers).toEqual({
    'Impersonate-Group': ['readers', 'writers'],
    'Impersonate-Uid': '7',
    'Impersonate-Extra-example.com%2Fteam': ['red'],
  })
})

describe('what is wrong is named', () => {
  const secret = write('secret.yaml', 'users: [{name: a, user: {token: "hunter2}}]')
  test.each([
    ['a named file that is missing', { kubeconfig: missing, environment: {} }, [missing, 'readable file was expected']],
    ['a folder', { kubeconfig: folder, environment: {} }, [folder, 'EISDIR']],
    ['all of KUBECONFIG missing', { environment: { KUBECONFIG: missing } }, [missing]],
    ['no YAML', { kubeconfig: secret, environment: {} }, [secret, 'clusters, users and contexts']],
    ['no object', { kubeconfig: write('list.yaml', '- a'), environment: {} }, ['list.yaml', 'clusters, users and contexts']],
    ['an empty file', { kubeconfig: write('empty.yaml', ''), environment: {} }, ['empty.yaml', 'no current context']],
    ['an unknown context', { kubeconfig: shop, context: 'prod', environment: {} }, ['prod', shop, 'shop, files']],
    ['a context without its cluster', { kubeconfig: shop, context: 'no-cluster', environment: {} }, ['no-cluster', 'gone']],
    ['a context without its user', { kubeconfig: shop, context: 'no-user', environment: {} }, ['no-user', 'gone']],
  ])('%s', async (_, options, parts) => {
    const error = await readKubeconfig(options).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    if (!(error instanceof AppError)) throw new Error('an AppError was expected')
    expect(error.code).toBe('CLUSTER')
    for (const part of parts) expect(error.text.en).toContain(part)
    expect(error.text.ko).toMatch(/[가-힣]/)
    // The parser quotes the file in its message.
    expect(`${error.message} ${String(error.cause ?? '')}`).not.toContain('hunter2')
  })
})
