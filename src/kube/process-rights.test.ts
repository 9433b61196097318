import { describe, expect, test } from 'vitest'
import { type PodContainer, podsOf } from './pod.ts'
import { addsCapability, dropsAllCapabilities, holdsCapability, mayRunAsRoot } from './process-rights.ts'
import { readObjects } from './read-object.ts'

function container(securityContext: object, podSecurityContext: object = {}): PodContainer {
  const value = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { securityContext: podSecurityContext, containers: [{ name: 'c', image: 'x', securityContext }] },
  }
  const [found] = readObjects(value).flatMap(({ object }) => podsOf(object).pods.flatMap(({ containers }) => containers))
  if (found === undefined) throw new Error('no container')
  return found
}

describe('who may be root', () => {
  test.each<[string, object, object, boolean]>([
    ['nothing is said', {}, {}, true],
    ['user 0', { runAsUser: 0 }, {}, true],
    ['a user', { runAsUser: 1000 }, {}, false],
    ['a user, with runAsNonRoot false', { runAsUser: 1000, runAsNonRoot: false }, {}, false],
    ['not root', { runAsNonRoot: true }, {}, false],
    ['not root, said by the pod', {}, { runAsNonRoot: true }, false],
    ['taken back by the container', { runAsNonRoot: false }, { runAsNonRoot: true }, true],
    ['the container’s user wins', { runAsUser: 0 }, { runAsUser: 1000 }, true],
    ['a contradiction, which the kubelet refuses', { runAsUser: 0, runAsNonRoot: true }, {}, false],
  ])('%s', (_name, own, pod, expected) => {
    expect(mayRunAsRoot(container(own, pod))).toBe(expected)
  })
})

describe('which capabilities are held', () => {
  test.each<[string, object, string, boolean]>([
    ['a default one', {}, 'NET_RAW', true],
    ['no default one', {}, 'SYS_ADMIN', false],
    ['dropped by name', { capabilities: { drop: ['cap_net_raw'] } }, 'NET_RAW', false],
    ['dropped with all', { capabilities: { drop: ['all'] } }, 'NET_RAW', false],
    ['dropped with all, added back', { capabilities: { drop: ['ALL'], add: ['CAP_NET_RAW'] } }, 'NET_RAW', true],
    ['added', { capabilities: { add: ['sys_ptrace'] } }, 'SYS_PTRACE', true],
    ['added with all', { capabilities: { add: ['ALL'] } }, 'SYS_MODULE', true],
    ['privileged', { privileged: true, capabilities: { drop: ['ALL'] } }, 'SYS_ADMIN', true],
  ])('%s', (_name, own, name, expected) => {
    expect(holdsCapability(container(own), name)).toBe(expected)
  })

  test('what is held by default is not added', () => {
    expect(addsCapability(container({}), 'NET_RAW')).toBe(false)
    expect(dropsAllCapabilities(container({ capabilities: { drop: ['NET_RAW'] } }))).toBe(false)
  })
})
