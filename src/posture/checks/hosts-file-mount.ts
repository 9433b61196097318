import type { Pod } from '../../kube/pod.ts'
import type { Severity, Text } from '../../model/index.ts'
import { defineCheck, eachContainer } from '../check.ts'
import { normaliseHostPath } from '../host/volumes.ts'

interface Decider {
  readonly severity: Severity
  readonly decides: Text
}

const names: Decider = {
  severity: 'low',
  decides: { en: 'which addresses the container’s names lead to', ko: '컨테이너가 쓰는 이름이 어느 주소로 연결될지를' },
}
const users: Decider = {
  severity: 'low',
  decides: { en: 'who the container’s users are', ko: '컨테이너의 사용자가 누구인지를' },
}
const root: Decider = {
  severity: 'medium',
  decides: { en: 'who becomes root in the container', ko: '컨테이너에서 누가 root가 되는지를' },
}

/** Files by which a container finds names, users and root. */
const deciders: ReadonlyMap<string, Decider> = new Map([
  ['/etc/hosts', names],
  ['/etc/resolv.conf', names],
  ['/etc/passwd', users],
  ['/etc/group', users],
  ['/etc/shadow', root],
  ['/etc/sudoers', root],
  ['/etc/ld.so.preload', root],
])

/** What the file comes from, or undefined for the node's own file of that name: that is for the checks of host paths. */
function sourceOf(pod: Pod, volume: string | undefined, file: string): string | undefined {
  const found = pod.spec.volumes?.find(({ name }) => name === volume)
  if (found?.configMap !== undefined) return `ConfigMap ${found.configMap.name ?? ''}`.trim()
  if (found?.secret !== undefined) return `Secret ${found.secret.secretName ?? ''}`.trim()
  if (found?.hostPath !== undefined && normaliseHostPath(found.hostPath.path ?? '') === file) return undefined
  return found === undefined ? undefined : `volume ${volume ?? ''}`.trim()
}

export const hostsFileMount = defineCheck({
  id: 'posture/hosts-file-mount',
  title: { en: 'File that decides on names or users is mounted over', ko: '이름이나 사용자를 결정하는 파일 위에 마운트합니다' },
  why: {
    en: 'Whoever may change the volume’s source sends the container’s connections to a server of their own, or makes its users root, without touching image or workload.',
    ko: '볼륨의 원본을 바꿀 수 있는 사람은 이미지나 워크로드를 건드리지 않고 컨테이너의 연결을 자신의 서버로 돌리거나 사용자를 root로 만듭니다.',
  },
  fix: {
    en: 'Use hostAliases and dnsConfig of the pod for names, and put users into the image.',
    ko: '이름은 파드의 hostAliases와 dnsConfig로 지정하고, 사용자는 이미지에 넣습니다.',
  },
  severity: 'low',
  severityReason: {
    en: 'It takes the right to change the volume’s source.',
    ko: '볼륨의 원본을 바꿀 권한이 필요합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['hardening-container-environments'], mitre: ['T1557'], owasp: ['K01'] },
  references: ['https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/'],
  noFix: {
    en: 'The entries are in another object; only you know which of them the program needs.',
    ko: '항목이 다른 오브젝트에 있으며, 프로그램에 무엇이 필요한지는 사용자만 알 수 있습니다.',
  },
  judges: [
    eachContainer((container, pod) =>
      (container.spec.volumeMounts ?? []).flatMap(({ name, mountPath = '' }, index) => {
        const file = normaliseHostPath(mountPath)
        const decider = deciders.get(file)
        const source = decider === undefined || pod.windows ? undefined : sourceOf(pod, name, file)
        if (decider === undefined || source === undefined) return []
        return [
          {
            at: [...container.path, 'volumeMounts', index, 'mountPath'],
            key: file,
            severity: decider.severity,
            ...(decider === root
              ? { severityReason: { en: 'the file decides on root’s rights', ko: '이 파일이 root의 권한을 결정합니다' } }
              : {}),
            message: {
              en: `${file} comes from ${source}, which so decides ${decider.decides.en}`,
              ko: `${file}이(가) ${source}에서 오므로 그 내용이 ${decider.decides.ko} 결정합니다`,
            },
          },
        ]
      }),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'hosts from a ConfigMap',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: web
      image: registry.example/web:7
      volumeMounts: [{name: names, mountPath: /etc/hosts, subPath: hosts}]
  volumes:
    - {name: names, configMap: {name: web-hosts}}
`,
      },
    ],
    passing: [
      {
        name: 'names told by the pod itself',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  hostAliases:
    - {ip: 10.0.0.5, hostnames: [billing.example]}
  containers:
    - name: web
      image: registry.example/web:7
      volumeMounts: [{name: config, mountPath: /etc/web/hosts, subPath: hosts}]
  volumes:
    - {name: config, configMap: {name: web}}
`,
      },
    ],
  },
})
