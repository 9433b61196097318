import type { Pod } from '../../kube/pod.ts'
import { sysctls } from '../../kube/pod-security/controls/sysctls.ts'
import type { Params, Path } from '../../model/index.ts'
import { type Cause, type Context, defineCheck, eachPod } from '../check.ts'
import { objectedPaths } from '../containers/objections.ts'

const settings = {
  allowed: {
    default: [],
    about: { en: 'Kernel settings that pods may change', ko: '파드가 바꿔도 되는 커널 설정' },
  },
} as const satisfies Params

/** Settings by which a pod takes part in its neighbours' traffic. */
const routing =
  /^net\.ipv[46]\.(ip_forward|conf\.[^.]+\.(forwarding|route_localnet|accept_redirects|accept_source_route|accept_ra|rp_filter|proxy_arp|arp_ignore))$/

/** A name is written with dots or, since v1.23, with slashes. */
function dotted(name: string): string {
  return name.includes('/') ? name.replaceAll('.', '\u0000').replaceAll('/', '.').replaceAll('\u0000', '/') : name
}

function causesOf(pod: Pod, allowed: readonly string[]): readonly Cause[] {
  const written = pod.spec.securityContext?.sysctls ?? []
  const set = written.map((sysctl) => ({ ...sysctl, name: dotted(sysctl.name ?? '') }))
  const dottedPod = { ...pod, spec: { ...pod.spec, securityContext: { ...pod.spec.securityContext, sysctls: set } } }
  const forbidden = objectedPaths(sysctls, dottedPod).filter((path) => {
    const name = set[indexIn(path)]?.name ?? ''
    return name !== '' && !allowed.map(dotted).includes(name)
  })
  if (forbidden.length === 0) return []
  const indexes = new Set(forbidden.map(indexIn))
  const kept = written.filter((_sysctl, index) => !indexes.has(index)).map(({ name = '', value = '' }) => ({ name, value }))
  const path = [...pod.specPath, 'securityContext', 'sysctls']
  return forbidden.map((at) => {
    const name = set[indexIn(at)]?.name ?? ''
    const routes = routing.test(name)
    return {
      at,
      message: routes
        ? {
            en: `${name} makes the pod forward or accept traffic that is not its own`,
            ko: `${name}(으)로 파드가 자신의 것이 아닌 트래픽을 전달하거나 받습니다`,
          }
        : {
            en: `${name} is not among the kernel settings that stay inside the pod, so the node’s stability is at stake`,
            ko: `${name}은(는) 파드 안에만 영향을 주는 커널 설정이 아니어서 노드의 안정성에 영향을 줍니다`,
          },
      ...(routes
        ? {
            severity: 'medium',
            severityReason: {
              en: 'the setting decides on traffic of others',
              ko: '다른 워크로드의 트래픽을 결정하는 설정입니다',
            },
          }
        : {}),
      fix: [kept.length === 0 ? { op: 'remove', path } : { op: 'set', path, value: kept }],
      caveat: {
        en: 'The program runs with the kernel’s default for it.',
        ko: '프로그램이 커널의 기본값으로 실행됩니다.',
      },
    }
  })
}

function indexIn(path: Path): number {
  const index = path.at(-2)
  return typeof index === 'number' ? index : -1
}

export const unsafeSysctl = defineCheck({
  id: 'posture/unsafe-sysctl',
  title: { en: 'Pod changes an unsafe kernel setting', ko: '파드가 안전하지 않은 커널 설정을 바꿉니다' },
  why: {
    en: 'Unsafe settings are not kept apart, or not limited, between pods: one pod can starve the node of kernel memory or let traffic through that should end at it.',
    ko: '안전하지 않은 설정은 파드 사이에 분리되거나 제한되지 않습니다. 한 파드가 노드의 커널 메모리를 소진하거나 통과하지 말아야 할 트래픽을 통과시킬 수 있습니다.',
  },
  fix: {
    en: 'Remove the setting, or set it on the node for all pods.',
    ko: '설정을 제거하거나 노드에서 모든 파드에 대해 설정합니다.',
  },
  severity: 'low',
  severityReason: {
    en: 'A kubelet refuses it unless its administrator allowed the setting by name.',
    ko: '관리자가 이름으로 허용하지 않으면 kubelet이 거부합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['pod-security'], mitre: ['T1499'], owasp: ['K01'] },
  references: ['https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/'],
  params: settings,
  judges: [eachPod((pod, { params }: Context<typeof settings>) => (pod.windows ? [] : causesOf(pod, params.allowed)))],
  examples: {
    failing: [
      {
        name: 'one of two is unsafe',
        source: `apiVersion: v1
kind: Pod
metadata: {name: gateway, namespace: shop}
spec:
  securityContext:
    sysctls:
      - {name: net.ipv4.tcp_syncookies, value: "1"}
      - {name: net.ipv4.ip_forward, value: "1"}
  containers:
    - {name: gateway, image: registry.example/gateway:2}
`,
      },
    ],
    passing: [
      {
        name: 'ports below 1024 without root, in the spelling of sysctl(8)',
        source: `apiVersion: v1
kind: Pod
metadata: {name: gateway, namespace: shop}
spec:
  securityContext:
    sysctls: [{name: net/ipv4/ip_unprivileged_port_start, value: "0"}]
  containers:
    - {name: gateway, image: registry.example/gateway:2}
`,
      },
    ],
  },
})
