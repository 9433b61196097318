import { apiServiceKind } from '../../kube/objects.ts'
import { defineCheck, eachObject, when } from '../check.ts'

export const apiServiceInsecure = defineCheck({
  id: 'posture/api-service-insecure',
  title: {
    en: 'API server does not check who answers for an API',
    ko: 'API 서버가 응답하는 상대를 확인하지 않습니다',
  },
  why: {
    en: 'Whoever gets between the API server and the service, or takes over its address, answers in its place: with made-up metrics that scale workloads, or as any other API that is served there.',
    ko: 'API 서버와 서비스 사이에 끼어들거나 주소를 가로챈 공격자가 대신 응답하여, 조작한 메트릭으로 워크로드를 늘리고 줄이거나 그 API를 가장합니다.',
  },
  fix: {
    en: 'Remove insecureSkipTLSVerify and give caBundle, which cert-manager can fill in.',
    ko: 'insecureSkipTLSVerify를 제거하고 caBundle을 지정합니다. cert-manager로 채울 수 있습니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes a place in the cluster’s network first.',
    ko: '먼저 클러스터 네트워크 안에 자리 잡아야 합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    nsa: ['control-plane', 'encryption'],
    mitre: ['T1557'],
    owasp: ['K09'],
  },
  references: ['https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/'],
  noFix: {
    en: 'The certificate authority that the service uses has to be given instead.',
    ko: '서비스가 쓰는 인증 기관을 대신 지정해야 합니다.',
  },

  judges: [
    eachObject(apiServiceKind, ({ spec }) =>
      when(spec?.insecureSkipTLSVerify === true, () => {
        const api = [spec?.group, spec?.version].filter((part) => part !== undefined && part !== '').join('/')
        return {
          at: ['spec', 'insecureSkipTLSVerify'],
          message: {
            en: `the API server takes any answer for ${api} without checking the certificate`,
            ko: `API 서버가 인증서를 확인하지 않고 ${api}에 대한 모든 응답을 받아들입니다`,
          },
        }
      }),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'metrics',
        source: `apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1beta1.metrics.k8s.io}
spec:
  group: metrics.k8s.io
  version: v1beta1
  groupPriorityMinimum: 100
  versionPriority: 100
  insecureSkipTLSVerify: true
  service: {name: metrics-server, namespace: kube-system}
`,
      },
    ],
    passing: [
      {
        name: 'with a certificate authority',
        source: `apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1beta1.metrics.k8s.io}
spec:
  group: metrics.k8s.io
  version: v1beta1
  caBundle: LS0tLS1CRUdJTg==
  service: {name: metrics-server, namespace: kube-system}
`,
      },
    ],
  },
})
