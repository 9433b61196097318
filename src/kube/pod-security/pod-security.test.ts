import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Read, read } from '../../lib/shape.ts'
import { metadata } from '../meta.ts'
import { podSpec } from '../pod-shape.ts'
import { asAdmitted } from './admitted.ts'
import type { PodToJudge, Violation } from './control.ts'
import { podSecurityControls } from './controls.ts'
import { controlsAsked, describeViolations, evaluatePodSecurity } from './evaluate.ts'
import { compareLevels, type LevelVersion, parseLevelVersion } from './level-version.ts'
import { namespacePolicy } from './namespace-policy.ts'
import { goQuote, sortedOnce } from './wording.ts'

type Spec = Read<typeof podSpec>

/** A container that every level allows. */
const good = {
  name: 'web',
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
} as const
const goodPod = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [good],
} as const

/** A pod of good containers `a`, `b`… with these security contexts on top. */
function contexts(...given: readonly NonNullable<NonNullable<Spec['containers']>[number]['securityContext']>[]): Spec {
  const containers = given.map((context, index) => ({
    name: String.fromCharCode(97 + index),
    securityContext: { ...good.securityContext, ...context },
  }))
  return { ...goodPod, containers }
}

function atPod(context: NonNullable<Spec['securityContext']>): Spec {
  return { ...goodPod, securityContext: { ...goodPod.securityContext, ...context } }
}

function parsed(text: string): LevelVersion {
  const { value, error } = parseLevelVersion(text)
  if (value === undefined) throw new Error(error)
  return value
}

function judge(levelVersion: string, spec: Spec, annotations?: { readonly [key: string]: string }): readonly Violation[] {
  const { level, version } = parsed(levelVersion)
  return evaluatePodSecurity({ metadata: annotations === undefined ? {} : { annotations }, spec }, level, version)
}

/** Level and version, pod, then the API server's text and the fields, or '' where nothing is said. */
type Row = readonly [at: string, spec: Spec, text: string, ...paths: string[]]

