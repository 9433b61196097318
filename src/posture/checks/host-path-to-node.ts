import { defineCheck, eachPod } from '../check.ts'
import { hostVolumeCauses, ownFiles } from '../host/volume-cause.ts'

export const hostPathToNode = defineCheck({
  id: 'posture/host-path-to-node',
  title: { en: 'Pod mounts a path that gives the node away', ko: '파드가 노드를 내어 주는 경로를 마운트합니다' },
  why: {
    en: 'Some paths of the node are as good as the node: a file written to its configuration runs as root there, and its keys and other pods’ secrets lie readable in others.',
    ko: '노드의 어떤 경로는 노드 그 자체와 같습니다. 설정에 쓴 파일은 노드에서 root로 실행되고, 다른 경로에는 노드의 키와 다른 파드의 시크릿이 놓여 있습니다.',
  },
  fix: {
    en: 'Mount only the file or directory the program reads, with readOnly: true, or take the data from the API server or the kubelet.',
    ko: '프로그램이 읽는 파일이나 디렉터리만 readOnly: true로 마운트하거나, 데이터를 API 서버나 kubelet에서 가져옵니다.',
  },
  severity: 'high',
  severityReason: {
    en: 'It depends on the path: critical where it runs commands on the node, high where it shows secrets of others.',
    ko: '경로에 따라 다릅니다. 노드에서 명령을 실행할 수 있으면 심각, 다른 워크로드의 비밀이 보이면 높음입니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.2.12'],
    nsa: ['pod-security'],
    mitre: ['T1611', 'T1552.001'],
    owasp: ['K01'],
  },
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://kubernetes.io/docs/concepts/storage/volumes/#read-only-mounts',
    'https://man7.org/linux/man-pages/man5/core.5.html',
  ],
  noFix: {
    en: 'Only you know which part of the path the program reads, and whether it has to write.',
    ko: '프로그램이 경로의 어느 부분을 읽는지, 쓰기가 필요한지는 사용자만 알 수 있습니다.',
  },
  judges: [eachPod((pod) => hostVolumeCauses(pod, 'node', (access) => access.gain?.gives ?? ownFiles(access)))],
  examples: {
    failing: [
      {
        name: 'the whole disk, read-only at the top alone',
        source: `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: exporter, namespace: monitoring}
spec:
  selector: {matchLabels: {app: exporter}}
  template:
    metadata: {labels: {app: exporter}}
    spec:
      containers:
        - name: exporter
          image: registry.example/exporter:1.8
          volumeMounts: [{name: root, mountPath: /host/root, readOnly: true}]
      volumes:
        - {name: root, hostPath: {path: /}}
`,
      },
      {
        name: 'a harmless volume of which one mount is not',
        source: `apiVersion: v1
kind: Pod
metadata: {name: tool, namespace: ops}
spec:
  containers:
    - name: reader
      image: registry.example/tool:1
      volumeMounts: [{name: spool, mountPath: /spool, subPath: mail, readOnly: true}]
    - name: writer
      image: registry.example/tool:1
      volumeMounts: [{name: spool, mountPath: /cron, subPath: cron}]
  volumes:
    - {name: spool, hostPath: {path: /var/spool}}
`,
      },
    ],
    passing: [
      {
        name: 'a directory of the program’s own',
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
      {
        name: 'kernel modules to read',
        source: `apiVersion: v1
kind: Pod
metadata: {name: net, namespace: ops}
spec:
  containers:
    - name: net
      image: registry.example/net:1
      volumeMounts: [{name: modules, mountPath: /lib/modules, readOnly: true}]
  volumes:
    - {name: modules, hostPath: {path: /lib/modules}}
`,
      },
    ],
  },
})
