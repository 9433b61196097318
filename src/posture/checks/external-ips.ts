import { serviceKind } from '../../kube/objects.ts'
import { defineCheck, eachObject } from '../check.ts'

export const externalIps = defineCheck({
  id: 'posture/external-ips',
  title: { en: 'Service claims addresses with externalIPs', ko: '서비스가 externalIPs로 주소를 차지합니다' },
  why: {
    en: 'Nothing checks whose address it is: every node sends the traffic for it to this service’s pods, so whoever may write services takes over the connections of other pods to any address.',
    ko: '주소의 소유자를 확인하지 않으므로 모든 노드가 그 주소의 트래픽을 이 서비스의 파드로 보내며, 서비스를 쓸 수 있는 사람은 다른 파드의 연결을 가로챕니다.',
  },
  fix: {
    en: 'Remove externalIPs and use a load balancer or a Gateway; forbid the field with the DenyServiceExternalIPs admission plugin.',
    ko: 'externalIPs를 제거하고 로드 밸런서나 Gateway를 사용하며, DenyServiceExternalIPs 승인 플러그인으로 필드를 금지합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes the right to write services; for that it needs no further weakness.',
    ko: '서비스를 쓸 권한이 필요하지만 그 밖의 약점은 필요하지 않습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['network-policies'], mitre: ['T1557'], owasp: ['K07'] },
  references: [
    'https://www.cve.org/CVERecord?id=CVE-2020-8554',
    'https://kubernetes.io/blog/2026/05/14/kubernetes-v1-36-deprecation-and-removal-of-service-externalips/',
    'https://kubernetes.io/docs/concepts/services-networking/service/#external-ips',
  ],
  judges: [
    eachObject(serviceKind, ({ spec }) => {
      const addresses = spec?.externalIPs ?? []
      if (addresses.length === 0) return []
      const list = addresses.join(', ')
      return [
        {
          at: ['spec', 'externalIPs'],
          message: {
            en: `every node sends traffic for ${list} to this service, whoever the address belongs to (CVE-2020-8554)`,
            ko: `주소의 소유자와 관계없이 모든 노드가 ${list}(으)로 가는 트래픽을 이 서비스로 보냅니다(CVE-2020-8554)`,
          },
          fix: [{ op: 'remove', path: ['spec', 'externalIPs'] }],
          caveat: {
            en: 'Callers that come by these addresses need another way in first.',
            ko: '이 주소로 접속하던 호출자에게 먼저 다른 경로가 필요합니다.',
          },
        },
      ]
    }),
  ],
  examples: {
    failing: [
      {
        name: 'an address of its own choice',
        source: `apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{port: 443}]
  externalIPs: [203.0.113.7]
`,
      },
    ],
    passing: [
      {
        name: 'an empty list',
        source: `apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{port: 443}]
  externalIPs: []
`,
      },
    ],
  },
})
