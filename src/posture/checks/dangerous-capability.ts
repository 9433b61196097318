import type { Pod, PodContainer } from '../../kube/pod.ts'
import { capabilityName, mayRunAsRoot } from '../../kube/process-rights.ts'
import { type Change, compareSeverity, type Params, type Severity, type Text } from '../../model/index.ts'
import { type Context, defineCheck, eachContainer } from '../check.ts'
import { type DangerousCapability, dangerousCapabilities } from '../containers/capabilities.ts'

const settings = {
  allowed: {
    default: [],
    about: {
      en: 'Capabilities that workloads may add, for example NET_ADMIN',
      ko: '워크로드가 추가해도 되는 capability (예: NET_ADMIN)',
    },
  },
} as const satisfies Params

interface Weight {
  readonly severity: Severity
  readonly reason?: Text
}

function weightOf(entry: DangerousCapability, container: PodContainer, pod: Pod): Weight {
  // Without file capabilities a user gets none of what was added, and no_new_privs rules those out (capabilities(7)).
  if (!mayRunAsRoot(container) && container.spec.securityContext?.allowPrivilegeEscalation === false)
    return {
      severity: 'low',
      reason: {
        en: 'the container neither is nor becomes root, so its processes do not get the capability',
        ko: '컨테이너가 root가 아니고 될 수도 없어 프로세스가 capability를 얻지 못합니다',
      },
    }
  if (pod.spec.hostUsers === false && compareSeverity(entry.severity, 'medium') < 0)
    return {
      severity: 'medium',
      reason: {
        en: 'the pod’s own user namespace keeps the capability from reaching the node',
        ko: '파드의 별도 사용자 네임스페이스 때문에 capability가 노드에 미치지 않습니다',
      },
    }
  if (pod.spec.hostPID === true && entry.withHostPid !== undefined)
    return {
      severity: entry.withHostPid,
      reason: { en: 'hostPID shows the node’s processes', ko: 'hostPID로 노드의 프로세스가 보입니다' },
    }
  if (pod.spec.hostNetwork === true && entry.withHostNetwork !== undefined)
    return {
      severity: entry.withHostNetwork,
      reason: { en: 'hostNetwork makes it the node’s network', ko: 'hostNetwork로 노드의 네트워크에 적용됩니다' },
    }
  return { severity: entry.severity }
}

/** The same change for every capability of a container, so that changes for several do not undo each other. */
function withoutDangerous(container: PodContainer, allowed: ReadonlySet<string>): Change {
  const path = [...container.path, 'securityContext', 'capabilities', 'add']
  const kept = (container.spec.securityContext?.capabilities?.add ?? []).filter((written) => {
    const name = capabilityName(written)
    return allowed.has(name) || !dangerousCapabilities.has(name)
  })
  return kept.length === 0 ? { op: 'remove', path } : { op: 'set', path, value: kept }
}

export const dangerousCapability = defineCheck({
  id: 'posture/dangerous-capability',
  title: { en: 'Container adds a dangerous capability', ko: '컨테이너가 위험한 capability를 추가합니다' },
  why: {
    en: 'A capability is a piece of root’s power over the kernel, which the container shares with its node: some load kernel modules, read any file or take over other processes.',
    ko: 'capability는 컨테이너가 노드와 공유하는 커널에 대한 root 권한의 일부입니다. 커널 모듈을 올리거나, 모든 파일을 읽거나, 다른 프로세스를 장악하는 것도 있습니다.',
  },
  fix: {
    en: 'Remove the capability from capabilities.add, or move the work that needs it into a small workload of its own.',
    ko: 'capabilities.add에서 제거하거나, 그 권한이 필요한 작업을 작은 별도 워크로드로 옮깁니다.',
  },
  severity: 'high',
  severityReason: {
    en: 'It depends on the capability: critical where it leads to the node, low where it only costs others resources.',
    ko: 'capability에 따라 다릅니다. 노드로 이어지면 심각, 다른 워크로드의 자원만 축내면 낮음입니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.2.8', '5.2.9', '5.2.10'],
    nsa: ['pod-security'],
    mitre: ['T1611', 'T1068'],
    owasp: ['K01'],
  },
  references: [
    'https://man7.org/linux/man-pages/man7/capabilities.7.html',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  ],
  params: settings,
  judges: [
    eachContainer((container, pod, { params }: Context<typeof settings>) => {
      if (container.effective.privileged || pod.windows) return []
      const allowed = new Set(params.allowed.map(capabilityName))
      return (container.spec.securityContext?.capabilities?.add ?? []).flatMap((written, index) => {
        const name = capabilityName(written)
        const entry = allowed.has(name) ? undefined : dangerousCapabilities.get(name)
        if (entry === undefined) return []
        const { severity, reason } = weightOf(entry, container, pod)
        return [
          {
            at: [...container.path, 'securityContext', 'capabilities', 'add', index],
            key: name,
            severity,
            ...(reason === undefined ? {} : { severityReason: reason }),
            message: { en: `${name} ${entry.lets.en}`, ko: `${name}은(는) ${entry.lets.ko}` },
            fix: [withoutDangerous(container, allowed)],
            caveat: {
              en: 'A program that really uses the capability stops working.',
              ko: '그 capability를 실제로 쓰는 프로그램은 동작하지 않게 됩니다.',
            },
          },
        ]
      })
    }),
  ],
  examples: {
    failing: [
      {
        name: 'SYS_ADMIN, and NET_ADMIN spelt another way',
        source: `apiVersion: v1
kind: Pod
metadata: {name: vpn, namespace: ops}
spec:
  containers:
    - name: vpn
      image: registry.example/vpn:3
      securityContext:
        capabilities: {drop: [ALL], add: [SYS_ADMIN, cap_net_admin, NET_BIND_SERVICE]}
`,
      },
    ],
    passing: [
      {
        name: 'what the baseline allows',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: web
      image: registry.example/web:7
      securityContext:
        capabilities: {drop: [ALL], add: [NET_BIND_SERVICE, CHOWN]}
`,
      },
      {
        name: 'privileged holds them all already, which is told of by itself',
        source: `apiVersion: v1
kind: Pod
metadata: {name: vpn, namespace: ops}
spec:
  containers:
    - name: vpn
      image: registry.example/vpn:3
      securityContext: {privileged: true, capabilities: {add: [NET_ADMIN]}}
`,
      },
    ],
  },
})
