import type { Pod, PodContainer } from '../kube/pod.ts'
import type { Severity, Text } from '../model/index.ts'
import { severities } from '../model/index.ts'
import type { Door, ServicePort } from './exposure.ts'
import { type AdminInterface, adminInterfaceOf } from './programs/admin-interfaces.ts'
import { type AdminPort, adminPorts } from './programs/admin-ports.ts'
import { knownImage } from './programs/image.ts'
import type { Seen } from './world.ts'

/** A container that traffic through a service port gets to. */
interface Reached {
  readonly container: PodContainer
  /** Number of the container's port, where it can be told. */
  readonly port: number | undefined
}

/**
 * The containers behind a service port: those that declare the target port; where none does, those that declare no port at all, since declaring is
 * optional. A named target port that nobody declares leads nowhere.
 */
function behindPort(port: ServicePort, pod: Pod): readonly Reached[] {
  const target = port.targetPort === undefined || port.targetPort === '' ? port.port : port.targetPort
  const serving = pod.containers.filter(({ role }) => role === 'main' || role === 'sidecar')
  const declared = serving.flatMap((container) =>
    (container.spec.ports ?? [])
      .filter((each) => each.containerPort === target || (each.name !== undefined && each.name === target))
      .map((each) => ({ container, port: each.containerPort })),
  )
  if (declared.length > 0 || typeof target !== 'number') return declared
  return serving.filter(({ spec }) => (spec.ports ?? []).length === 0).map((container) => ({ container, port: target }))
}

/** Something behind a door that the public has no business with. */
export interface Sensitive {
  readonly name: string
  readonly kind: 'database' | 'interface' | 'port'
  readonly severity: Severity
  readonly gives: Text
  /** The port of the service that leads to it. */
  readonly port: number | undefined
  /** The pod it runs in, where the image told what it is; undefined where only the port's number did. */
  readonly pod: Seen<Pod> | undefined
}

/** What of that kind is behind a door, told by image, and where there is none by port number; each once, worst first. */
export function sensitiveBehind(door: Door): readonly Sensitive[] {
  const found = new Map<string, Sensitive>()
  for (const port of door.ports) {
    const { byImage, ports } = behindPods(port, door.pods)
    for (const { what, pod } of byImage) {
      const { name, kind, severity, gives } = what
      if (!found.has(name)) found.set(name, { name, kind, severity, gives, port: port.port, pod })
    }
    const known = byImage.length > 0 ? undefined : numberTells(port, ports)
    if (known !== undefined && !found.has(known.name))
      found.set(known.name, { ...known, kind: 'port', port: port.port, pod: undefined })
  }
  return [...found.values()].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
}

/** What a service port leads to. */
interface Behind {
  readonly byImage: readonly { readonly what: AdminInterface; readonly pod: Seen<Pod> }[]
  /** Numbers of the containers' ports. */
  readonly ports: readonly number[]
}

const answers = new WeakMap<readonly Seen<Pod>[], Map<string, Behind>>()

/** Services that select the same pods share the list of them, and here the answer. */
function behindPods(port: ServicePort, pods: readonly Seen<Pod>[]): Behind {
  const known = answers.get(pods) ?? new Map<string, Behind>()
  answers.set(pods, known)
  const asked = JSON.stringify([port.port, port.targetPort])
  const same = known.get(asked)
  if (same !== undefined) return same
  const byImage: { what: AdminInterface; pod: Seen<Pod> }[] = []
  const ports = new Set<number>()
  for (const pod of pods)
    for (const reached of behindPort(port, pod.body)) {
      const what = interfaceAt(reached)
      if (what !== undefined) byImage.push({ what, pod })
      if (reached.port !== undefined) ports.add(reached.port)
    }
  const found = { byImage, ports: [...ports] }
  known.set(asked, found)
  return found
}

function interfaceAt({ container, port }: Reached): AdminInterface | undefined {
  const image = knownImage(container)
  const what = image === undefined ? undefined : adminInterfaceOf(image)
  if (what?.ports !== undefined && (port === undefined || !what.ports.includes(port))) return undefined
  return what
}

/** By the number of the service's port, of its target, or of the container port that the target names. */
function numberTells(port: ServicePort, behind: readonly number[]): AdminPort | undefined {
  for (const number of [port.port, port.targetPort, ...behind]) {
    const known = typeof number === 'number' ? adminPorts.get(number) : undefined
    if (known !== undefined) return known
  }
  return undefined
}
