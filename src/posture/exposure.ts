import { ingressBackends } from '../kube/ingress.ts'
import { isInternalIngress } from '../kube/ingress-traits.ts'
import { loadBalancerReach } from '../kube/load-balancer.ts'
import { httpRouteKind, ingressKind, type Service, serviceKind } from '../kube/objects.ts'
import type { Pod } from '../kube/pod.ts'
import { selectsPods } from '../kube/selectors.ts'
import type { Path, Text } from '../model/index.ts'
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

/** Pods by namespace and label, so that a service finds its own without asking every pod, and services that ask for the same share one answer. */
class PodIndex {
  readonly #byLabel = new Map<string, Seen<Pod>[]>()
  readonly #answers = new Map<string, readonly Seen<Pod>[]>()

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

  /** The pods behind a service that can meet it in one cluster. */
  select(service: Seen<Service>, world: World): readonly Seen<Pod>[] {
    const asked = JSON.stringify([
      service.origin.unit,
      service.object.metadata.namespace,
      Object.entries(service.body.spec?.selector ?? {}).sort(),
    ])
    const known = this.#answers.get(asked)
    if (known !== undefined) return known
    const found = this.#search(service).filter((pod) => world.meets(pod, service))
    this.#answers.set(asked, found)
    return found
  }

  #search(service: Seen<Service>): readonly Seen<Pod>[] {
    const selector = service.body.spec?.selector
    const { namespace } = service.object.metadata
    // By the rarest of its labels: one that all pods of a namespace share would make this ask each of them.
    let rarest: readonly Seen<Pod>[] | undefined
    for (const [key, value] of Object.entries(selector ?? {})) {
      const pods = this.#byLabel.get(this.#key(namespace, key, value)) ?? []
      if (rarest === undefined || pods.length < rarest.length) rarest = pods
    }
    return rarest?.filter((pod) => selectsPods(selector, pod.body.metadata.labels)) ?? []
  }
}

const qualified = (seen: Seen<unknown>) =>
  [seen.object.metadata.namespace, seen.object.metadata.name].filter((part) => part !== undefined).join('/')

/** One opening of the cluster to the outside: a service of an outward type, or a route that leads to a service. */
export interface Door {
  readonly by: Exclude<Exposure['by'], 'host'>
  readonly through: string
  /** The object that opens it, and the field by which it does. */
  readonly on: Seen<unknown>
  readonly at: Path
  readonly service: Seen<Service>
  /** The ports of the service that it opens. */
  readonly ports: readonly ServicePort[]
  /** Open to its cloud's private network only. */
  readonly internal: boolean
  /** Pods and pod templates behind it, among the sources. */
  readonly pods: readonly Seen<Pod>[]
}

export type ServicePort = NonNullable<NonNullable<Service['spec']>['ports']>[number]

const doorsOfWorld = new WeakMap<World, readonly Door[]>()

/**
 * Every way into the cluster that the objects open, network policies apart. Worked out once for a world: call it only when the last object has been
 * read, as judges of the world are.
 */
export function doors(world: World): readonly Door[] {
  const known = doorsOfWorld.get(world)
  if (known !== undefined) return known
  const index = new PodIndex(world.pods)
  const behind = (service: Seen<Service>) => index.select(service, world)
  const found: Door[] = []
  for (const service of world.all(serviceKind)) {
    const by = serviceExposure(service.body)
    if (by === undefined) continue
    const at = ['spec', by === 'externalIPs' ? 'externalIPs' : 'type']
    const ports = service.body.spec?.ports ?? []
    const internal =
      by === 'LoadBalancer' && loadBalancerReach(service.body, service.object.metadata.annotations).by === 'internal'
    found.push({ by, through: qualified(service), on: service, at, service, ports, internal, pods: behind(service) })
  }
  for (const { route, by, at, namespace, name, port, internal } of routes(world))
    for (const service of world.find(serviceKind, namespace, name)) {
      if (!world.meets(service, route)) continue
      const all = service.body.spec?.ports ?? []
      const ports = port === undefined ? all : all.filter((each) => each.port === port || each.name === port)
      found.push({ by, through: qualified(route), on: route, at, service, ports, internal, pods: behind(service) })
    }
  doorsOfWorld.set(world, found)
  return found
}

/** So many ways to one pod are told; a thousand services may stand before a thousand pods. */
const maxWays = 20

/** For each pod that can be reached from outside the cluster: how, by the first ways found. Judged by what the objects say, network policies apart. */
export function exposures(world: World): ReadonlyMap<Seen<Pod>, readonly Exposure[]> {
  const found = new Map<Seen<Pod>, Exposure[]>()
  const add = (pod: Seen<Pod>, exposure: Exposure) => {
    const ways = found.get(pod)
    if (ways === undefined) found.set(pod, [exposure])
    else if (ways.length < maxWays && !ways.some((way) => way.by === exposure.by && way.through === exposure.through))
      ways.push(exposure)
  }
  for (const door of doors(world)) {
    if (door.internal) continue
    for (const pod of door.pods) add(pod, { by: door.by, through: door.through })
  }
  for (const pod of world.pods) if (onHost(pod.body)) add(pod, { by: 'host', through: '' })
  return found
}

function serviceExposure(service: Service): 'LoadBalancer' | 'NodePort' | 'externalIPs' | undefined {
  const spec = service.spec
  if (spec?.type === 'LoadBalancer' || spec?.type === 'NodePort') return spec.type
  return (spec?.externalIPs ?? []).length > 0 ? 'externalIPs' : undefined
}

interface Route {
  readonly route: Seen<unknown>
  readonly by: 'Ingress' | 'HTTPRoute'
  readonly at: Path
  readonly namespace: string | undefined
  readonly name: string
  readonly port: string | number | undefined
  readonly internal: boolean
}

/** Every service that a route names, whether it exists or not. */
export function routes(world: World): readonly Route[] {
  const out: Route[] = []
  for (const route of world.all(ingressKind)) {
    const { annotations = {}, namespace } = route.object.metadata
    const internal = isInternalIngress(route.body, annotations)
    for (const { name, port, path } of ingressBackends(route.body)) {
      // The AWS Load Balancer Controller takes such a backend for an action that an annotation describes.
      if (port === 'use-annotation' && annotations[`alb.ingress.kubernetes.io/actions.${name}`] !== undefined) continue
      out.push({ route, by: 'Ingress', at: path, namespace, name, port, internal })
    }
  }
  for (const route of world.all(httpRouteKind)) {
    // A route opens something only where its gateway listens; a gateway that is not among the sources is taken to. One that hangs on services
    // alone directs traffic inside a mesh (GEP-1426).
    if ((route.body.spec?.parentRefs ?? []).every(({ kind }) => kind === 'Service')) continue
    for (const [i, rule] of (route.body.spec?.rules ?? []).entries())
      for (const [j, backend] of (rule.backendRefs ?? []).entries()) {
        const { name, kind = 'Service', group = '', namespace = route.object.metadata.namespace, port } = backend
        if (name === undefined || kind !== 'Service' || group !== '') continue
        out.push({
          route,
          by: 'HTTPRoute',
          at: ['spec', 'rules', i, 'backendRefs', j, 'name'],
          namespace,
          name,
          port,
          internal: false,
        })
      }
  }
  return out
}

function onHost(pod: Pod): boolean {
  return pod.containers.some(({ spec }) =>
    (spec.ports ?? []).some(({ hostPort, hostIP }) => hostPort !== undefined && hostPort > 0 && !isLoopback(hostIP)),
  )
}

function isLoopback(address = ''): boolean {
  return address.startsWith('127.') || address === '::1'
}
