import { addsCapability, mayRunAsRoot } from '../../kube/process-rights.ts'
import { defineCheck, eachPod, when } from '../check.ts'

export const sharedProcessNamespace = defineCheck({
  id: 'posture/shared-process-namespace',
  title: { en: 'Containers of the pod see each other’s processes', ko: '파드의 컨테이너가 서로의 프로세스를 볼 수 있습니다' },
  why: {
    en: 'An intruder in one container, a sidecar say, reads the environment and files of the others through /proc/PID, and signals their processes.',
    ko: '사이드카와 같은 한 컨테이너에 침입한 공격자가 /proc/PID를 통해 다른 컨테이너의 환경 변수와 파일을 읽고 프로세스에 신호를 보냅니다.',
  },
  fix: { en: 'Remove shareProcessNamespace.', ko: 'shareProcessNamespace를 제거합니다.' },
  severity: 'low',
  severityReason: {
    en: 'It stays within the pod; among different plain users little opens.',
    ko: '파드 안에 머무르며, 서로 다른 일반 사용자 사이에서는 열리는 것이 적습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['pod-security'], mitre: ['T1552.001'], owasp: ['K01'] },
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/'],
  judges: [
    eachPod((pod) => {
      const together = pod.containers.filter(({ role }) => role !== 'init')
      const shares = pod.spec.shareProcessNamespace === true && together.length > 1 && !pod.windows
      return when(shares, () => {
        const at = [...pod.specPath, 'shareProcessNamespace']
        const strong = together.find(
          (container) => container.effective.privileged || addsCapability(container, 'SYS_PTRACE') || mayRunAsRoot(container),
        )
        return {
          at,
          message:
            strong === undefined
              ? {
                  en: 'the containers see and signal each other’s processes, where they run as the same user',
                  ko: '같은 사용자로 실행되는 컨테이너끼리 서로의 프로세스를 보고 신호를 보냅니다',
                }
              : {
                  en: `container ${strong.name}, which may be root, reads the environment and files of the pod’s other containers`,
                  ko: `root일 수 있는 컨테이너 ${strong.name}이(가) 파드의 다른 컨테이너의 환경 변수와 파일을 읽습니다`,
                },
          ...(strong === undefined
            ? {}
            : {
                severity: 'medium',
                severityReason: {
                  en: 'one of the containers may be root or trace others',
                  ko: '컨테이너 중 하나가 root이거나 다른 프로세스를 추적할 수 있습니다',
                },
              }),
          fix: [{ op: 'set', path: at, value: false }],
          caveat: {
            en: 'A sidecar that signals or inspects the main process no longer finds it.',
            ko: '주 프로세스에 신호를 보내거나 살펴보는 사이드카는 더 이상 그 프로세스를 찾지 못합니다.',
          },
        }
      })
    }),
  ],
  examples: {
    failing: [
      {
        name: 'sidecar that may be root',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  shareProcessNamespace: true
  containers:
    - {name: web, image: registry.example/web:7}
    - {name: reload, image: registry.example/reload:1}
`,
      },
    ],
    passing: [
      {
        name: 'a single container has nobody to share with',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  shareProcessNamespace: true
  containers:
    - {name: web, image: registry.example/web:7}
`,
      },
    ],
  },
})
