import { defineCheck, eachPod } from '../check.ts'
import { hostVolumeCauses } from '../host/volume-cause.ts'

export const containerRuntimeSocket = defineCheck({
  id: 'posture/container-runtime-socket',
  title: { en: 'Pod holds the container runtime’s socket', ko: '파드가 컨테이너 런타임의 소켓을 가지고 있습니다' },
  why: {
    en: 'The socket starts containers without asking the API server: an intruder starts a privileged one with the node’s disk in it, unseen by admission and audit.',
    ko: '이 소켓은 API 서버를 거치지 않고 컨테이너를 시작합니다. 침입자는 노드의 디스크를 마운트한 특권 컨테이너를 승인 검사와 감사에 드러나지 않게 시작합니다.',
  },
  fix: {
    en: 'Remove the volume. Build images with a rootless builder, and read containers’ state from the API server or the kubelet.',
    ko: '볼륨을 제거합니다. 이미지는 rootless 빌더로 빌드하고, 컨테이너 상태는 API 서버나 kubelet에서 읽습니다.',
  },
  severity: 'critical',
  severityReason: { en: 'Whoever commands the runtime commands the node.', ko: '런타임을 지휘하는 사람이 노드를 지휘합니다.' },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.2.12'],
    nsa: ['pod-security'],
    mitre: ['T1611', 'T1610', 'T1552.007'],
    owasp: ['K01'],
  },
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://docs.docker.com/engine/security/#docker-daemon-attack-surface',
  ],
  noFix: {
    en: 'The program in the container uses the socket for something, which has to be done another way first.',
    ko: '컨테이너의 프로그램이 소켓을 쓰고 있으므로 그 일을 먼저 다른 방법으로 바꿔야 합니다.',
  },
  judges: [
    eachPod((pod) =>
      hostVolumeCauses(pod, 'socket', ({ runtime = '' }) => ({
        en: `through the ${runtime} socket an intruder starts a privileged container and owns the node`,
        ko: `침입자가 ${runtime} 소켓으로 특권 컨테이너를 시작해 노드를 장악합니다`,
      })),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'read-only does not stop a socket from taking orders',
        source: `apiVersion: v1
kind: Pod
metadata: {name: builder, namespace: ci}
spec:
  containers:
    - name: builder
      image: registry.example/builder:2.1
      volumeMounts:
        - {name: docker, mountPath: /var/run/docker.sock, readOnly: true}
  volumes:
    - name: docker
      hostPath: {path: /var/run/docker.sock, type: Socket}
`,
      },
      {
        name: 'the directory that the socket lies in',
        source: `apiVersion: v1
kind: Pod
metadata: {name: agent, namespace: ops}
spec:
  containers:
    - name: agent
      image: registry.example/agent:1.4
      volumeMounts: [{name: run, mountPath: /host/run}]
  volumes:
    - name: run
      hostPath: {path: /var//run/}
`,
      },
    ],
    passing: [
      {
        name: 'another socket of the node',
        source: `apiVersion: v1
kind: Pod
metadata: {name: agent, namespace: ops}
spec:
  containers:
    - name: agent
      image: registry.example/agent:1.4
      volumeMounts: [{name: log, mountPath: /dev/log}]
  volumes:
    - name: log
      hostPath: {path: /dev/log, type: Socket}
`,
      },
    ],
  },
})
