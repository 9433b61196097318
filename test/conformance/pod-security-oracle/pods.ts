import fc from 'fast-check'

/**
 * Random pods for comparison: every field that a rule reads, absent, null, empty, good and bad, good often enough that rules pass, in
 * JSON as a user might send it.
 */

type Json = unknown

/** One of the good values mostly, or one of the bad; `undefined` leaves the field out. */
function field(good: readonly Json[], bad: readonly Json[]): fc.Arbitrary<Json> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...good) },
    { weight: 1, arbitrary: fc.constantFrom(...bad) },
    { weight: 1, arbitrary: fc.constantFrom(undefined, null) },
  )
}

/** Absent or null now and then, and an empty object too. */
function maybe(arbitrary: fc.Arbitrary<Json>, weight = 4): fc.Arbitrary<Json> {
  return fc.oneof(
    { weight, arbitrary },
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(undefined, null, {}) },
  )
}

/** Mostly absent. */
function rarely(arbitrary: fc.Arbitrary<Json>, weight = 1): fc.Arbitrary<Json> {
  return fc.oneof({ weight: 8, arbitrary: fc.constant(undefined) }, { weight, arbitrary })
}

const strange = [
  '',
  '"',
  'é',
  '\\',
  '\u{1f600}',
  '\uff5e',
  '\ud800',
  'a\nb',
  '</script>',
  '\u2028',
  '\u00ad',
  '\u0000\u007f\u0085',
  '__proto__',
]
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'web', 'init', 'sidecar') },
  { weight: 1, arbitrary: fc.constantFrom(undefined, null, ...strange) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
)

const appArmorProfile = rarely(
  fc.record({
    type: field(['RuntimeDefault', 'Localhost'], ['Unconfined', '', 'localhost', ...strange]),
    localhostProfile: field([undefined, 'k8s'], ['']),
  }),
)
const seccomp = fc.record({
  type: field(['RuntimeDefault', 'Localhost'], ['Unconfined', '', 'runtime/default', ...strange]),
  localhostProfile: field([undefined, 'p.json'], ['']),
})
const seLinuxOptions = rarely(
  fc.record({
    type: field(
      [undefined, '', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'],
      ['spc_t', 'container_t ', ...strange],
    ),
    user: field([undefined, ''], ['system_u', ' ']),
    role: field([undefined, ''], ['system_r', 'object_r']),
    level: field([undefined, 's0:c1'], ['']),
  }),
  2,
)
const windowsOptions = rarely(
  fc.record({ hostProcess: field([undefined, false], [true]), runAsUserName: field([undefined], ['x']) }),
)

const capability = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('NET_BIND_SERVICE', 'CHOWN', 'KILL', 'SETUID', 'SYS_CHROOT') },
  { weight: 1, arbitrary: fc.constantFrom('NET_RAW', 'SYS_ADMIN', 'CAP_CHOWN', 'ALL', 'chown', null, ...strange) },
)
const capabilities = maybe(
  fc.record({
    add: rarely(fc.array(capability, { maxLength: 4 }), 3),
    drop: field([['ALL'], ['ALL'], ['KILL', 'ALL']], [[], ['all'], ['NET_RAW', 'KILL'], [null]]),
  }),
  8,
)

const securityContext = maybe(
  fc.record({
    allowPrivilegeEscalation: field([false], [true, undefined]),
    appArmorProfile,
    capabilities,
    privileged: field([undefined, false], [true]),
    Privileged: rarely(fc.constant(true)),
    procMount: field([undefined, 'Default'], ['Unmasked', '', 'default', ...strange]),
    runAsNonRoot: field([true, undefined], [false]),
    runAsUser: field([undefined, 1, 1000], [0, -1]),
    seLinuxOptions,
    seccompProfile: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: maybe(seccomp) }),
    windowsOptions,
  }),
  10,
)

const host = field([undefined, ''], ['localhost', '127.0.0.1', '169.254.169.254', 'ex"ample', ...strange])
const handler = {
  httpGet: rarely(fc.record({ host, port: fc.constantFrom(80, 'http') }), 3),
  tcpSocket: rarely(fc.record({ host, port: fc.constant(80) }), 3),
  exec: rarely(fc.constant({ command: ['true'] })),
}
const probe = rarely(fc.record({ ...handler, grpc: rarely(fc.constant({ port: 1 })), periodSeconds: fc.constant(3) }), 2)
const hook = maybe(fc.record({ ...handler, sleep: rarely(fc.constant({ seconds: 1 })) }))

const port = fc.record({
  containerPort: fc.constantFrom(80, 8080),
  hostPort: field([undefined, 0], [80, 8080, 9, 10, 65535, -1]),
})
const container = fc.record({
  name,
  image: fc.constant('example.com/app:1'),
  securityContext,
  ports: rarely(fc.array(fc.oneof({ weight: 8, arbitrary: port }, fc.constant(null)), { maxLength: 3 }), 4),
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  lifecycle: rarely(maybe(fc.record({ postStart: hook, preStop: hook })), 2),
})
const ephemeralContainer = container.map((fields) => ({ ...fields, targetContainerName: 'a' }))

function containers(arbitrary: fc.Arbitrary<Json>, maxLength: number): fc.Arbitrary<Json> {
  return fc.array(fc.oneof({ weight: 30, arbitrary }, { weight: 1, arbitrary: fc.constantFrom(null, {}) }), { maxLength })
}

