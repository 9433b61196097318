import { describe, expect, test } from 'vitest'
import { podsOf } from '../../kube/pod.ts'
import { readObjects } from '../../kube/read-object.ts'
import { nodePaths, runtimeSockets } from './paths.ts'
import { hostVolumes, normaliseHostPath } from './volumes.ts'

describe('one spelling for every path', () => {
  test.each([
    ['/', '/'],
    ['//', '/'],
    ['/etc/', '/etc'],
    ['/etc//kubernetes/./pki/', '/etc/kubernetes/pki'],
    ['/srv/../etc', '/etc'],
    ['/../..', '/'],
    ['/var/run/docker.sock', '/run/docker.sock'],
    ['/var/run', '/run'],
    ['/var/running', '/var/running'],
    ['/lib/modules', '/usr/lib/modules'],
    ['/lib64', '/usr/lib64'],
    ['C:\\Windows\\System32', 'c:/windows/system32'],
    ['c:/', 'c:'],
    ['\\\\.\\pipe\\docker_engine', '//./pipe/docker_engine'],
  ])('%s', (written, normal) => {
    expect(normaliseHostPath(written)).toBe(normal)
  })

  test('the tables are written in it', () => {
    for (const { path } of [...nodePaths, ...runtimeSockets]) expect(normaliseHostPath(path)).toBe(path)
  })
})

const root = { name: 'c', image: 'x' }
const user = { ...root, securityContext: { runAsUser: 10_001 } }
const readOnly = { readOnly: true }

/** Kind, severity and path of the worst access to a volume that one container mounts. */
function worst(path: string, mount: object, container: object = root): string {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: {
      volumes: [{ name: 'v', hostPath: { path } }],
      containers: [{ ...container, volumeMounts: [{ name: 'v', mountPath: '/x', ...mount }] }],
    },
  }
  const found = readObjects(pod).flatMap(({ object }) => podsOf(object).pods.flatMap(hostVolumes))
  return found.map(({ accesses: [{ kind, severity, path: reached }] }) => `${kind} ${severity} ${reached}`).join()
}

describe('what a mount comes to', () => {
  test.each<[string, string, object, object, string]>([
    ['a socket, read-only', '/var/run/docker.sock', readOnly, root, 'socket critical /run/docker.sock'],
    ['a socket, by a user', '/run/docker.sock', {}, user, 'socket high /run/docker.sock'],
    ['a socket elsewhere', '/var/vcap/data/docker.sock', {}, root, 'socket critical /var/vcap/data/docker.sock'],
    ['the directory of sockets', '/var/run/', {}, root, 'socket critical /run'],
    ['a sub-path that is a socket', '/', { subPath: 'run/crio/crio.sock' }, root, 'socket critical /run/crio/crio.sock'],
    ['a Windows pipe', '\\\\.\\pipe\\docker_engine', {}, root, 'socket critical //./pipe/docker_engine'],
    ['another socket in /run', '/run/foo.sock', {}, root, 'other medium /run/foo.sock'],

    ['the disk', '/', {}, root, 'node critical /'],
    ['the disk, read-only at the top', '/', readOnly, root, 'node critical /'],
    ['the disk, read-only throughout', '/', { ...readOnly, recursiveReadOnly: 'Enabled' }, root, 'node high /'],
    ['the disk, by a user', '/', readOnly, user, 'node medium /'],
    ['a harmless part of the disk', '/', { ...readOnly, subPath: 'srv/data' }, root, 'other low /srv/data'],
    [
      'a variable part of the disk',
      '/',
      { ...readOnly, subPathExpr: 'var/lib/kubelet/$(POD)/x' },
      root,
      'node high /var/lib/kubelet',
    ],
    ['all of /var', '/var', readOnly, root, 'node high /var'],
    ['other things of /var', '/var/cache', {}, root, 'other medium /var/cache'],
    ['configuration, writable', '/etc/agent', {}, root, 'node medium /etc/agent'],
    ['configuration, read-only', '/etc/agent', readOnly, root, 'other low /etc/agent'],
    ['a cron table', '/etc/cron.d', {}, root, 'node critical /etc/cron.d'],
    ['the cluster’s keys', '/etc/kubernetes/pki/', readOnly, root, 'node critical /etc/kubernetes/pki'],
    ['the node’s kubeconfig', '/etc/kubernetes/kubelet.conf', readOnly, root, 'node high /etc/kubernetes/kubelet.conf'],
    ['accounts, read-only', '/etc/passwd', readOnly, root, 'other low /etc/passwd'],
    ['a disk', '/dev/nvme0n1', {}, root, 'node critical /dev/nvme0n1'],
    ['another device', '/dev/fuse', {}, root, 'other medium /dev/fuse'],
    ['modules, read-only', '/lib/modules', readOnly, root, 'other low /usr/lib/modules'],
    ['modules, writable', '/lib/modules', {}, root, 'node critical /usr/lib/modules'],
    ['logs, read-only', '/var/log/pods', readOnly, root, 'other low /var/log/pods'],
    ['logs, writable', '/var/log', {}, root, 'node medium /var/log'],
    ['a name that only begins alike', '/etcetera', {}, root, 'other medium /etcetera'],
  ])('%s', (_name, path, mount, container, expected) => {
    expect(worst(path, mount, container)).toBe(expected)
  })

  test('a volume that nothing mounts is a note', () => {
    expect(worst('/', { name: 'another' })).toBe('node info /')
  })

  test('a privileged container is root whoever its user is', () => {
    expect(worst('/', {}, { ...user, securityContext: { runAsUser: 10_001, privileged: true } })).toBe('node critical /')
  })
})
