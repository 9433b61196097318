import { describe, expect, test } from 'vitest'
import { asksForLogin, hasTls, isInternalIngress } from './ingress-traits.ts'

describe('hasTls', () => {
  test.each<[string, Parameters<typeof hasTls>, boolean]>([
    ['the host is listed', [{ spec: { tls: [{ hosts: ['a.example'] }] } }, {}, 'a.example'], true],
    ['another host is listed', [{ spec: { tls: [{ hosts: ['b.example'] }] } }, {}, 'a.example'], false],
    ['a wildcard covers one label', [{ spec: { tls: [{ hosts: ['*.example'] }] } }, {}, 'a.example'], true],
    ['a wildcard does not cover two', [{ spec: { tls: [{ hosts: ['*.example'] }] } }, {}, 'a.b.example'], false],
    ['a wildcard does not cover the bare domain', [{ spec: { tls: [{ hosts: ['*.a.example'] }] } }, {}, 'a.example'], false],
    ['an entry without hosts', [{ spec: { tls: [{ secretName: 's' }] } }, {}, 'a.example'], true],
    ['ALB certificate', [{}, { 'alb.ingress.kubernetes.io/certificate-arn': 'arn:aws:acm:…' }, 'a.example'], true],
    ['ALB listens on HTTP only', [{}, { 'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP": 80}]' }, 'a.example'], false],
    ['ALB listens on HTTPS', [{}, { 'alb.ingress.kubernetes.io/listen-ports': '[{"HTTPS":443}]' }, 'a.example'], true],
    ['GKE managed certificate', [{}, { 'networking.gke.io/managed-certificates': 'web' }, 'a.example'], true],
    ['cert-manager alone asks for nothing', [{}, { 'cert-manager.io/cluster-issuer': 'le' }, 'a.example'], false],
    ['Traefik on both entry points', [{}, { 'traefik.ingress.kubernetes.io/router.entrypoints': 'web,websecure' }, 'a'], false],
    ['Traefik on the TLS entry point', [{}, { 'traefik.ingress.kubernetes.io/router.entrypoints': 'websecure' }, 'a'], true],
    ['tailscale', [{ spec: { ingressClassName: 'tailscale' } }, {}, 'a'], true],
  ])('%s', (_name, args, expected) => {
    expect(hasTls(...args)).toBe(expected)
  })
})

test.each<[string, Parameters<typeof isInternalIngress>, boolean]>([
  ['ALB by default', [{ spec: { ingressClassName: 'alb' } }, {}], true],
  [
    'ALB facing the internet',
    [{ spec: { ingressClassName: 'alb' } }, { 'alb.ingress.kubernetes.io/scheme': 'internet-facing' }],
    false,
  ],
  ['GKE internal', [{}, { 'kubernetes.io/ingress.class': 'gce-internal' }], true],
  ['by the name of the class', [{ spec: { ingressClassName: 'nginx-internal' } }, {}], true],
  ['nginx', [{ spec: { ingressClassName: 'nginx' } }, {}], false],
])('isInternalIngress: %s', (_name, args, expected) => {
  expect(isInternalIngress(...args)).toBe(expected)
})

test.each([
  [{ 'nginx.ingress.kubernetes.io/auth-url': 'https://login.example/check' }, true],
  [{ 'alb.ingress.kubernetes.io/auth-type': 'none' }, false],
  [{ 'alb.ingress.kubernetes.io/inbound-cidrs': '203.0.113.0/24' }, true],
  [{ 'alb.ingress.kubernetes.io/inbound-cidrs': '203.0.113.0/24,0.0.0.0/0' }, false],
  [{ 'traefik.ingress.kubernetes.io/router.middlewares': 'web-compress@kubernetescrd' }, false],
  [{}, false],
])('asksForLogin(%j) is %s', (annotations, expected) => {
  expect(asksForLogin(annotations)).toBe(expected)
})
