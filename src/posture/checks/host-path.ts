import type { Params } from '../../model/index.ts'
import { type Context, defineCheck, eachPod } from '../check.ts'
import { hostVolumeCauses, ownFiles } from '../host/volume-cause.ts'
import { type HostAccess, isWithin, normaliseHostPath } from '../host/volumes.ts'

const settings = {
  allowed: {
    default: [],
    about: { en: 'Paths that pods may mount, with everything below them', ko: '파드가 마운트해도 되는 경로(하위 경로 포함)' },
  },
  allowedReadOnly: {
    default: [
      '/etc/localtime',
      '/etc/timezone',
      '/etc/os-release',
      '/etc/ssl/certs',
      '/etc/pki/ca-trust',
      '/usr/lib/os-release',
      '/usr/share/ca-certificates',
      '/usr/share/zoneinfo',
    ],
    about: {
      en: 'Paths that pods may mount read-only, with everything below them',
      ko: '파드가 읽기 전용으로 마운트해도 되는 경로(하위 경로 포함)',
    },
  },
} as const satisfies Params

function isAllowed({ path, readOnly }: HostAccess, params: Context<typeof settings>['params']): boolean {
  const covers = (directory: string) => isWithin(path, normaliseHostPath(directory))
  return params.allowed.some(covers) || (readOnly && params.allowedReadOnly.some(covers))
}

export const hostPath = defineCheck({
  id: 'posture/host-path',
  title: { en: 'Pod mounts a path of the node', ko: '파드가 노드의 경로를 마운트합니다' },
  why: {
    en: 'What is written to the node’s disk outlives the pod and reaches other pods and programs there; an intruder stays on the node through it, or fills its disk.',
    ko: '노드의 디스크에 쓴 것은 파드가 사라져도 남아 다른 파드와 프로그램에 닿습니다. 침입자는 이를 통해 노드에 머물거나 디스크를 채웁니다.',
  },
  fix: {
    en: 'Use an emptyDir, a persistent volume claim or a local volume instead; where the node’s files are meant, set readOnly: true.',
    ko: 'emptyDir, 퍼시스턴트 볼륨 클레임 또는 local 볼륨을 사용하고, 노드의 파일이 꼭 필요하면 readOnly: true를 설정합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'The path itself gives no rights on the node; read-only it is low.',
    ko: '경로 자체가 노드의 권한을 주지는 않으며, 읽기 전용이면 낮음입니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { 'cis-kubernetes': ['5.2.12'], nsa: ['pod-security'], mitre: ['T1611'], owasp: ['K01'] },
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  ],
  params: settings,
  noFix: {
    en: 'Which kind of volume the data belongs in is for you to say.',
    ko: '데이터를 어떤 종류의 볼륨에 둘지는 사용자가 정해야 합니다.',
  },
  judges: [
    eachPod((pod, { params }: Context<typeof settings>) =>
      hostVolumeCauses(
        pod,
        'other',
        (access) => access.gain?.gives ?? ownFiles(access),
        ({ accesses }) => accesses.every((access) => isAllowed(access, params)),
      ),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'data kept on the node',
        source: `apiVersion: v1
kind: Pod
metadata: {name: cache, namespace: shop}
spec:
  containers:
    - name: cache
      image: registry.example/cache:1
      volumeMounts: [{name: data, mountPath: /data}]
  volumes:
    - {name: data, hostPath: {path: /srv/cache}}
`,
      },
    ],
    passing: [
      {
        name: 'the node’s time zone, read-only',
        source: `apiVersion: v1
kind: Pod
metadata: {name: cache, namespace: shop}
spec:
  containers:
    - name: cache
      image: registry.example/cache:1
      volumeMounts:
        - {name: data, mountPath: /data}
        - {name: time, mountPath: /etc/localtime, readOnly: true}
  volumes:
    - {name: data, emptyDir: {}}
    - {name: time, hostPath: {path: /etc/localtime}}
`,
      },
    ],
  },
})
