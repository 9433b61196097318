import { ingressBackends } from '../kube/ingress.ts'
import { httpRouteKind, ingressKind, type Service, serviceKind } from '../kube/objects.ts'
import type { Pod } from '../kube/pod.ts'
import { selectsPods } from '../kube/selectors.ts'
import type { Text } from '../model/index.ts'
import type { Seen, World } from './world.ts'

/** One way by which traffic from outside the cluster gets to a pod. */
export interface Exposure {
  readonly by: 'Ingress' | 'HTTPRoute' | 'LoadBalancer' | 'NodePort' | 'externalIPs' | 'host'
  /** Name of the object that opens the way, with its namespace where it has one. */
  readonly through: string
}

/** `it can be reached from outside through Ingress shop/web`, for reasons and facts. */
export function exposureText(exposure: Exposure): Text {
  if (exposure.by === 'host') return { en: 'it listens on the node’s own address', ko: '노드의 주소에서 직접 수신합니다' }
  return {
    en: `it can be reached from outside through ${exposure.by} ${exposure.through}`,
    ko: `${exposure.by} ${exposure.through}을(를) 통해 외부에서 접근할 수 있습니다`,
  }
}

/** Pods by namespace and label, so that a service finds its own without asking every pod. */
class PodIndex {
  readonly #byLabel = new Map<string, Seen<Pod>[]>()

  constructor(pods: readonly Seen<Pod>[]) {
    for (const pod of pods)
      for (const [key, value] of Object.entries(pod.body.metadata.labels ?? {})) {
        const label = this.#key(pod.object.metadata.namespace, key, value)
        const same = this.#byLabel.get(label)
        if (same === undefined) this.#byLabel.set(label, [pod])
        else same.push(pod)
      }
  }

  #key(namespace: string | undefined, key: string, value: string): string {
    return `${namespace ?? ''}\u0000${key}\u0000${value}`
  }

  select(service: Seen<Service>): readonly Seen<Pod>[] {
    const selector = service.body.spec?.selector
    const first = Object.entries(selector ?? {})[0]
    if (first === undefined) return []
    const candidates = this.#byLabel.get(this.#key(service.object.metadata.namespace, first[0], first[1])) ?? []
    return candidates.filter((pod) => selectsPods(selector, pod.body.metadata.labels))
  }
}

const qualified = (seen: Seen<unknown>) =>
  [seen.object.metadata.namespace, seen.object.metadata.name].filter((part) => part !== undefined).join('/')

/** For each pod that can be reached from outside the cluster: how. Judged by what the objects say, network policies apart. */
export function exposures(world: World): ReadonlyMap<Seen<Pod>, readonly Exposure[]> {
  const found = new Map<Seen<Pod>, Exposure[]>()
  const add = (pod: Seen<Pod>, exposure: Exposure) => {
    const ways = found.get(pod)
    if (ways === undefined) found.set(pod, [exposure])
    else if (!ways.some((way) => way.by === exposure.by && way.through === exposure.through)) ways.push(exposure)
  }
  const index = new PodIndex(world.pods)
  const open = (service: Seen<Service>, exposure: Exposure) => {
    for (const pod of index.select(service)) if (world.meets(pod, service)) add(pod, exposure)
  }
  for (const service of world.all(serviceKind)) {
    const by = serviceExposure(service.body)
    if (by !== undefined) open(service, { by, through: qualified(service) })
  }
  for (const { route, by, namespace, name } of routes(world))
    for (const service of world.find(serviceKind, namespace, name))
      if (world.meets(service, route)) open(service, { by, through: qualified(route) })
  for (const pod of world.pods) if (onHost(pod.body)) add(pod, { by: 'host', through: '' })
  return found
}

function serviceExposure(service: Service): 'LoadBalancer' | 'NodePort' | 'externalIPs' | undefined {
  const spec = service.spec
  if (spec?.type === 'LoadBalancer' || spec?.type === 'NodePort') return spec.type
  return (spec?.externalIPs ?? []).length > 0 ? 'externalIPs' : undefined
}

function routes(world: World) {
  const out: { route: Seen<unknown>; by: 'Ingress' | 'HTTPRoute'; namespace: string | undefined; name: string }[] = []
  for (const route of world.all(ingressKind))
    for (const { name } of ingressBackends(route.body))
      out.push({ route, by: 'Ingress', namespace: route.object.metadata.namespace, name })
  // A route opens something only where its gateway listens; a gateway that is not among the sources is taken to.
  for (const route of world.all(httpRouteKind))
    for (const rule of route.body.spec?.rules ?? [])
      for (const { name, kind = 'Service', namespace = route.object.metadata.namespace } of rule.backendRefs ?? [])
        if (name !== undefined && kind === 'Service') out.push({ route, by: 'HTTPRoute', namespace, name })
  return out
}

function onHost(pod: Pod): boolean {
  return pod.containers.some(({ spec }) =>
    (spec.ports ?? []).some(({ hostPort, hostIP }) => hostPort !== undefined && hostPort > 0 && hostIP !== '127.0.0.1'),
  )
}
