import { defineCheck, eachContainer } from '../check.ts'

export const mountPropagationBidirectional = defineCheck({
  id: 'posture/mount-propagation-bidirectional',
  title: { en: 'Mounts made in the container appear on the node', ko: '컨테이너에서 만든 마운트가 노드에 나타납니다' },
  why: {
    en: 'An intruder mounts something over the directory, and the node and every other pod that mounts it see that instead; the mount stays after the pod is gone.',
    ko: '침입자가 그 디렉터리 위에 마운트하면 노드와 이를 마운트하는 다른 모든 파드가 그것을 보게 되며, 파드가 사라져도 마운트가 남습니다.',
  },
  fix: {
    en: 'Use HostToContainer, or leave mountPropagation out. Only storage drivers need Bidirectional.',
    ko: 'HostToContainer를 사용하거나 mountPropagation을 제거합니다. Bidirectional은 스토리지 드라이버에만 필요합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes a privileged container, which is told of by itself.',
    ko: '특권 컨테이너가 필요하며, 이는 별도로 알립니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { 'cis-kubernetes': ['5.2.12'], nsa: ['pod-security'], mitre: ['T1611'], owasp: ['K01'] },
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation'],
  judges: [
    eachContainer((container) =>
      (container.spec.volumeMounts ?? []).flatMap(({ mountPropagation, mountPath = '' }, index) => {
        if (mountPropagation !== 'Bidirectional') return []
        const at = [...container.path, 'volumeMounts', index, 'mountPropagation']
        return [
          {
            at,
            message: {
              en: `what is mounted below ${mountPath} in the container appears on the node and in other pods`,
              ko: `컨테이너의 ${mountPath} 아래에 마운트한 것이 노드와 다른 파드에 나타납니다`,
            },
            fix: [{ op: 'set', path: at, value: 'HostToContainer' }],
            caveat: {
              en: 'A storage driver’s volumes no longer reach the pods that use them.',
              ko: '스토리지 드라이버의 볼륨이 이를 사용하는 파드에 더 이상 도달하지 않습니다.',
            },
          },
        ]
      }),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'agent that mounts for others',
        source: `apiVersion: v1
kind: Pod
metadata: {name: mounter, namespace: ops}
spec:
  containers:
    - name: mounter
      image: registry.example/mounter:1
      securityContext: {privileged: true}
      volumeMounts: [{name: data, mountPath: /data, mountPropagation: Bidirectional}]
  volumes:
    - {name: data, hostPath: {path: /srv/data}}
`,
      },
    ],
    passing: [
      {
        name: 'sees the node’s mounts, makes none',
        source: `apiVersion: v1
kind: Pod
metadata: {name: exporter, namespace: ops}
spec:
  containers:
    - name: exporter
      image: registry.example/exporter:1
      volumeMounts: [{name: data, mountPath: /data, mountPropagation: HostToContainer, readOnly: true}]
  volumes:
    - {name: data, hostPath: {path: /srv/data}}
`,
      },
    ],
  },
})
