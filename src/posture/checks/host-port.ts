import { defineCheck, eachContainer } from '../check.ts'

export const hostPort = defineCheck({
  id: 'posture/host-port',
  title: { en: 'Container listens on a port of the node', ko: '컨테이너가 노드의 포트에서 수신합니다' },
  why: {
    en: 'Whoever reaches the node reaches the container, past the Service and Ingress before it and, with several network plugins, past network policies.',
    ko: '노드에 접근할 수 있는 사람은 앞단의 Service와 Ingress를 거치지 않고, 일부 네트워크 플러그인에서는 네트워크 정책도 거치지 않고 컨테이너에 접근합니다.',
  },
  fix: {
    en: 'Publish the port by a Service instead, or bind it to 127.0.0.1 with hostIP.',
    ko: '대신 Service로 포트를 공개하거나 hostIP를 127.0.0.1로 지정합니다.',
  },
  severity: 'low',
  severityReason: {
    en: 'It widens who can reach the container, and gives nothing in it.',
    ko: '접근할 수 있는 사람이 늘어날 뿐 컨테이너 안의 권한을 주지는 않습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { 'cis-kubernetes': ['5.2.13'], nsa: ['pod-security', 'network-policies'], mitre: ['T1133'], owasp: ['K01', 'K07'] },
  references: [
    'https://kubernetes.io/docs/concepts/configuration/overview/#services',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  ],
  judges: [
    eachContainer((container, pod) => {
      // With the node's network every port is the node's, which is told of by itself.
      if (pod.spec.hostNetwork === true || container.role === 'init') return []
      return (container.spec.ports ?? []).flatMap(({ hostPort: port, hostIP = '', protocol = 'TCP' }, index) => {
        if (port === undefined || port <= 0 || hostIP.startsWith('127.') || hostIP === '::1') return []
        const at = [...container.path, 'ports', index, 'hostPort']
        const address = hostIP === '' || hostIP === '0.0.0.0' || hostIP === '::' ? undefined : hostIP
        return [
          {
            at,
            message: {
              en: `port ${port}/${protocol} of ${address ?? 'every address of the node'} leads into the container`,
              ko: `${address ?? '노드의 모든 주소'}의 ${port}/${protocol} 포트가 컨테이너로 연결됩니다`,
            },
            fix: [{ op: 'remove', path: at }],
            caveat: {
              en: 'Clients that call the node’s address need a Service to call.',
              ko: '노드의 주소로 호출하던 클라이언트에는 호출할 Service가 필요합니다.',
            },
          },
        ]
      })
    }),
  ],
  examples: {
    failing: [
      {
        name: 'on every address of the node',
        source: `apiVersion: v1
kind: Pod
metadata: {name: cache, namespace: shop}
spec:
  containers:
    - name: cache
      image: registry.example/cache:1
      ports: [{containerPort: 6379, hostPort: 6379}]
`,
      },
    ],
    passing: [
      {
        name: 'a container port, and one on the loopback',
        source: `apiVersion: v1
kind: Pod
metadata: {name: cache, namespace: shop}
spec:
  containers:
    - name: cache
      image: registry.example/cache:1
      ports:
        - {containerPort: 6379}
        - {containerPort: 9121, hostPort: 9121, hostIP: 127.0.0.1}
`,
      },
    ],
  },
})