const rows: { readonly [control: string]: readonly Row[] } = {
  allowPrivilegeEscalation: [
    ['restricted', goodPod, ''],
    ['restricted:v1.7', contexts({ allowPrivilegeEscalation: true }), ''],
    [
      'restricted:v1.8',
      contexts({ allowPrivilegeEscalation: true }, {}),
      'allowPrivilegeEscalation != false (container "a" must set securityContext.allowPrivilegeEscalation=false)',
      'spec.containers.0.securityContext.allowPrivilegeEscalation',
    ],
    ['baseline', contexts({ allowPrivilegeEscalation: true }), ''],
    ['restricted:v1.25', { ...contexts({ allowPrivilegeEscalation: true }), os: { name: 'windows' } }, ''],
    [
      'restricted:v1.24',
      { ...contexts({ allowPrivilegeEscalation: true }), os: { name: 'windows' } },
      'allowPrivilegeEscalation != false (container "a" must set securityContext.allowPrivilegeEscalation=false)',
      'spec.containers.0.securityContext.allowPrivilegeEscalation',
    ],
  ],
  appArmorProfile: [
    ['baseline', contexts({ appArmorProfile: { type: 'Localhost', localhostProfile: 'x' } }), ''],
    [
      'baseline',
      { ...contexts({ appArmorProfile: { type: 'Unconfined' } }, { appArmorProfile: {} }), ephemeralContainers: [] },
      'forbidden AppArmor profiles (containers "a", "b" must not set AppArmor profile type to "", "Unconfined")',
      'spec.containers.0.securityContext.appArmorProfile.type',
      'spec.containers.1.securityContext.appArmorProfile.type',
    ],
    [
      'baseline:v1.0',
      atPod({ appArmorProfile: { type: 'Unconfined' } }),
      'forbidden AppArmor profile (pod must not set AppArmor profile type to "Unconfined")',
      'spec.securityContext.appArmorProfile.type',
    ],
  ],
  capabilities_baseline: [
    ['baseline', contexts({ capabilities: { add: ['CHOWN', 'MKNOD'] } }), ''],
    [
      'baseline',
      contexts({ capabilities: { add: ['SYS_ADMIN', 'CHOWN', 'NET_RAW'] } }, { capabilities: { add: ['NET_RAW'] } }),
      'non-default capabilities (containers "a", "b" must not include "NET_RAW", "SYS_ADMIN" in securityContext.capabilities.add)',
      'spec.containers.0.securityContext.capabilities.add.0',
      'spec.containers.0.securityContext.capabilities.add.2',
      'spec.containers.1.securityContext.capabilities.add.0',
    ],
  ],
  capabilities_restricted: [
    ['restricted', contexts({ capabilities: { drop: ['KILL', 'ALL'], add: ['NET_BIND_SERVICE'] } }), ''],
    ['restricted:v1.21', contexts({ capabilities: {} }), ''],
    [
      'restricted:v1.22',
      contexts({ capabilities: { drop: ['ALL'], add: ['CHOWN'] } }, { capabilities: { add: ['NET_RAW'] } }),
      'unrestricted capabilities (container "b" must set securityContext.capabilities.drop=["ALL"]; ' +
        'containers "a", "b" must not include "CHOWN", "NET_RAW" in securityContext.capabilities.add)',
      'spec.containers.1.securityContext.capabilities.drop',
      'spec.containers.0.securityContext.capabilities.add.0',
      'spec.containers.1.securityContext.capabilities.add.0',
    ],
    ['restricted', { ...contexts({ capabilities: {} }), os: { name: 'windows' } }, ''],
  ],
  hostNamespaces: [
    ['baseline', { ...goodPod, hostNetwork: false }, ''],
    ['privileged', { ...goodPod, hostNetwork: true }, ''],
    [
      'baseline',
      { ...goodPod, hostIPC: true, hostNetwork: true, hostPID: true },
      'host namespaces (hostNetwork=true, hostPID=true, hostIPC=true)',
      'spec.hostNetwork',
      'spec.hostPID',
      'spec.hostIPC',
    ],
  ],
  hostPathVolumes: [
    ['baseline', { ...goodPod, volumes: [{ name: 'v', nfs: {} }] }, ''],
    [
      'baseline',
      {
        ...goodPod,
        volumes: [
          { name: 'x', hostPath: { path: '/' } },
          { name: 'y', emptyDir: {} },
          { name: 'z', hostPath: {} },
        ],
      },
      'hostPath volumes (volumes "x", "z")',
      'spec.volumes.0.hostPath',
      'spec.volumes.2.hostPath',
    ],
  ],
  hostPorts: [
    ['baseline', { ...goodPod, containers: [{ ...good, ports: [{ containerPort: 80, hostPort: 0 }] }] }, ''],
    [
      'baseline',
      {
        ...goodPod,
        containers: [{ ...good, ports: [{ hostPort: 9 }, { hostPort: 0 }, { hostPort: 10 }] }],
        initContainers: [{ ...good, name: 'init', ports: [{ hostPort: 9 }] }],
      },
      'hostPort (containers "init", "web" use hostPorts 10, 9)',
      'spec.initContainers.0.ports.0.hostPort',
      'spec.containers.0.ports.0.hostPort',
      'spec.containers.0.ports.2.hostPort',
    ],
  ],
  hostProbesAndHostLifecycle: [
    ['baseline:v1.33', { ...goodPod, containers: [{ ...good, livenessProbe: { httpGet: { host: 'h' } } }] }, ''],
    ['baseline:v1.34', { ...goodPod, containers: [{ ...good, livenessProbe: { httpGet: { host: '' } } }] }, ''],
    [
      'baseline:v1.34',
      {
        ...goodPod,
        containers: [
          { ...good, startupProbe: { tcpSocket: { host: '10.0.0.1' } }, lifecycle: { preStop: { httpGet: { host: '::1' } } } },
        ],
      },
      'probe or lifecycle host (container "web" uses probe or lifecycle hosts "10.0.0.1", "::1")',
      'spec.containers.0.startupProbe.tcpSocket.host',
      'spec.containers.0.lifecycle.preStop.httpGet.host',
    ],
    [
      'baseline',
      {
        ...goodPod,
        containers: [{ ...good, livenessProbe: { httpGet: { host: 'h' } } }],
        initContainers: [{ ...good, name: 'x', readinessProbe: { httpGet: { host: 'h' } } }],
      },
      'probe or lifecycle host (containers "web", "x" use probe or lifecycle host "h")',
      'spec.initContainers.0.readinessProbe.httpGet.host',
      'spec.containers.0.livenessProbe.httpGet.host',
    ],
  ],
  privileged: [
    ['baseline', contexts({ privileged: false }), ''],
    [
      'restricted',
      {
        ...contexts({ privileged: true }),
        ephemeralContainers: [{ ...good, name: 'debug', securityContext: { ...good.securityContext, privileged: true } }],
      },
      'privileged (containers "a", "debug" must not set securityContext.privileged=true)',
      'spec.containers.0.securityContext.privileged',
      'spec.ephemeralContainers.0.securityContext.privileged',
    ],
  ],
  procMount: [
    ['baseline', contexts({ procMount: 'Default' }), ''],
    ['baseline:v1.35', { ...contexts({ procMount: 'Unmasked' }), hostUsers: false }, ''],
    [
      'baseline:v1.34',
      { ...contexts({ procMount: 'Unmasked' }), hostUsers: false },
      'procMount (container "a" must not set securityContext.procMount to "Unmasked")',
      'spec.containers.0.securityContext.procMount',
    ],
    [
      'restricted:v1.34',
      contexts({ procMount: '' }),
      'procMount (container "a" must not set securityContext.procMount to "")',
      'spec.containers.0.securityContext.procMount',
    ],
  ],
  procMount_restricted: [
    [
      'restricted:v1.35',
      { ...contexts({ procMount: 'Unmasked' }), hostUsers: false },
      'procMount (container "a" must not set securityContext.procMount to "Unmasked")',
      'spec.containers.0.securityContext.procMount',
    ],
  ],
  restrictedVolumes: [
    ['restricted', { ...goodPod, volumes: [{ name: 'v', image: {} }, { emptyDir: {} }, { csi: {} }] }, ''],
    [
      'restricted:v1.0',
      { ...goodPod, volumes: [{ name: 'x', hostPath: {} }] },
      'restricted volume types (volume "x" uses restricted volume type "hostPath")',
      'spec.volumes.0.hostPath',
    ],
    [
      'restricted',
      { ...goodPod, volumes: [{ name: 'x', iscsi: {}, nfs: {} }, { name: 'y' }] },
      'restricted volume types (volumes "x", "y" use restricted volume types "nfs", "unknown")',
      'spec.volumes.0.nfs',
      'spec.volumes.1',
    ],
  ],
  runAsNonRoot: [
    ['restricted', goodPod, ''],
    ['restricted:v1.35', { ...atPod({ runAsNonRoot: false }), hostUsers: false }, ''],
    [
      'restricted:v1.34',
      { ...atPod({ runAsNonRoot: false }), hostUsers: false },
      'runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false)',
      'spec.securityContext.runAsNonRoot',
    ],
    [
      'restricted',
      {
        ...contexts({ runAsNonRoot: false }, { runAsNonRoot: true }),
        securityContext: { runAsNonRoot: false, seccompProfile: { type: 'Localhost' } },
      },
      'runAsNonRoot != true (pod and container "a" must not set securityContext.runAsNonRoot=false)',
      'spec.securityContext.runAsNonRoot',
      'spec.containers.0.securityContext.runAsNonRoot',
    ],
    [
      'restricted',
      { ...contexts({}, { runAsNonRoot: true }, {}), securityContext: { seccompProfile: { type: 'Localhost' } } },
      'runAsNonRoot != true (pod or containers "a", "c" must set securityContext.runAsNonRoot=true)',
      'spec.containers.0.securityContext.runAsNonRoot',
      'spec.containers.2.securityContext.runAsNonRoot',
    ],
  ],
  runAsUser: [
    ['restricted:v1.22', contexts({ runAsUser: 0 }), ''],
    ['restricted', contexts({ runAsUser: 1 }), ''],
    ['restricted', { ...contexts({ runAsUser: 0 }), hostUsers: false }, ''],
    [
      'restricted:v1.23',
      { ...contexts({ runAsUser: 0 }, { runAsUser: 0 }), securityContext: { ...goodPod.securityContext, runAsUser: 0 } },
      'runAsUser=0 (pod and containers "a", "b" must not set runAsUser=0)',
      'spec.securityContext.runAsUser',
      'spec.containers.0.securityContext.runAsUser',
      'spec.containers.1.securityContext.runAsUser',
    ],
  ],
  seLinuxOptions: [
    ['baseline', contexts({ seLinuxOptions: { type: 'container_kvm_t', level: 's0' } }), ''],
    ['baseline:v1.31', contexts({ seLinuxOptions: { type: 'container_engine_t' } }), ''],
    [
      'baseline:v1.30',
      contexts({ seLinuxOptions: { type: 'container_engine_t' } }),
      'seLinuxOptions (container "a" set forbidden securityContext.seLinuxOptions: type "container_engine_t")',
      'spec.containers.0.securityContext.seLinuxOptions.type',
    ],
    [
      'baseline',
      {
        ...contexts({ seLinuxOptions: { type: 'x', role: 'r' } }),
        securityContext: { ...goodPod.securityContext, seLinuxOptions: { type: 'y', user: 'u' } },
      },
      'seLinuxOptions (pod and container "a" set forbidden securityContext.seLinuxOptions: types "x", "y"; user may not be set; role may not be set)',
      'spec.securityContext.seLinuxOptions.type',
      'spec.securityContext.seLinuxOptions.user',
      'spec.containers.0.securityContext.seLinuxOptions.type',
      'spec.containers.0.securityContext.seLinuxOptions.role',
    ],
  ],
  seccompProfile_baseline: [
    ['baseline', { containers: [{ name: 'a' }] }, ''],
    ['baseline:v1.18', atPod({ seccompProfile: { type: 'Unconfined' } }), ''],
    [
      'baseline:v1.19',
      { ...contexts({ seccompProfile: {} }), securityContext: { seccompProfile: { type: 'Unconfined' } } },
      'seccompProfile (pod and container "a" must not set securityContext.seccompProfile.type to "", "Unconfined")',
      'spec.securityContext.seccompProfile.type',
      'spec.containers.0.securityContext.seccompProfile.type',
    ],
  ],
  seccompProfile_restricted: [
    ['restricted:v1.18', { ...goodPod, securityContext: { runAsNonRoot: true } }, ''],
    [
      'restricted:v1.19',
      { ...goodPod, securityContext: { runAsNonRoot: true } },
      'seccompProfile (pod or container "web" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
      'spec.containers.0.securityContext.seccompProfile.type',
    ],
    [
      'restricted',
      { ...contexts({ seccompProfile: { type: 'Unconfined' } }, {}), securityContext: { runAsNonRoot: true } },
      'seccompProfile (container "a" must not set securityContext.seccompProfile.type to "Unconfined")',
      'spec.containers.0.securityContext.seccompProfile.type',
      'spec.containers.1.securityContext.seccompProfile.type',
    ],
    ['restricted', { ...goodPod, securityContext: { runAsNonRoot: true }, os: { name: 'windows' } }, ''],
  ],
  sysctls: [
    ['baseline', atPod({ sysctls: [{ name: 'kernel.shm_rmid_forced' }, { name: 'net.ipv4.tcp_notsent_lowat' }] }), ''],
    [
      'baseline:v1.36',
      atPod({ sysctls: [{ name: 'net.ipv4.tcp_rmem' }, { name: 'net.ipv4.tcp_notsent_lowat' }, {}] }),
      'forbidden sysctls (net.ipv4.tcp_notsent_lowat, )',
      'spec.securityContext.sysctls.1.name',
      'spec.securityContext.sysctls.2.name',
    ],
    ...(
      [
        ['v1.26', 'net.ipv4.ip_local_reserved_ports'],
        ['v1.28', 'net.ipv4.tcp_keepalive_time'],
        ['v1.31', 'net.ipv4.tcp_wmem'],
      ] as const
    ).map(
      ([version, name]): Row => [
        `baseline:${version}`,
        atPod({ sysctls: [{ name }] }),
        `forbidden sysctls (${name})`,
        'spec.securityContext.sysctls.0.name',
      ],
    ),
    ['baseline:v1.27', atPod({ sysctls: [{ name: 'net.ipv4.ip_local_reserved_ports' }] }), ''],
    ['baseline:v1.29', atPod({ sysctls: [{ name: 'net.ipv4.tcp_keepalive_time' }] }), ''],
    ['baseline:v1.32', atPod({ sysctls: [{ name: 'net.ipv4.tcp_wmem' }] }), ''],
  ],
  windowsHostProcess: [
    ['baseline', contexts({ windowsOptions: { hostProcess: false } }), ''],
    [
      'baseline',
      {
        ...contexts({ windowsOptions: { hostProcess: true } }),
        securityContext: { ...goodPod.securityContext, windowsOptions: { hostProcess: true } },
      },
      'hostProcess (pod and container "a" must not set securityContext.windowsOptions.hostProcess=true)',
      'spec.securityContext.windowsOptions.hostProcess',
      'spec.containers.0.securityContext.windowsOptions.hostProcess',
    ],
  ],
}

