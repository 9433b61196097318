import type { Pod, PodContainer } from '../../kube/pod.ts'
import { mayRunAsRoot } from '../../kube/process-rights.ts'
import type { Severity, Text } from '../../model/index.ts'
import { type Cause, defineCheck, eachPod } from '../check.ts'
import { saidAt } from '../containers/said-at.ts'

const ends: Text = {
  en: 'it is an init container, which ends before the workload serves',
  ko: '워크로드가 서비스하기 전에 끝나는 초기화 컨테이너입니다',
}
const imageDecides: Text = {
  en: 'the image may name a user of its own, though nothing holds it to that',
  ko: '이미지가 자체 사용자를 지정할 수 있지만 이를 강제하는 것이 없습니다',
}

function milder(severity: Severity, severityReason: Text): Pick<Cause, 'severity' | 'severityReason'> {
  return { severity, severityReason }
}

function causeOf(container: PodContainer, pod: Pod): Cause {
  if (container.effective.runAsUser === 0) {
    const user = saidAt(container, pod, 'runAsUser')
    const nonRoot = saidAt(container, pod, 'runAsNonRoot')
    return {
      ...user,
      message: {
        en: 'runAsUser: 0 makes the program root, and so whoever breaks into it',
        ko: 'runAsUser: 0으로 프로그램이 root가 되며, 침입자도 root가 됩니다',
      },
      ...(container.role === 'init' ? milder('low', ends) : {}),
      fix: [
        { op: 'remove', path: user.at },
        // Beside the user, unless the container says it itself: what it says would win.
        {
          op: 'set',
          path: nonRoot.container === undefined ? [...user.at.slice(0, -1), 'runAsNonRoot'] : nonRoot.at,
          value: true,
        },
      ],
      caveat,
    }
  }
  const nonRoot = saidAt(container, pod, 'runAsNonRoot')
  return {
    ...nonRoot,
    message: {
      en: 'the image’s own user is used, which is root unless the image names another, and nothing refuses that',
      ko: '이미지의 사용자로 실행되어 이미지가 다른 사용자를 지정하지 않으면 root이며, 이를 거부하는 설정이 없습니다',
    },
    ...milder('low', imageDecides),
    fix: [{ op: 'set', path: nonRoot.at, value: true }],
    caveat,
  }
}

const caveat: Text = {
  en: 'An image whose user is root, or is named and not a number, does not start until runAsUser names one.',
  ko: '이미지의 사용자가 root이거나 숫자가 아닌 이름이면 runAsUser를 지정할 때까지 시작되지 않습니다.',
}

export const runsAsRoot = defineCheck({
  id: 'posture/runs-as-root',
  title: { en: 'Container runs as root', ko: '컨테이너가 root로 실행됩니다' },
  why: {
    en: 'Root in the container is root to the node’s kernel: with a flaw in the runtime or the kernel, or a writable host path, an intruder is root on the node.',
    ko: '컨테이너의 root는 노드 커널에도 root입니다. 런타임이나 커널의 결함, 쓰기 가능한 호스트 경로가 있으면 침입자가 노드의 root가 됩니다.',
  },
  fix: {
    en: 'Set runAsNonRoot to true, and runAsUser to a user that the image’s files belong to.',
    ko: 'runAsNonRoot를 true로 설정하고, runAsUser를 이미지의 파일을 소유한 사용자로 설정합니다.',
  },
  severity: 'medium',
  severityReason: { en: 'It takes another flaw to leave the container.', ko: '컨테이너를 벗어나려면 다른 결함이 필요합니다.' },
  raisedByExposure: true,
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { 'cis-kubernetes': ['5.2.7'], nsa: ['non-root'], mitre: ['T1611', 'T1068'], owasp: ['K01'] },
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://www.cve.org/CVERecord?id=CVE-2019-5736',
    'https://www.cve.org/CVERecord?id=CVE-2024-21626',
  ],
  judges: [
    eachPod((pod) => {
      // In a user namespace of the pod's own, its root is nobody on the node (KEP-127).
      if (pod.windows || pod.spec.hostUsers === false) return []
      return pod.containers.filter((container) => mayRunAsRoot(container)).map((container) => causeOf(container, pod))
    }),
  ],
  examples: {
    failing: [
      {
        name: 'user 0 by name',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: web
      image: registry.example/web:7
      securityContext: {runAsUser: 0}
`,
      },
      {
        name: 'whatever the image says',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - {name: web, image: registry.example/web:7}
`,
      },
      {
        name: 'the container takes back what the pod says',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  securityContext: {runAsNonRoot: true}
  containers:
    - name: web
      image: registry.example/web:7
      securityContext: {runAsNonRoot: false}
`,
      },
    ],
    passing: [
      {
        name: 'said once for all containers',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  securityContext: {runAsNonRoot: true}
  initContainers:
    - {name: migrate, image: registry.example/web:7}
  containers:
    - {name: web, image: registry.example/web:7}
`,
      },
      {
        name: 'a user by number, without runAsNonRoot',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: web
      image: registry.example/web:7
      securityContext: {runAsUser: 10001}
`,
      },
      {
        name: 'root in a user namespace is nobody on the node',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  hostUsers: false
  containers:
    - {name: web, image: registry.example/web:7}
`,
      },
    ],
  },
})
