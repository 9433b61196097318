import { addsCapability, dropsAllCapabilities, holdsCapability } from '../../kube/process-rights.ts'
import { defineCheck, eachContainer, when } from '../check.ts'

export const capabilitiesKept = defineCheck({
  id: 'posture/capabilities-kept',
  title: { en: 'Container keeps the runtime’s default capabilities', ko: '컨테이너가 런타임의 기본 capability를 유지합니다' },
  why: {
    en: 'A dozen capabilities come by default: with NET_RAW root forges ARP and DNS answers for its neighbours, with others it passes over file owners and changes user.',
    ko: '기본으로 십여 개의 capability가 주어집니다. NET_RAW로 root는 이웃에게 ARP와 DNS 응답을 위조하고, 다른 것으로는 파일 소유자를 무시하거나 사용자를 바꿉니다.',
  },
  fix: {
    en: 'Set capabilities.drop to [ALL] and add back the one the program needs, if any.',
    ko: 'capabilities.drop을 [ALL]로 설정하고, 프로그램에 필요한 것이 있으면 그것만 다시 추가합니다.',
  },
  severity: 'low',
  severityReason: { en: 'It limits what an intruder who is root can do.', ko: 'root가 된 침입자가 할 수 있는 일을 제한합니다.' },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.2.8', '5.2.10'],
    nsa: ['pod-security'],
    mitre: ['T1557', 'T1068'],
    owasp: ['K01'],
  },
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://man7.org/linux/man-pages/man7/capabilities.7.html',
  ],
  judges: [
    eachContainer((container, pod) =>
      when(
        !pod.windows && !container.effective.privileged && !dropsAllCapabilities(container) && !addsCapability(container, 'ALL'),
        () => {
          const at = [...container.path, 'securityContext', 'capabilities', 'drop']
          return {
            at,
            message: holdsCapability(container, 'NET_RAW')
              ? {
                  en: 'the default capabilities are kept, NET_RAW among them, with which root forges packets to its neighbours',
                  ko: '기본 capability가 유지되며, 그중 NET_RAW로 root가 이웃에게 위조한 패킷을 보낼 수 있습니다',
                }
              : {
                  en: 'the default capabilities are kept but for those named, so root passes over file owners and changes user',
                  ko: '지정한 것을 제외한 기본 capability가 유지되어 root가 파일 소유자를 무시하고 사용자를 바꿀 수 있습니다',
                },
            fix: [{ op: 'set', path: at, value: ['ALL'] }],
            caveat: {
              en: 'A program that starts as root and changes owner, user or binds a port below 1024 needs that capability added back.',
              ko: 'root로 시작해 소유자나 사용자를 바꾸거나 1024 미만의 포트를 여는 프로그램에는 해당 capability를 다시 추가해야 합니다.',
            },
          }
        },
      ),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'says nothing',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - {name: web, image: registry.example/web:7}
`,
      },
      {
        name: 'drops one of many',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: web
      image: registry.example/web:7
      securityContext: {capabilities: {drop: [NET_RAW]}}
`,
      },
    ],
    passing: [
      {
        name: 'all dropped, one added back',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: web
      image: registry.example/web:7
      securityContext: {capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}
`,
      },
      {
        name: 'Windows has no capabilities',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  nodeSelector: {kubernetes.io/os: windows}
  containers:
    - {name: web, image: registry.example/web-windows:7}
`,
      },
    ],
  },
})