describe('controls', () => {
  for (const [control, cases] of Object.entries(rows)) {
    it.each(cases.map(([at, spec, text, ...paths], index) => ({ index, at, spec, text, paths })))(
      `${control} $index at $at: $text`,
      ({ at, spec, text, paths }) => {
        const mine = judge(at, spec).filter((violation) => violation.control === control)
        expect(describeViolations(mine)).toBe(text)
        expect(mine.flatMap((violation) => violation.paths.map((path) => path.join('.')))).toEqual(paths)
      },
    )
  }

  it('are all in the table', () => {
    expect(Object.keys(rows).sort()).toEqual(podSecurityControls.map(({ id }) => id).sort())
  })

  it('are listed as they lie in the folder', () => {
    const files = readdirSync(join(import.meta.dirname, 'controls')).map((file) => file.replace('.ts', ''))
    const kebab = (id: string) => id.replace('_', '-').replace(/([A-Z]+)/g, (letters) => `-${letters.toLowerCase()}`)
    expect(podSecurityControls.map(({ id }) => kebab(id)).sort()).toEqual(files.sort())
  })

  it('are in the order of the API server, and their revisions rise', () => {
    const ids = (level: string) => podSecurityControls.filter((control) => control.level === level).map(({ id }) => id)
    expect(podSecurityControls.map(({ id }) => id)).toEqual([...sortedOnce(ids('baseline')), ...sortedOnce(ids('restricted'))])
    for (const { id, revisions } of podSecurityControls) {
      const since = revisions.map((revision) => revision.since)
      expect(since, id).toEqual([...new Set(since)].sort((a, b) => a - b))
    }
  })
})

