import { type Service, serviceKind } from '../../kube/objects.ts'
import type { Text } from '../../model/index.ts'
import { defineCheck, together, type WorldVerdict } from '../check.ts'
import { routes } from '../exposure.ts'
import type { Seen, World } from '../world.ts'

function noService(name: string): Text {
  return {
    en: `the route leads to service ${name}, which none of the sources scanned defines`,
    ko: `경로가 검사한 소스 어디에도 정의되지 않은 서비스 ${name}(으)로 연결됩니다`,
  }
}

/** A route that was scanned alone: its services stand somewhere else. */
function noServices(name: string): Text {
  return {
    en: `whether service ${name} exists: no service of its namespace is among the sources`,
    ko: `서비스 ${name}의 존재 여부: 해당 네임스페이스의 서비스가 검사 대상에 없습니다`,
  }
}

/** Services a route may mean. Where one of the two names no namespace, they may meet when they are applied. */
function servicesNamed(world: World, namespace: string | undefined, name: string): readonly Seen<Service>[] {
  const own = world.find(serviceKind, namespace, name)
  if (own.length > 0) return own
  return namespace === undefined
    ? world.all(serviceKind).filter(({ object }) => object.metadata.name === name)
    : world.find(serviceKind, undefined, name)
}

function noPort(name: string, port: string | number): Text {
  return {
    en: `the route leads to port ${port} of service ${name}, which has no such port: what is opened there next is public at once`,
    ko: `경로가 서비스 ${name}에 없는 포트 ${port}(으)로 연결됩니다: 그 포트에 다음으로 열리는 것이 바로 공개됩니다`,
  }
}

const ownTeam: Text = {
  en: 'It takes the right to change that service.',
  ko: '그 서비스를 바꿀 권한이 필요합니다.',
}

/** An ExternalName service passes every port on. */
function takesPort({ spec }: Service, port: string | number): boolean {
  if (spec?.type === 'ExternalName' || spec?.ports === undefined) return true
  return spec.ports.some((each) => each.port === port || each.name === port || String(each.port) === port)
}

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
    together((world) => {
      const namespaces = new Set(world.all(serviceKind).map(({ object }) => object.metadata.namespace))
      return routes(world).flatMap(({ route, at, namespace, name, port }): WorldVerdict => {
        const services = servicesNamed(world, namespace, name)
        if (services.length === 0 && !namespaces.has(namespace)) return [{ on: route, at, gap: noServices(name) }]
        if (services.length === 0) return [{ on: route, at, key: name, message: noService(name) }]
        if (port === undefined || services.some(({ body }) => takesPort(body, port))) return []
        return [{ on: route, at, key: `${name}:${port}`, message: noPort(name, port), severity: 'low', severityReason: ownTeam }]
      })
    }),
  ],
  absenceOf: [serviceKind],
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
      {
        name: 'an HTTPRoute to a service that is gone, and to a port that is not there',
        source: `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs: [{name: edge}]
  rules: [{backendRefs: [{name: web-old, port: 80}, {name: web, port: 8080}]}]
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
        name: 'the route alone, whose services stand somewhere else',
        source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
`,
      },
      {
        name: 'a service that gets its namespace when it is applied',
        source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: other, namespace: shop}
spec: {selector: {app: other}, ports: [{port: 80}]}
`,
      },
      {
        name: 'an action of the AWS Load Balancer Controller is no service',
        source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: shop
  annotations:
    alb.ingress.kubernetes.io/actions.ssl-redirect: '{"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "StatusCode": "HTTP_301"}}'
spec:
  rules:
    - http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: ssl-redirect, port: {name: use-annotation}}}}]}
`,
      },
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
