import { hasTls, isInternalIngress } from '../../kube/ingress-traits.ts'
import { ingressKind } from '../../kube/objects.ts'
import type { Path, Text } from '../../model/index.ts'
import { defineCheck, eachObject } from '../check.ts'

const insideOnly: Text = {
  en: 'The ingress is served inside the network only.',
  ko: '이 인그레스는 내부 네트워크에서만 제공됩니다.',
}

function served(host: string | undefined): Text {
  return host === undefined
    ? {
        en: 'every host is served over plain HTTP, so that whoever is on the way reads and changes what is sent',
        ko: '모든 호스트가 평문 HTTP로 제공되어 경로상의 누구나 내용을 읽고 바꿀 수 있습니다',
      }
    : {
        en: `${host} is served over plain HTTP, so that whoever is on the way reads and changes what is sent`,
        ko: `${host}이(가) 평문 HTTP로 제공되어 경로상의 누구나 내용을 읽고 바꿀 수 있습니다`,
      }
}

export const ingressWithoutTls = defineCheck({
  id: 'posture/ingress-without-tls',
  title: { en: 'Ingress serves a host without TLS', ko: '인그레스가 TLS 없이 호스트를 제공합니다' },
  why: {
    en: 'Everyone on the way between visitor and cluster (the same Wi-Fi, the provider) reads passwords and session cookies, and changes what is sent.',
    ko: '방문자와 클러스터 사이에 있는 사람(같은 와이파이, 통신 사업자)이 비밀번호와 세션 쿠키를 읽고 내용을 바꿉니다.',
  },
  fix: {
    en: 'Add an entry to spec.tls with the host and a certificate’s secret, for example one from cert-manager.',
    ko: 'spec.tls에 호스트와 인증서 시크릿(예: cert-manager가 발급한 것)을 추가합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes a place on the network between visitor and cluster.',
    ko: '방문자와 클러스터 사이의 네트워크에 있어야 합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['encryption'], mitre: ['T1557'], owasp: ['K07'] },
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#tls'],
  noFix: { en: 'A certificate has to be there first.', ko: '먼저 인증서가 있어야 합니다.' },
  judges: [
    eachObject(ingressKind, (body, { metadata }) => {
      const annotations = metadata.annotations ?? {}
      const rules = body.spec?.rules ?? []
      // An ingress with a default backend only is served for every name.
      const hosts = rules.length === 0 ? [undefined] : rules.map(({ host }) => host || undefined)
      const without = [...hosts.entries()].filter(([, host]) => !hasTls(body, annotations, host))
      const milder = isInternalIngress(body, annotations) ? { severity: 'low' as const, severityReason: insideOnly } : {}
      const noTls = (body.spec?.tls ?? []).length === 0
      return without.map(([index, host]) => {
        const named: Path = host === undefined ? ['spec', 'rules', index] : ['spec', 'rules', index, 'host']
        return {
          at: noTls ? ['spec', 'tls'] : named,
          message: served(host),
          ...milder,
        }
      })
    }),
  ],
  examples: {
    failing: [
      {
        name: 'TLS for one of two hosts',
        source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec:
  ingressClassName: nginx
  tls: [{hosts: [shop.example], secretName: shop-tls}]
  rules:
    - {host: shop.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}
    - {host: admin.shop.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: admin, port: {number: 80}}}}]}}
`,
      },
    ],
    passing: [
      {
        name: 'a wildcard, and a certificate by annotation',
        source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec:
  tls: [{hosts: ['*.shop.example'], secretName: shop-tls}]
  rules:
    - {host: www.shop.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
  namespace: shop
  annotations: {alb.ingress.kubernetes.io/certificate-arn: 'arn:aws:acm:eu-west-1:123456789012:certificate/c'}
spec:
  ingressClassName: alb
  rules:
    - {host: api.shop.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}]}}
`,
      },
    ],
  },
})
