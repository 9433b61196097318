import { defineCheck, eachContainer, when } from '../check.ts'

export const privilegedContainer = defineCheck({
  id: 'posture/privileged-container',
  title: { en: 'Container runs privileged', ko: '컨테이너가 특권 모드로 실행됩니다' },
  why: {
    en: 'A privileged container holds every capability, sees every device and runs without seccomp or AppArmor: whoever gets a shell in it mounts the node’s disk and owns the node and every pod on it.',
    ko: '특권 컨테이너는 모든 capability와 모든 장치를 가지며 seccomp와 AppArmor 없이 실행됩니다. 안에서 셸을 얻은 공격자는 노드의 디스크를 마운트하여 노드와 그 위의 모든 파드를 장악합니다.',
  },
  fix: {
    en: 'Set privileged to false. If the program needs one kernel right, add just that capability.',
    ko: 'privileged를 false로 설정합니다. 프로그램에 특정 커널 권한이 필요하면 그 capability만 추가합니다.',
  },
  severity: 'critical',
  severityReason: {
    en: 'A shell in the container is a shell on the node.',
    ko: '컨테이너의 셸이 곧 노드의 셸입니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.2.2'],
    'cis-eks': ['4.2.1'],
    nsa: ['pod-security'],
    mitre: ['T1611'],
    owasp: ['K01'],
  },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  judges: [
    eachContainer((container) =>
      when(container.effective.privileged, () => ({
        at: [...container.path, 'securityContext', 'privileged'],
        message: {
          en: 'privileged: true gives the container the node’s devices and every capability',
          ko: 'privileged: true로 컨테이너가 노드의 장치와 모든 capability를 갖습니다',
        },
        fix: [{ op: 'set', path: [...container.path, 'securityContext', 'privileged'], value: false }],
        caveat: {
          en: 'A program that really uses devices or kernel rights stops working until it gets the one capability it needs.',
          ko: '장치나 커널 권한을 실제로 쓰는 프로그램은 필요한 capability를 받을 때까지 동작하지 않습니다.',
        },
      })),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'privileged agent',
        source: `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: ops}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      containers:
        - name: agent
          image: registry.example/agent:1.4
          securityContext:
            privileged: true
`,
      },
    ],
    passing: [
      {
        name: 'one capability instead',
        source: `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: ops}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      containers:
        - name: agent
          image: registry.example/agent:1.4
          securityContext:
            privileged: false
            capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}
`,
      },
    ],
  },
})
