import { ingressBackends } from '../../kube/ingress.ts'
import { ingressKind, serviceKind } from '../../kube/objects.ts'
import { defineCheck, together } from '../check.ts'

export const routeToNowhere = defineCheck({
  id: 'posture/route-to-nowhere',
  title: { en: 'Exposed route leads to a service that does not exist', ko: '노출된 경로가 존재하지 않는 서비스로 연결됩니다' },
  why: {
    en: 'Whoever may create a service of that name takes over the public address: its visitors, their cookies and its TLS certificate.',
    ko: '그 이름의 서비스를 만들 수 있는 사람이 공개 주소와 방문자, 쿠키, TLS 인증서를 가로챕니다.',
  },
  fix: {
    en: 'Remove the rule, or point it at the service that answers for it.',
    ko: '규칙을 제거하거나 실제로 응답하는 서비스를 가리키게 합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes the right to create a service in the namespace.',
    ko: '네임스페이스에 서비스를 만들 권한이 필요합니다.',
  },
  stages: ['admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['network-policies'], mitre: ['T1190'], owasp: ['K07'] },
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/'],
  noFix: { en: 'Only you know which service was meant.', ko: '어떤 서비스를 의도했는지는 사용자만 알 수 있습니다.' },
  judges: [
    together((world) =>
      world.all(ingressKind).flatMap((ingress) =>
        ingressBackends(ingress.body)
          .filter(({ name }) => world.find(serviceKind, ingress.object.metadata.namespace, name).length === 0)
          .map(({ name, path }) => ({
            on: ingress,
            at: path,
            key: name,
            message: {
              en: `the route leads to service ${name}, which none of the sources scanned defines`,
              ko: `경로가 검사한 소스 어디에도 정의되지 않은 서비스 ${name}(으)로 연결됩니다`,
            },
          })),
      ),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'the service was renamed',
        source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec:
  rules:
    - host: shop.example
      http:
        paths:
          - path: /
            pathType: Prefix
            backend: {service: {name: web-old, port: {number: 80}}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
`,
      },
    ],
    passing: [
      {
        name: 'the service is there',
        source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec:
  rules:
    - host: shop.example
      http:
        paths:
          - path: /
            pathType: Prefix
            backend: {service: {name: web, port: {number: 80}}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
`,
      },
    ],
  },
})
