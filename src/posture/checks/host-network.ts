import { holdsCapability, mayRunAsRoot } from '../../kube/process-rights.ts'
import { defineCheck, eachPod, when } from '../check.ts'

export const hostNetwork = defineCheck({
  id: 'posture/host-network',
  title: { en: 'Pod uses the node’s network', ko: '파드가 노드의 네트워크를 사용합니다' },
  why: {
    en: 'The pod reaches what listens on the node’s loopback, asks the cloud’s metadata service for the node’s credentials, and is passed over by network policies.',
    ko: '파드가 노드의 루프백에서 수신하는 서비스에 접근하고, 클라우드 메타데이터 서비스에서 노드의 자격 증명을 얻으며, 네트워크 정책의 적용을 받지 않습니다.',
  },
  fix: {
    en: 'Remove hostNetwork and publish the port by a Service, or by hostPort where it must be on the node.',
    ko: 'hostNetwork를 제거하고 Service로 포트를 공개합니다. 노드에 포트가 꼭 있어야 하면 hostPort를 사용합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It opens the way to the node’s services and credentials, which have their own locks.',
    ko: '노드의 서비스와 자격 증명으로 가는 길을 열지만, 그것들은 각자의 보호 장치가 있습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.2.5'],
    'cis-eks': ['4.2.4'],
    nsa: ['pod-security', 'network-policies'],
    mitre: ['T1611', 'T1552.007', 'T1557'],
    owasp: ['K01', 'K07'],
  },
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://www.cve.org/CVERecord?id=CVE-2020-15257',
  ],
  judges: [
    eachPod((pod) =>
      when(pod.spec.hostNetwork === true && !pod.windows, () => {
        const at = [...pod.specPath, 'hostNetwork']
        const sniffs = pod.containers.some(
          (container) => container.effective.privileged || (mayRunAsRoot(container) && holdsCapability(container, 'NET_RAW')),
        )
        return {
          at,
          message: sniffs
            ? {
                en: 'hostNetwork: true with CAP_NET_RAW lets root in the container capture the traffic of every pod on the node',
                ko: 'hostNetwork: true와 CAP_NET_RAW로 컨테이너의 root가 노드에 있는 모든 파드의 트래픽을 캡처합니다',
              }
            : {
                en: 'hostNetwork: true lets the pod reach the node’s loopback services and metadata credentials past network policies',
                ko: 'hostNetwork: true로 파드가 네트워크 정책과 무관하게 노드의 루프백 서비스와 메타데이터 자격 증명에 접근합니다',
              },
          ...(sniffs
            ? {
                severity: 'high',
                severityReason: {
                  en: 'a container may be root and keeps CAP_NET_RAW, which captures traffic of other pods',
                  ko: '컨테이너가 root일 수 있고 다른 파드의 트래픽을 캡처하는 CAP_NET_RAW를 유지합니다',
                },
              }
            : {}),
          fix: [{ op: 'set', path: at, value: false }],
          caveat: {
            en: 'The program gets an address of its own: it no longer listens on the node’s, nor sees the node’s interfaces.',
            ko: '프로그램이 별도의 주소를 받아 더 이상 노드의 주소에서 수신하지 않고 노드의 인터페이스도 보지 못합니다.',
          },
        }
      }),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'web server on the node’s network',
        source: `apiVersion: v1
kind: Pod
metadata: {name: proxy, namespace: shop}
spec:
  hostNetwork: true
  containers:
    - {name: proxy, image: registry.example/proxy:5}
`,
      },
    ],
    passing: [
      {
        name: 'Windows HostProcess pods have no other network',
        source: `apiVersion: v1
kind: Pod
metadata: {name: agent, namespace: ops}
spec:
  os: {name: windows}
  hostNetwork: true
  containers:
    - {name: agent, image: registry.example/agent-windows:1.4}
`,
      },
      {
        name: 'a network of its own',
        source: `apiVersion: v1
kind: Pod
metadata: {name: proxy, namespace: shop}
spec:
  containers:
    - {name: proxy, image: registry.example/proxy:5}
`,
      },
    ],
  },
})
