import { mayRunAsRoot } from '../../kube/process-rights.ts'
import { defineCheck, eachPod, when } from '../check.ts'

export const hostPid = defineCheck({
  id: 'posture/host-pid',
  title: { en: 'Pod shares the node’s processes', ko: '파드가 노드의 프로세스를 공유합니다' },
  why: {
    en: 'Root in the container reads the environment, and through /proc/PID/root the files, of other pods’ processes on the node; with CAP_SYS_PTRACE it takes over the node’s own.',
    ko: '컨테이너의 root는 노드에 있는 다른 파드 프로세스의 환경 변수와 /proc/PID/root를 통한 파일까지 읽으며, CAP_SYS_PTRACE가 있으면 노드의 프로세스를 장악합니다.',
  },
  fix: { en: 'Remove hostPID.', ko: 'hostPID를 제거합니다.' },
  severity: 'high',
  severityReason: {
    en: 'Secrets of other workloads on the node can be read.',
    ko: '노드에 있는 다른 워크로드의 비밀을 읽을 수 있습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.2.3'],
    'cis-eks': ['4.2.2'],
    nsa: ['pod-security'],
    mitre: ['T1611', 'T1613'],
    owasp: ['K01'],
  },
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://man7.org/linux/man-pages/man2/ptrace.2.html',
  ],
  judges: [
    eachPod((pod) =>
      when(pod.spec.hostPID === true && !pod.windows, () => {
        const root = pod.containers.some((container) => container.effective.privileged || mayRunAsRoot(container))
        const at = [...pod.specPath, 'hostPID']
        return {
          at,
          message: root
            ? {
                en: 'hostPID: true shows the containers every process of the node, and root reads the environment of other pods’ processes',
                ko: 'hostPID: true로 컨테이너가 노드의 모든 프로세스를 보며, root는 다른 파드 프로세스의 환경 변수를 읽습니다',
              }
            : {
                en: 'hostPID: true shows the containers every process of the node with its command line',
                ko: 'hostPID: true로 컨테이너가 노드의 모든 프로세스와 명령줄을 봅니다',
              },
          ...(root
            ? {}
            : {
                severity: 'medium',
                severityReason: {
                  en: 'no container runs as root, so it sees command lines but not what processes hold',
                  ko: 'root로 실행되는 컨테이너가 없어 명령줄은 보이지만 프로세스 내부는 보이지 않습니다',
                },
              }),
          fix: [{ op: 'set', path: at, value: false }],
          caveat: {
            en: 'A program that watches or signals the node’s processes no longer sees them.',
            ko: '노드의 프로세스를 관찰하거나 신호를 보내는 프로그램은 더 이상 그 프로세스를 볼 수 없습니다.',
          },
        }
      }),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'node agent',
        source: `apiVersion: v1
kind: Pod
metadata: {name: agent, namespace: ops}
spec:
  hostPID: true
  containers:
    - {name: agent, image: registry.example/agent:1.4}
`,
      },
    ],
    passing: [
      {
        name: 'processes shared within the pod only',
        source: `apiVersion: v1
kind: Pod
metadata: {name: agent, namespace: ops}
spec:
  hostPID: false
  shareProcessNamespace: true
  containers:
    - {name: agent, image: registry.example/agent:1.4}
`,
      },
    ],
  },
})