const allowedSources = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]
const otherSources = (
  'hostPath gcePersistentDisk awsElasticBlockStore gitRepo nfs iscsi glusterfs rbd flexVolume cinder cephfs flocker fc azureFile ' +
  'vsphereVolume quobyte azureDisk photonPersistentDisk portworxVolume scaleIO storageos'
).split(' ')
const source = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...allowedSources).map((key) => ({ [key]: {} })) },
  { weight: 3, arbitrary: fc.constantFrom(...otherSources).map((key) => ({ [key]: {} })) },
  { weight: 1, arbitrary: fc.constantFrom({}, { emptyDir: null }, { hostPath: null, nfs: {} }, { newSource: {} }) },
)
const volume = fc
  .tuple(name, source, rarely(source))
  .map(([volumeName, one, two]) => ({ name: volumeName, ...one, ...(typeof two === 'object' ? two : {}) }))

const sysctl = fc.record({
  name: field(
    [
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.ip_unprivileged_port_start',
      'net.ipv4.tcp_syncookies',
      'net.ipv4.ping_group_range',
      'net.ipv4.ip_local_reserved_ports',
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
      'net.ipv4.tcp_rmem',
      'net.ipv4.tcp_wmem',
      'net.ipv4.tcp_slow_start_after_idle',
      'net.ipv4.tcp_notsent_lowat',
    ],
    ['kernel.msgmax', 'net/ipv4/tcp_rmem', ...strange],
  ),
  value: fc.constant('1'),
})

const podSecurityContext = maybe(
  fc.record({
    appArmorProfile,
    runAsNonRoot: field([true, true, undefined], [false]),
    runAsUser: field([undefined, 1000], [0]),
    seLinuxOptions,
    seccompProfile: maybe(seccomp, 12),
    sysctls: rarely(fc.array(sysctl, { maxLength: 4 }), 5),
    windowsOptions,
  }),
  8,
)

const annotationValue = fc.oneof(
  fc.constantFrom('runtime/default', 'docker/default', 'localhost/x', 'localhost/', '', 'unconfined', 'localhost', ...strange),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
)
const annotationKey = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('container.apparmor.security.beta.kubernetes.io/', 'container.seccomp.security.alpha.kubernetes.io/'),
      fc.constantFrom('a', 'b', 'web', 'init', 'sidecar', 'nobody', '', 'é'),
    )
    .map(([prefix, suffix]) => prefix + suffix),
  fc.constantFrom('seccomp.security.alpha.kubernetes.io/pod', 'apparmor.security.beta.kubernetes.io/pod', 'note'),
)

export const randomPod: fc.Arbitrary<{ readonly [key: string]: Json }> = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('Pod'),
  metadata: fc.record({
    name: fc.constant('p'),
    annotations: rarely(fc.dictionary(annotationKey, annotationValue, { maxKeys: 4 }), 5),
  }),
  spec: fc.record({
    containers: containers(container, 3),
    initContainers: rarely(containers(container, 2), 4),
    ephemeralContainers: rarely(containers(ephemeralContainer, 2), 3),
    hostNetwork: field([undefined, false], [true]),
    hostPID: field([undefined, false], [true]),
    hostIPC: field([undefined, false], [true]),
    hostUsers: fc.constantFrom(undefined, undefined, true, false, null),
    os: fc.constantFrom(undefined, undefined, { name: 'linux' }, { name: 'windows' }, { name: 'Windows' }, {}, null),
    securityContext: podSecurityContext,
    volumes: rarely(fc.array(fc.oneof({ weight: 20, arbitrary: volume }, fc.constant(null)), { maxLength: 3 }), 6),
  }),
})

/** The first and the last version of every revision often, every other, the newest, and some that do not exist yet. */
const revisions = [8, 19, 22, 23, 25, 27, 29, 31, 32, 34, 35, 37]
const minor = fc.oneof(
  fc.constantFrom(...revisions),
  fc.constantFrom(...revisions.map((since) => since - 1)),
  fc.nat({ max: 37 }),
)
export const randomVersion: fc.Arbitrary<`v1.${number}` | 'latest'> = fc.oneof(
  { weight: 8, arbitrary: minor.map((number): `v1.${number}` => `v1.${number}`) },
  { weight: 1, arbitrary: fc.constantFrom('latest' as const, 'v1.38' as const, 'v1.1000' as const) },
)

/** A pod for every pair of volume sources in one volume: which of the two is named shows the order in which they are looked for. */
export const volumePairs = [...allowedSources, ...otherSources].flatMap((one, index, all) =>
  all.slice(index).map((two) => ({ spec: { containers: [], volumes: [{ name: 'v', [one]: {}, [two]: {} }] } })),
)

const labelKeys = ['enforce', 'enforce-version', 'audit', 'audit-version', 'warn', 'warn-version'].map(
  (key) => `pod-security.kubernetes.io/${key}`,
)
const labelValue = fc.oneof(
  fc.constantFrom('privileged', 'baseline', 'restricted'),
  fc.constantFrom('latest', 'v1.0', 'v1.25', 'v1.9223372036854775807', 'v1.9223372036854775808'),
  fc.constantFrom('Restricted', 'v1.01', 'v2.0', '1.25', 'v1.25\n', 'v1.', ...strange),
)
export const randomLabels: fc.Arbitrary<{ readonly [key: string]: string }> = fc.dictionary(
  fc.constantFrom(...labelKeys, 'other'),
  labelValue,
  { maxKeys: 6 },
)
