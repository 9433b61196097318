import { defineCheck, eachPod, when } from '../check.ts'

export const hostIpc = defineCheck({
  id: 'posture/host-ipc',
  title: { en: 'Pod shares the node’s inter-process memory', ko: '파드가 노드의 프로세스 간 통신 메모리를 공유합니다' },
  why: {
    en: 'Shared memory and message queues of the node, and of every other pod with hostIPC, can be read and overwritten: databases and multi-process servers keep requests and passwords there.',
    ko: '노드와 hostIPC를 쓰는 다른 모든 파드의 공유 메모리와 메시지 큐를 읽고 덮어쓸 수 있습니다. 데이터베이스와 다중 프로세스 서버는 요청과 비밀번호를 그곳에 둡니다.',
  },
  fix: {
    en: 'Remove hostIPC. Containers of one pod share /dev/shm by an emptyDir with medium: Memory.',
    ko: 'hostIPC를 제거합니다. 한 파드의 컨테이너끼리는 medium: Memory인 emptyDir로 /dev/shm을 공유합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It helps only where something on the node keeps data there.',
    ko: '노드의 무언가가 그곳에 데이터를 두는 경우에만 도움이 됩니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.2.4'],
    'cis-eks': ['4.2.3'],
    nsa: ['pod-security'],
    mitre: ['T1611'],
    owasp: ['K01'],
  },
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://man7.org/linux/man-pages/man7/ipc_namespaces.7.html',
  ],
  judges: [
    eachPod((pod) =>
      when(pod.spec.hostIPC === true && !pod.windows, () => {
        const at = [...pod.specPath, 'hostIPC']
        return {
          at,
          message: {
            en: 'hostIPC: true lets the containers read and overwrite shared memory of the node’s processes',
            ko: 'hostIPC: true로 컨테이너가 노드 프로세스의 공유 메모리를 읽고 덮어쓸 수 있습니다',
          },
          fix: [{ op: 'set', path: at, value: false }],
          caveat: {
            en: 'Programs that share memory with another pod or with the node no longer meet there.',
            ko: '다른 파드나 노드와 메모리를 공유하던 프로그램은 더 이상 공유하지 못합니다.',
          },
        }
      }),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'shared with the node',
        source: `apiVersion: v1
kind: Pod
metadata: {name: trainer, namespace: ml}
spec:
  hostIPC: true
  containers:
    - {name: trainer, image: registry.example/trainer:3}
`,
      },
    ],
    passing: [
      {
        name: 'shared memory of the pod’s own',
        source: `apiVersion: v1
kind: Pod
metadata: {name: trainer, namespace: ml}
spec:
  containers:
    - name: trainer
      image: registry.example/trainer:3
      volumeMounts: [{name: shm, mountPath: /dev/shm}]
  volumes:
    - {name: shm, emptyDir: {medium: Memory}}
`,
      },
    ],
  },
})