describe('annotations', () => {
  const appArmor = 'container.apparmor.security.beta.kubernetes.io/'
  const seccomp = 'seccomp.security.alpha.kubernetes.io/pod'
  it.each([
    ['baseline', { [`${appArmor}web`]: 'localhost/x', [`${appArmor}b`]: '', [`${appArmor}c`]: 'runtime/default' }, ''],
    [
      'baseline',
      { [`${appArmor}z`]: 'unconfined', [`${appArmor}a`]: 'a"b\n', other: 'unconfined' },
      `forbidden AppArmor profiles (annotations must not set AppArmor profile type to "${appArmor}a="a\\"b\\n"", "${appArmor}z="unconfined"")`,
    ],
    ['baseline:v1.19', { [seccomp]: 'unconfined' }, ''],
    ['baseline:v1.18', { [seccomp]: 'docker/default', [`container.${seccomp}`.replace('/pod', '/web')]: 'localhost/' }, ''],
    [
      'restricted:v1.18',
      {
        [seccomp]: '',
        [`container.${seccomp}`.replace('/pod', '/web')]: 'x',
        [`container.${seccomp}`.replace('/pod', '/absent')]: 'x',
      },
      `seccompProfile (forbidden annotations container.seccomp.security.alpha.kubernetes.io/web="x", ${seccomp}="")`,
    ],
  ])('%s %o', (at, annotations, text) => {
    expect(describeViolations(judge(at, goodPod, annotations))).toBe(text)
  })

  it('are named by their key', () => {
    const [violation] = judge('baseline', goodPod, { [`${appArmor}web`]: 'unconfined' })
    expect(violation?.paths).toEqual([['metadata', 'annotations', `${appArmor}web`]])
  })
})

