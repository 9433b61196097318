import { gatewayKind, httpRouteKind } from '../../kube/objects.ts'
import type { Read } from '../../lib/shape.ts'
import { defineCheck, together } from '../check.ts'
import type { Seen, World } from '../world.ts'

type HttpRoute = Read<typeof httpRouteKind.shape>

/** Routes that name the gateway as a parent, each with the listeners it names; undefined is all of them. */
function routesOf(gateway: Seen<unknown>, world: World) {
  const { name, namespace } = gateway.object.metadata
  return world.all(httpRouteKind).flatMap((route) =>
    (route.body.spec?.parentRefs ?? [])
      .filter((parent) => (parent.kind ?? 'Gateway') === 'Gateway' && parent.name === name)
      .filter((parent) => (parent.namespace ?? route.object.metadata.namespace) === namespace && world.meets(route, gateway))
      .map((parent) => ({ route, listener: parent.sectionName })),
  )
}

/** True when the route does nothing but send the visitor on to https. */
function onlyRedirects({ spec }: HttpRoute): boolean {
  const rules = spec?.rules ?? []
  return (
    rules.length > 0 &&
    rules.every(
      ({ filters = [], backendRefs = [] }) =>
        backendRefs.length === 0 && filters.some(({ requestRedirect }) => requestRedirect?.scheme === 'https'),
    )
  )
}

export const gatewayPlainHttp = defineCheck({
  id: 'posture/gateway-plain-http',
  title: { en: 'Gateway listens without TLS', ko: '게이트웨이가 TLS 없이 수신합니다' },
  why: {
    en: 'Everyone on the way between visitor and cluster reads passwords and session cookies, and changes what is sent.',
    ko: '방문자와 클러스터 사이에 있는 사람이 비밀번호와 세션 쿠키를 읽고 내용을 바꿉니다.',
  },
  fix: {
    en: 'Give the listener protocol HTTPS and a certificate, and keep plain HTTP for an HTTPRoute that only redirects to https.',
    ko: '리스너에 HTTPS 프로토콜과 인증서를 지정하고, 평문 HTTP는 https로 리디렉션만 하는 HTTPRoute에 사용합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes a place on the network between visitor and cluster.',
    ko: '방문자와 클러스터 사이의 네트워크에 있어야 합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['encryption'], mitre: ['T1557'], owasp: ['K07'] },
  references: ['https://gateway-api.sigs.k8s.io/guides/tls/', 'https://gateway-api.sigs.k8s.io/guides/http-redirect-rewrite/'],
  noFix: { en: 'A certificate has to be there first.', ko: '먼저 인증서가 있어야 합니다.' },
  judges: [
    together((world) =>
      world.all(gatewayKind).flatMap((gateway) => {
        const attached = routesOf(gateway, world)
        return [...(gateway.body.spec?.listeners ?? []).entries()]
          .filter(([, { protocol }]) => protocol === 'HTTP')
          .filter(([, { name }]) => {
            const served = attached.filter(({ listener }) => listener === undefined || listener === name)
            return attached.length === 0 || served.some(({ route }) => !onlyRedirects(route.body))
          })
          .map(([index, { name = '?', port = '?', hostname }]) => ({
            on: gateway,
            at: ['spec', 'listeners', index, 'protocol'],
            message: {
              en: `listener ${name} takes requests for ${hostname ?? 'every host'} on port ${port} without TLS, so that whoever is on the way reads and changes them`,
              ko: `리스너 ${name}이(가) ${hostname ?? '모든 호스트'}의 요청을 포트 ${port}에서 TLS 없이 받아 경로상의 누구나 읽고 바꿀 수 있습니다`,
            },
          }))
      }),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'an application on the plain listener',
        source: `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec:
  gatewayClassName: edge
  listeners: [{name: http, port: 80, protocol: HTTP}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs: [{name: edge}]
  rules: [{backendRefs: [{name: web, port: 80}]}]
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
        name: 'the plain listener only redirects',
        source: `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec:
  gatewayClassName: edge
  listeners:
    - {name: http, port: 80, protocol: HTTP}
    - {name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: shop-tls}]}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: redirect, namespace: shop}
spec:
  parentRefs: [{name: edge, sectionName: http}]
  rules: [{filters: [{type: RequestRedirect, requestRedirect: {scheme: https, statusCode: 301}}]}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs: [{name: edge, sectionName: https}]
  rules: [{backendRefs: [{name: web, port: 80}]}]
`,
      },
    ],
  },
})
