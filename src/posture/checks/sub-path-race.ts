import type { Pod, PodContainer } from '../../kube/pod.ts'
import type { Volume } from '../../kube/pod-shape.ts'
import { defineCheck, eachContainer } from '../check.ts'

/** Volumes that no container can write. */
function isReadOnlyKind(volume: Volume): boolean {
  const { configMap, secret, projected, downwardAPI, image } = volume
  return [configMap, secret, projected, downwardAPI, image].some((source) => source !== undefined)
}

function segments(path: string | undefined): readonly string[] {
  return (path ?? '').split('/').filter((segment) => segment !== '' && segment !== '.')
}

/** True when a writer that mounts `outer` of the volume can replace a directory on the way to `inner`. */
function holds(outer: readonly string[], inner: readonly string[]): boolean {
  return outer.length < inner.length && outer.every((segment, index) => segment === inner[index])
}

/** Another container that is running while this one starts, and can write above the sub-path. An init container has ended by then. */
function writerAbove(volume: string, subPath: readonly string[], reader: PodContainer, pod: Pod): PodContainer | undefined {
  return pod.containers.find(
    (other) =>
      other.name !== reader.name &&
      other.role !== 'init' &&
      (other.spec.volumeMounts ?? []).some(
        (mount) =>
          mount.name === volume &&
          mount.readOnly !== true &&
          mount.subPathExpr === undefined &&
          holds(segments(mount.subPath), subPath),
      ),
  )
}

export const subPathRace = defineCheck({
  id: 'posture/sub-path-race',
  title: {
    en: 'Sub-path of a volume that another container can swap',
    ko: '다른 컨테이너가 바꿔치기할 수 있는 볼륨의 하위 경로입니다',
  },
  why: {
    en: 'While the kubelet resolves the sub-path, a container that writes above it can put a symbolic link in its place; on kubelets without the fixes the mount then leads anywhere on the node.',
    ko: 'kubelet이 하위 경로를 해석하는 동안 그 상위에 쓸 수 있는 컨테이너가 심볼릭 링크로 바꿔치기할 수 있으며, 수정되지 않은 kubelet에서는 마운트가 노드의 어느 곳으로든 연결됩니다.',
  },
  fix: {
    en: 'Mount a volume of its own instead of a sub-path, or make the other container’s mount read-only.',
    ko: '하위 경로 대신 별도의 볼륨을 마운트하거나 다른 컨테이너의 마운트를 읽기 전용으로 합니다.',
  },
  severity: 'low',
  severityReason: {
    en: 'Kubelets since 1.22.2, 1.21.5, 1.20.11 and 1.19.15 withstand the known races.',
    ko: '1.22.2, 1.21.5, 1.20.11, 1.19.15 이후의 kubelet은 알려진 경쟁 조건을 막습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['pod-security', 'upgrading'], mitre: ['T1611'], owasp: ['K01', 'K10'] },
  references: ['https://www.cve.org/CVERecord?id=CVE-2017-1002101', 'https://www.cve.org/CVERecord?id=CVE-2021-25741'],
  noFix: {
    en: 'Whether the containers can do with separate volumes is for you to say.',
    ko: '컨테이너들이 별도의 볼륨으로 동작할 수 있는지는 사용자가 판단해야 합니다.',
  },
  judges: [
    eachContainer((container, pod) =>
      (container.spec.volumeMounts ?? []).flatMap((mount, index) => {
        const field = mount.subPath === undefined ? 'subPathExpr' : 'subPath'
        const subPath = segments(mount[field])
        const volume = pod.spec.volumes?.find(({ name }) => name === mount.name)
        if (subPath.length === 0 || volume?.name === undefined || isReadOnlyKind(volume)) return []
        const writer = writerAbove(volume.name, subPath, container, pod)
        if (writer === undefined) return []
        return [
          {
            at: [...container.path, 'volumeMounts', index, field],
            message: {
              en: `container ${writer.name} can replace ${mount[field]} of volume ${volume.name} with a link while it is mounted here`,
              ko: `이곳에 마운트되는 동안 컨테이너 ${writer.name}이(가) 볼륨 ${volume.name}의 ${mount[field]}을(를) 링크로 바꿀 수 있습니다`,
            },
          },
        ]
      }),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'a sidecar writes the whole volume',
        source: `apiVersion: v1
kind: Pod
metadata: {name: site, namespace: shop}
spec:
  containers:
    - name: web
      image: registry.example/web:7
      volumeMounts: [{name: content, mountPath: /www, subPath: public/html}]
    - name: sync
      image: registry.example/sync:2
      volumeMounts: [{name: content, mountPath: /content}]
  volumes:
    - {name: content, emptyDir: {}}
`,
      },
    ],
    passing: [
      {
        name: 'an init container has ended before, and a neighbour’s sub-path does not reach here',
        source: `apiVersion: v1
kind: Pod
metadata: {name: site, namespace: shop}
spec:
  initContainers:
    - name: unpack
      image: registry.example/unpack:2
      volumeMounts: [{name: content, mountPath: /content}]
  containers:
    - name: web
      image: registry.example/web:7
      volumeMounts: [{name: content, mountPath: /www, subPath: html}]
    - name: logs
      image: registry.example/logs:1
      volumeMounts: [{name: content, mountPath: /logs, subPath: logs}]
  volumes:
    - {name: content, emptyDir: {}}
`,
      },
      {
        name: 'a file of a ConfigMap',
        source: `apiVersion: v1
kind: Pod
metadata: {name: site, namespace: shop}
spec:
  containers:
    - name: web
      image: registry.example/web:7
      volumeMounts: [{name: config, mountPath: /etc/web.conf, subPath: web.conf}]
    - name: reload
      image: registry.example/reload:1
      volumeMounts: [{name: config, mountPath: /config}]
  volumes:
    - {name: config, configMap: {name: web}}
`,
      },
    ],
  },
})