describe('levels and versions', () => {
  it.each([
    ['restricted:v1.34', 'restricted', 'v1.34'],
    ['baseline', 'baseline', 'latest'],
    ['privileged:latest', 'privileged', 'latest'],
    ['baseline:v1.0', 'baseline', 'v1.0'],
    ['baseline:v1.9223372036854775807', 'baseline', 'v1.9223372036854775807'],
  ])('%s', (text, level, version) => {
    expect(parseLevelVersion(text)).toEqual({ value: { level, version } })
  })

  it.each([
    ['', 'level must be one of privileged, baseline, restricted'],
    ['Restricted:v1.34', 'level must be one of privileged, baseline, restricted'],
    ['restricted:', 'version must be "latest" or "v1.x"'],
    ['restricted:1.34', 'version must be "latest" or "v1.x"'],
    ['restricted:v1.034', 'version must be "latest" or "v1.x"'],
    ['restricted:v2.0', 'version must be "latest" or "v1.x"'],
    ['restricted:v1.34:x', 'version must be "latest" or "v1.x"'],
    ['restricted:v1.9223372036854775808', 'version must be "latest" or "v1.x"'],
  ])('refuses %s', (text, error) => {
    expect(parseLevelVersion(text)).toEqual({ error })
  })

  it('newer than any known have the newest rules', () => {
    for (const level of ['baseline', 'restricted'] as const) {
      const newest = controlsAsked({ level, version: 'v1.37' })
      expect(controlsAsked({ level, version: 'latest' })).toEqual(newest)
      expect(controlsAsked({ level, version: 'v1.99' })).toEqual(newest)
    }
  })

  it.each([
    ['privileged', 0],
    ['baseline:v1.0', 11],
    ['baseline:v1.34', 12],
    ['restricted:v1.0', 12],
    ['restricted:v1.37', 15],
  ])('%s asks %i controls', (text, count) => {
    expect(controlsAsked(parsed(text))).toHaveLength(count)
  })

  it('are ordered from loose to strict', () => {
    expect(compareLevels('baseline', 'restricted')).toBeLessThan(0)
    expect(compareLevels('baseline', 'privileged')).toBeGreaterThan(0)
  })
})

