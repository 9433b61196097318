import { ciliumNetworkPolicyKind, clusterNetworkPolicyKinds, namespaceKind, networkPolicyKind } from '../../kube/objects.ts'
import type { Pod } from '../../kube/pod.ts'
import type { Params, Path } from '../../model/index.ts'
import { type Context, defineCheck, together } from '../check.ts'
import type { Seen, World } from '../world.ts'

const settings = {
  exempt: {
    default: ['kube-system'],
    about: { en: 'Namespaces that may stay open', ko: '열어 두어도 되는 네임스페이스' },
  },
} as const satisfies Params

interface InUse {
  readonly name: string
  readonly pods: readonly Seen<Pod>[]
  /** The Namespace object, or one made up from what a workload says, at the place where it says it. */
  readonly on: Seen<unknown>
  readonly at: Path
}

/** The namespaces that workloads name, with the workloads on the pod network. */
function namespacesInUse(world: World): readonly InUse[] {
  const byName = new Map<string, Seen<Pod>[]>()
  for (const pod of world.pods) {
    const { namespace } = pod.object.metadata
    if (namespace === undefined || pod.body.spec.hostNetwork === true) continue
    const same = byName.get(namespace)
    if (same === undefined) byName.set(namespace, [pod])
    else same.push(pod)
  }
  return [...byName].flatMap(([name, pods]) => {
    const first = pods[0]
    if (first === undefined) return []
    const said = world.find(namespaceKind, undefined, name)[0]
    return said === undefined
      ? [{ name, pods, on: madeUp(name, first), at: ['metadata', 'namespace'] }]
      : [{ name, pods, on: said, at: ['metadata', 'name'] }]
  })
}

function madeUp(name: string, { origin }: Seen<Pod>): Seen<unknown> {
  const object = { apiVersion: 'v1', group: '', version: 'v1', kind: 'Namespace', metadata: { name }, body: {} }
  return { object, body: {}, origin }
}

/** True when any policy among the sources holds in the namespace. One that names no namespace is installed with the rest. */
function isLimited(name: string, pods: readonly Seen<Pod>[], world: World): boolean {
  const meetsOne = (policy: Seen<unknown>) => pods.some((pod) => world.meets(policy, pod))
  if (clusterNetworkPolicyKinds.some((kind) => world.all(kind).some(meetsOne))) return true
  return [networkPolicyKind, ciliumNetworkPolicyKind].some((kind) =>
    world.all<unknown>(kind).some((policy) => [name, undefined].includes(policy.object.metadata.namespace) && meetsOne(policy)),
  )
}

export const namespaceWithoutNetworkPolicy = defineCheck({
  id: 'posture/namespace-without-network-policy',
  title: {
    en: 'Namespace has no network policy',
    ko: '네임스페이스에 네트워크 정책이 없습니다',
  },
  why: {
    en: 'Every pod of the cluster may talk to every pod here, and these to anywhere: whoever breaks into one moves on to databases and to the cloud’s metadata service.',
    ko: '클러스터의 모든 파드가 이곳의 모든 파드와 통신할 수 있고 이곳에서 어디로든 나갈 수 있습니다. 한 곳에 침입한 공격자가 데이터베이스와 클라우드 메타데이터 서비스로 옮겨 갑니다.',
  },
  fix: {
    en: 'Add a policy that denies everything by default, and one for each connection that is needed.',
    ko: '기본으로 모두 거부하는 정책을 추가하고 필요한 연결마다 허용 정책을 만듭니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes a foothold in the cluster first.',
    ko: '먼저 클러스터 안에 발판이 있어야 합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.3.2'],
    'cis-eks': ['4.3.2'],
    nsa: ['network-policies'],
    mitre: ['T1613'],
    owasp: ['K07'],
  },
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
  noFix: {
    en: 'It takes a new object, and only you know which connections are needed.',
    ko: '새 오브젝트가 필요하며, 어떤 연결이 필요한지는 사용자만 알 수 있습니다.',
  },
  params: settings,
  absenceOf: [networkPolicyKind, ciliumNetworkPolicyKind, ...clusterNetworkPolicyKinds],
  judges: [
    together((world, { params }: Context<typeof settings>) =>
      namespacesInUse(world)
        .filter(({ name, pods }) => !params.exempt.includes(name) && !isLimited(name, pods, world))
        .map(({ name, pods, on, at }) => ({
          on,
          at,
          message: {
            en: `none of the sources limits the network of namespace ${name}: any pod of the cluster reaches its ${pods.length === 1 ? 'workload' : `${pods.length} workloads`}`,
            ko: `소스 어디에도 네임스페이스 ${name}의 네트워크를 제한하는 정책이 없어 클러스터의 모든 파드가 워크로드 ${pods.length}개에 접근할 수 있습니다`,
          },
        })),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'no policy',
        source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - name: cart
          image: registry.example/cart:1.4
`,
      },
      {
        name: 'the policy is for another namespace',
        source: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: ops}
spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - name: cart
          image: registry.example/cart:1.4
`,
      },
    ],
    passing: [
      {
        name: 'deny by default',
        source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: shop}
spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - name: cart
          image: registry.example/cart:1.4
`,
      },
      {
        name: 'a namespace without workloads',
        source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
`,
      },
      {
        name: 'no namespace is named',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - name: cart
          image: registry.example/cart:1.4
`,
      },
      {
        name: 'only pods on the node’s own network, where policies do not reach',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      hostNetwork: true
      containers:
        - name: cart
          image: registry.example/cart:1.4
`,
      },
      {
        name: 'Cilium limits the whole cluster',
        source: `apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: {name: deny}
spec: {endpointSelector: {}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - name: cart
          image: registry.example/cart:1.4
`,
      },
    ],
  },
})
