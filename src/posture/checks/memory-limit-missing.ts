import { limitRangeKind } from '../../kube/objects.ts'
import type { Pod, PodContainer } from '../../kube/pod.ts'
import { defineCheck, together } from '../check.ts'
import type { Seen, World } from '../world.ts'

type Quantities = { readonly [resource: string]: string | number } | undefined

/** A limit of zero is none. */
function limitsMemory(limits: Quantities): boolean {
  const memory = limits?.memory
  return memory !== undefined && memory !== '' && Number(memory) !== 0
}

/** True when the namespace gives containers a limit of their own; a `max` is also the default where none is set. */
function namespaceLimits(pod: Seen<Pod>, world: World): boolean {
  return world
    .all(limitRangeKind)
    .some(
      (range) =>
        world.sameNamespace(pod, range) &&
        world.meets(pod, range) &&
        (range.body.spec?.limits ?? []).some(
          ({ type, default: byDefault, max }) => type === 'Container' && (limitsMemory(byDefault) || limitsMemory(max)),
        ),
    )
}

/** Containers that run as long as the pod. */
function unlimited({ containers }: Pod): readonly PodContainer[] {
  return containers.filter(({ role, spec }) => (role === 'main' || role === 'sidecar') && !limitsMemory(spec.resources?.limits))
}

export const memoryLimitMissing = defineCheck({
  id: 'posture/memory-limit-missing',
  title: { en: 'Container may use all memory of its node', ko: '컨테이너가 노드의 메모리를 모두 쓸 수 있습니다' },
  why: {
    en: 'One request that makes the program allocate, or a miner an intruder starts, takes the node’s memory until the kernel kills processes of other workloads.',
    ko: '메모리를 할당하게 하는 요청 하나나 침입자가 실행한 채굴 프로그램이 노드의 메모리를 차지하여, 커널이 다른 워크로드의 프로세스를 종료하게 됩니다.',
  },
  fix: {
    en: 'Set resources.limits.memory, for the container or for the whole pod, a little above what it uses under load.',
    ko: 'resources.limits.memory를 컨테이너나 파드 전체에 대해 부하 시 사용량보다 조금 높게 설정합니다.',
  },
  severity: 'low',
  severityReason: {
    en: 'It costs others their memory, and gives no rights.',
    ko: '다른 워크로드의 메모리를 빼앗을 뿐 권한을 주지는 않습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['resource-policies'], mitre: ['T1496', 'T1499'], owasp: ['K01'] },
  references: [
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
    'https://kubernetes.io/docs/concepts/policy/limit-range/',
  ],
  noFix: {
    en: 'How much memory the program needs has to be measured.',
    ko: '프로그램에 필요한 메모리는 측정해야 알 수 있습니다.',
  },
  absenceOf: [limitRangeKind],
  judges: [
    together((world) =>
      world.pods.flatMap((pod) => {
        if (limitsMemory(pod.body.spec.resources?.limits)) return []
        const containers = unlimited(pod.body)
        if (containers.length === 0 || namespaceLimits(pod, world)) return []
        return containers.map((container) => ({
          on: pod,
          at: [...container.path, 'resources', 'limits', 'memory'],
          container: container.name,
          message: {
            en: 'no memory limit is set, so one container can use up the node’s memory and have its neighbours killed',
            ko: '메모리 한도가 없어 컨테이너 하나가 노드의 메모리를 소진하고 이웃이 종료되게 할 수 있습니다',
          },
        }))
      }),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'a CPU limit alone',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: web
      image: registry.example/web:7
      resources: {requests: {memory: 64Mi}, limits: {cpu: "1"}}
`,
      },
    ],
    passing: [
      {
        name: 'a limit for the whole pod',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  resources: {limits: {memory: 256Mi}}
  containers:
    - {name: web, image: registry.example/web:7}
    - {name: proxy, image: registry.example/proxy:5}
`,
      },
      {
        name: 'a limit by default of the namespace, and an init container',
        source: `apiVersion: v1
kind: LimitRange
metadata: {name: defaults, namespace: shop}
spec:
  limits:
    - {type: Container, default: {memory: 256Mi}}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  initContainers:
    - {name: migrate, image: registry.example/web:7}
  containers:
    - {name: web, image: registry.example/web:7}
`,
      },
    ],
  },
})