describe('labels of a namespace', () => {
  const everything = 'privileged:latest'
  it.each<[{ [key: string]: string }, { enforce: string; audit: string; warn: string }, number]>([
    [{}, { enforce: everything, audit: everything, warn: everything }, 0],
    [{ enforce: 'baseline' }, { enforce: 'baseline:latest', audit: everything, warn: 'baseline:latest' }, 0],
    [
      { enforce: 'baseline', 'enforce-version': 'v1.22' },
      { enforce: 'baseline:v1.22', audit: everything, warn: 'baseline:v1.22' },
      0,
    ],
    [
      { enforce: 'baseline', 'enforce-version': 'v1.22', 'warn-version': 'v1.20' },
      { enforce: 'baseline:v1.22', audit: everything, warn: 'baseline:v1.20' },
      0,
    ],
    [{ enforce: 'baseline', warn: 'privileged' }, { enforce: 'baseline:latest', audit: everything, warn: everything }, 0],
    [{ enforce: 'foo' }, { enforce: 'restricted:latest', audit: everything, warn: everything }, 1],
    [{ audit: 'foo', warn: 'Baseline' }, { enforce: everything, audit: everything, warn: everything }, 2],
    [{ audit: 'restricted', 'audit-version': '1.22' }, { enforce: everything, audit: 'restricted:latest', warn: everything }, 1],
  ])('%o', (short, expected, errors) => {
    const labels = Object.fromEntries(Object.entries(short).map(([key, value]) => [`pod-security.kubernetes.io/${key}`, value]))
    const { policy, errors: found } = namespacePolicy(labels)
    const text = ({ level, version }: LevelVersion) => `${level}:${version}`
    expect({ enforce: text(policy.enforce), audit: text(policy.audit), warn: text(policy.warn) }).toEqual(expected)
    expect(found).toHaveLength(errors)
  })

  it('are complained of in the words of the API server', () => {
    const { errors } = namespacePolicy({ 'pod-security.kubernetes.io/enforce': 'Restricted' })
    expect(errors).toEqual([
      {
        label: 'pod-security.kubernetes.io/enforce',
        value: 'Restricted',
        message:
          'metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "Restricted": must be one of privileged, baseline, restricted',
      },
    ])
  })

  it('leave the defaults of the cluster where they say nothing', () => {
    const baseline: LevelVersion = { level: 'baseline', version: 'v1.30' }
    const defaults = { enforce: baseline, audit: baseline, warn: baseline }
    expect(namespacePolicy(undefined, defaults).policy).toEqual(defaults)
    expect(namespacePolicy({ 'pod-security.kubernetes.io/enforce': 'privileged' }, defaults).policy).toEqual({
      ...defaults,
      enforce: { level: 'privileged', version: 'v1.30' },
    })
  })
})

