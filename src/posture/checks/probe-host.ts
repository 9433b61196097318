import type { Pod } from '../../kube/pod.ts'
import { hostProbesAndHostLifecycle } from '../../kube/pod-security/controls/host-probes-and-host-lifecycle.ts'
import { valueAt } from '../../kube/workload.ts'
import type { Path } from '../../model/index.ts'
import { type Cause, defineCheck, eachPod } from '../check.ts'
import { objectedPaths } from '../containers/objections.ts'

function causesAt(path: Path, pod: Pod): readonly Cause[] {
  const host = valueAt(pod, path.slice(pod.path.length))
  const loopback = host === 'localhost' || host === '::1' || (typeof host === 'string' && host.startsWith('127.'))
  // On the node's network the pod's own address is the node's, and a server on the loopback is reached no other way.
  if (loopback && pod.spec.hostNetwork === true) return []
  const container = pod.containers.find((one) => one.path.every((step, index) => step === path[index]))
  return [
    {
      at: path,
      ...(container === undefined ? {} : { container: container.name }),
      message: {
        en: `the kubelet sends the request to ${host} instead of to the pod, from the node’s own network`,
        ko: `kubelet이 파드가 아니라 ${host}(으)로, 노드의 네트워크에서 요청을 보냅니다`,
      },
      fix: [{ op: 'remove', path }],
      caveat: {
        en: 'The request goes to the pod’s own address then; the program has to listen there.',
        ko: '이후 요청은 파드의 주소로 가므로 프로그램이 그 주소에서 수신해야 합니다.',
      },
    },
  ]
}

export const probeHost = defineCheck({
  id: 'posture/probe-host',
  title: {
    en: 'Probe or hook makes the kubelet call another host',
    ko: '프로브나 훅이 kubelet에게 다른 호스트를 호출하게 합니다',
  },
  why: {
    en: 'Whoever writes the pod sends requests from the node’s network, past network policies: to the node’s loopback, the cloud’s metadata service or servers inside the firewall.',
    ko: '파드를 작성하는 사람이 네트워크 정책과 무관하게 노드의 네트워크에서 노드의 루프백, 클라우드 메타데이터 서비스, 방화벽 안의 서버로 요청을 보냅니다.',
  },
  fix: {
    en: 'Leave host out. A Host header belongs into httpHeaders.',
    ko: 'host를 제거합니다. Host 헤더는 httpHeaders에 지정합니다.',
  },
  severity: 'medium',
  severityReason: { en: 'The answer shows only as success or failure.', ko: '응답은 성공 여부로만 드러납니다.' },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['pod-security', 'network-policies'], mitre: ['T1613', 'T1552.007'], owasp: ['K01', 'K07'] },
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://kubernetes.io/docs/concepts/workloads/pods/probes/',
  ],
  judges: [eachPod((pod) => objectedPaths(hostProbesAndHostLifecycle, pod).flatMap((path) => causesAt(path, pod)))],
  examples: {
    failing: [
      {
        name: 'the metadata service as liveness probe',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: web
      image: registry.example/web:7
      livenessProbe:
        httpGet: {host: 169.254.169.254, path: /latest/meta-data/, port: 80}
`,
      },
    ],
    passing: [
      {
        name: 'the pod itself, and the loopback of a pod on the node’s network',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: web
      image: registry.example/web:7
      livenessProbe: {httpGet: {path: /healthz, port: 8080}}
---
apiVersion: v1
kind: Pod
metadata: {name: scheduler, namespace: kube-system}
spec:
  hostNetwork: true
  containers:
    - name: scheduler
      image: registry.example/scheduler:1
      livenessProbe: {httpGet: {host: 127.0.0.1, path: /healthz, port: 10259, scheme: HTTPS}}
`,
      },
    ],
  },
})
