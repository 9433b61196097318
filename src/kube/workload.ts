import { isRecord } from '../lib/shape.ts'
import type { KubeObject } from './meta.ts'

export type Path = readonly (string | number)[]

/** Where each built-in kind keeps its pod: the path to the object that holds `metadata` and `spec` of the pod. */
const templatePaths: ReadonlyMap<string, Path> = new Map<string, Path>([
  ['Pod', []],
  ['PodTemplate', ['template']],
  ['Deployment', ['spec', 'template']],
  ['ReplicaSet', ['spec', 'template']],
  ['StatefulSet', ['spec', 'template']],
  ['DaemonSet', ['spec', 'template']],
  ['ReplicationController', ['spec', 'template']],
  ['Job', ['spec', 'template']],
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
])

const builtInGroups = new Set(['', 'apps', 'batch', 'extensions'])

/**
 * Groups of Kubernetes' own in which no other kind holds a pod template. Not every group that ends in `.k8s.io` is one: the project's own operators use
 * such names, too. Source: k8s.io/api v0.37.
 */
const groupsWithoutPods = new Set(
  [
    ', apps, autoscaling, batch, extensions, policy',
    'admissionregistration.k8s.io, apiextensions.k8s.io, apiregistration.k8s.io, authentication.k8s.io, authorization.k8s.io',
    'certificates.k8s.io, coordination.k8s.io, discovery.k8s.io, events.k8s.io, flowcontrol.apiserver.k8s.io',
    'internal.apiserver.k8s.io, lifecycle.k8s.io, networking.k8s.io, node.k8s.io, rbac.authorization.k8s.io, resource.k8s.io',
    'scheduling.k8s.io, storage.k8s.io, storagemigration.k8s.io',
  ].flatMap((line) => line.split(', ')),
)

/** True for the kinds of Kubernetes itself that run pods. */
export function isBuiltInWorkload(object: KubeObject): boolean {
  return builtInGroups.has(object.group) && templatePaths.has(object.kind)
}

/**
 * Paths of the pod templates in an object: one for the built-in workload kinds, any number for instances of custom resources, where a
 * template is an object below the root with `spec.containers`, of which at least one names an image.
 */
export function podTemplatePaths(object: KubeObject): readonly Path[] {
  if (builtInGroups.has(object.group)) {
    const path = templatePaths.get(object.kind)
    if (path !== undefined) return [path]
  }
  return groupsWithoutPods.has(object.group) ? [] : searchTemplates(object.body)
}

/** A step of the way from the root, which is only put together for what is found. */
interface Visit {
  readonly value: object
  readonly step: string | number
  readonly parent: Visit | undefined
}

/** Goes through everything once, in breadth: an alias makes one value stand in many places, and those in turn in many more. */
function searchTemplates(root: object): readonly Path[] {
  const found: Path[] = []
  const queue: Visit[] = [{ value: root, step: '', parent: undefined }]
  const seen = new Set<object>([root])
  for (let next = 0; next < queue.length; next++) {
    const visit = queue[next]
    if (visit === undefined) break
    const { value, parent } = visit
    if (parent !== undefined && isRecord(value) && holdsContainers(value.spec)) {
      found.push(pathOf(visit))
      continue
    }
    const entries: Iterable<[string | number, unknown]> = Array.isArray(value) ? value.entries() : Object.entries(value)
    for (const [step, inner] of entries) {
      if (typeof inner !== 'object' || inner === null || seen.has(inner)) continue
      seen.add(inner)
      queue.push({ value: inner, step, parent: visit })
    }
  }
  return found
}

function pathOf(visit: Visit): Path {
  const path: (string | number)[] = []
  for (let at = visit; at.parent !== undefined; at = at.parent) path.push(at.step)
  return path.reverse()
}

function holdsContainers(spec: unknown): boolean {
  if (!isRecord(spec) || !Array.isArray(spec.containers)) return false
  return spec.containers.some((container) => isRecord(container) && typeof container.image === 'string')
}

/** The value at a path, or undefined where the way ends early. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root
  for (const step of path) {
    if (Array.isArray(value)) value = typeof step === 'number' ? value[step] : undefined
    else if (isRecord(value)) value = Object.hasOwn(value, step) ? value[String(step)] : undefined
    else return undefined
  }
  return value
}