describe('a pod as it is admitted', () => {
  const pod = (spec: Spec, annotations = {}): PodToJudge => ({ metadata: { annotations }, spec })
  const unconfined = { 'container.apparmor.security.beta.kubernetes.io/web': 'unconfined' }
  it.each<[string, PodToJudge, string]>([
    ['a volume without a source is an emptyDir', pod({ ...goodPod, volumes: [{ name: 'v' }] }), ''],
    [
      'with hostNetwork every port is a host port',
      pod({ ...goodPod, hostNetwork: true, containers: [{ ...good, ports: [{ containerPort: 80 }, { hostPort: 81 }] }] }),
      'host namespaces (hostNetwork=true), hostPort (container "web" uses hostPorts 80, 81)',
    ],
    [
      'an annotation becomes the field',
      pod(goodPod, unconfined),
      'forbidden AppArmor profiles (container "web" and annotation must not set AppArmor profile type to ' +
        '"Unconfined", "container.apparmor.security.beta.kubernetes.io/web="unconfined"")',
    ],
    [
      'unless the pod already says so',
      pod(atPod({ appArmorProfile: { type: 'Unconfined' } }), unconfined),
      'forbidden AppArmor profiles (pod and annotation must not set AppArmor profile type to ' +
        '"Unconfined", "container.apparmor.security.beta.kubernetes.io/web="unconfined"")',
    ],
  ])('%s', (_, given, text) => {
    expect(describeViolations(evaluatePodSecurity(asAdmitted(given), 'restricted', 'latest'))).toBe(text)
  })

  it('is the same object where nothing changes', () => {
    for (const given of [
      pod(goodPod, { a: 'b' }),
      pod({ ...goodPod, hostNetwork: true, volumes: [{ name: 'v', emptyDir: {} }] }),
    ]) {
      expect(asAdmitted(given)).toBe(given)
    }
  })
})

describe('evaluation', () => {
  it('reports in the order of the API server, baseline first', () => {
    const bad: Spec = { hostPID: true, containers: [{ name: 'web', securityContext: { privileged: true } }] }
    expect(judge('restricted:latest', bad).map(({ control }) => control)).toEqual([
      'hostNamespaces',
      'privileged',
      'allowPrivilegeEscalation',
      'capabilities_restricted',
      'runAsNonRoot',
      'seccompProfile_restricted',
    ])
  })

  it('gives one and the same empty answer to every pod that is allowed', () => {
    expect(judge('restricted', goodPod)).toBe(judge('baseline:v1.3', {}))
  })

  it('stands any input that was read', () => {
    for (const junk of [
      null,
      1,
      [],
      { containers: 'x' },
      { containers: [null, 3] },
      { securityContext: [], volumes: [null, {}] },
    ]) {
      const spec = read(podSpec, junk).value ?? {}
      expect(() => judge('restricted', spec, read(metadata, junk).value?.annotations)).not.toThrow()
    }
  })
})

describe('wording', () => {
  it.each([
    ['plain é \u{1f600}', '"plain é \u{1f600}"'],
    ['"\\\n\t\x07\x00\x7f', '"\\"\\\\\\n\\t\\a\\x00\\x7f"'],
    ['\u00ad\u2028\ud800\u{e0001}', '"\\u00ad\\u2028\ufffd\\U000e0001"'],
  ])('quotes %j as Go does', (value, expected) => {
    expect(goQuote(value)).toBe(expected)
  })

  it('sorts by UTF-8 bytes', () => {
    expect(sortedOnce(['\u{1f600}', '\uff5e', 'b', 'a', 'b', 'ab'])).toEqual(['a', 'ab', 'b', '\uff5e', '\u{1f600}'])
  })
})
