import { serviceKind } from '../../kube/objects.ts'
import type { Change } from '../../model/index.ts'
import { defineCheck, eachObject } from '../check.ts'

export const nodePort = defineCheck({
  id: 'posture/node-port',
  title: { en: 'Service opens a port on every node', ko: '서비스가 모든 노드의 포트를 엽니다' },
  why: {
    en: 'Whoever reaches any node’s address reaches the service past ingress, its TLS and its login, and network policies often do not see the caller’s own address there.',
    ko: '노드의 주소에 닿는 사람은 인그레스와 TLS, 로그인을 거치지 않고 서비스에 접근하며, 네트워크 정책은 이때 호출자의 실제 주소를 보지 못하는 경우가 많습니다.',
  },
  fix: {
    en: 'Make it a ClusterIP service and put an Ingress or a Gateway in front of it.',
    ko: 'ClusterIP 서비스로 바꾸고 앞에 Ingress나 Gateway를 둡니다.',
  },
  severity: 'low',
  severityReason: {
    en: 'Most nodes have no public address.',
    ko: '대부분의 노드에는 공인 주소가 없습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['network-policies'], mitre: ['T1133'], owasp: ['K07'] },
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport'],
  judges: [
    eachObject(serviceKind, ({ spec }) => {
      if (spec?.type !== 'NodePort') return []
      const ports = spec.ports ?? []
      const list = ports.map(({ port, nodePort }) => (nodePort === undefined ? `${port}` : `${port} → ${nodePort}`)).join(', ')
      const fix: Change[] = [{ op: 'set', path: ['spec', 'type'], value: 'ClusterIP' }]
      for (const [index, each] of ports.entries())
        if (each.nodePort !== undefined) fix.push({ op: 'remove', path: ['spec', 'ports', index, 'nodePort'] })
      return [
        {
          at: ['spec', 'type'],
          message: {
            en: `port ${list} is open on the address of every node, past ingress and its TLS`,
            ko: `포트 ${list}이(가) 인그레스와 TLS를 거치지 않고 모든 노드의 주소에 열려 있습니다`,
          },
          fix,
          caveat: {
            en: 'Callers that come by a node’s address lose their way; they need an Ingress, a Gateway or a load balancer first.',
            ko: '노드 주소로 접속하던 호출자는 더 이상 접속할 수 없으므로 먼저 Ingress, Gateway 또는 로드 밸런서가 필요합니다.',
          },
        },
      ]
    }),
  ],
  examples: {
    failing: [
      {
        name: 'a fixed node port',
        source: `apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  type: NodePort
  selector: {app: web}
  ports: [{port: 80, nodePort: 30080}]
`,
      },
    ],
    passing: [
      {
        name: 'inside the cluster only',
        source: `apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{port: 80}]
`,
      },
    ],
  },
})
