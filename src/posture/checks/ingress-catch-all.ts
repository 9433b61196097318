import { ingressKind } from '../../kube/objects.ts'
import type { Text } from '../../model/index.ts'
import { type Cause, defineCheck, eachObject } from '../check.ts'

const oneDomain: Text = {
  en: 'Only the names of one domain are caught.',
  ko: '한 도메인의 이름만 받습니다.',
}

export const ingressCatchAll = defineCheck({
  id: 'posture/ingress-catch-all',
  title: { en: 'Ingress answers for every host name', ko: '인그레스가 모든 호스트 이름에 응답합니다' },
  why: {
    en: 'Scanners that only know the address reach the application, and requests with a forged Host header, on which many programs build links and password-reset mails, get through.',
    ko: '주소만 아는 스캐너도 애플리케이션에 도달하며, 많은 프로그램이 링크와 비밀번호 재설정 메일을 만들 때 쓰는 Host 헤더를 위조한 요청도 통과합니다.',
  },
  fix: {
    en: 'Name the host in every rule, and leave requests for other names to the controller’s default page.',
    ko: '모든 규칙에 호스트를 지정하고, 다른 이름의 요청은 컨트롤러의 기본 페이지에 맡깁니다.',
  },
  severity: 'low',
  severityReason: {
    en: 'It widens what an attacker finds, and takes a weakness in the application.',
    ko: '공격자가 찾을 수 있는 범위를 넓힐 뿐이며 애플리케이션에 약점이 있어야 합니다.',
  },
  stages: ['build', 'admission'],
  owner: 'customer',
  controls: { nsa: ['network-policies'], mitre: ['T1190'], owasp: ['K07'] },
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards'],
  noFix: { en: 'Only you know the host’s name.', ko: '호스트 이름은 사용자만 알 수 있습니다.' },
  judges: [
    eachObject(ingressKind, ({ spec }) => {
      const found: Cause[] = []
      for (const field of ['defaultBackend', 'backend'] as const)
        if (spec?.[field] !== undefined)
          found.push({
            at: ['spec', field],
            message: {
              en: 'the default backend gets every request that no rule takes, whatever host it names',
              ko: '기본 백엔드가 규칙에 맞지 않는 모든 요청을 호스트 이름과 관계없이 받습니다',
            },
          })
      for (const [index, { host, http }] of (spec?.rules ?? []).entries()) {
        if (http?.paths === undefined || http.paths.length === 0) continue
        if (host === undefined || host === '' || host === '*')
          found.push({
            at: ['spec', 'rules', index, 'host'],
            message: {
              en: 'the rule names no host, so it answers for every name and for the bare address',
              ko: '규칙에 호스트가 없어 모든 이름과 주소 자체에 대해 응답합니다',
            },
          })
        else if (host.startsWith('*.'))
          found.push({
            at: ['spec', 'rules', index, 'host'],
            severity: 'info',
            severityReason: oneDomain,
            message: {
              en: `the rule answers for every name under ${host.slice(2)}, also for names that were never given out`,
              ko: `규칙이 ${host.slice(2)} 아래의 모든 이름, 사용한 적 없는 이름에도 응답합니다`,
            },
          })
      }
      return found
    }),
  ],
  examples: {
    failing: [
      {
        name: 'no host',
        source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec:
  rules:
    - http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
`,
      },
    ],
    passing: [
      {
        name: 'a named host',
        source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec:
  rules:
    - host: shop.example
      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
`,
      },
    ],
  },
})
