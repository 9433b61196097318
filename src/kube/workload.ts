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

/** How far into an unknown kind a pod template is looked for. */
const searchDepth = 12
const searchNodes = 20_000

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
  if (object.group === '' || object.group.endsWith('.k8s.io') || object.group === 'apps' || object.group === 'batch') return []
  return searchTemplates(object.body)
}

function searchTemplates(root: unknown): readonly Path[] {
  const found: Path[] = []
  const queue: { readonly value: unknown; readonly path: Path }[] = [{ value: root, path: [] }]
  for (let next = 0; next < queue.length && next < searchNodes; next++) {
    const node = queue[next]
    if (node === undefined) break
    const { value, path } = node
    if (path.length > 0 && isRecord(value) && holdsContainers(value.spec)) {
      found.push(path)
      continue
    }
    if (path.length >= searchDepth) continue
    if (Array.isArray(value)) for (let i = 0; i < value.length; i++) queue.push({ value: value[i], path: [...path, i] })
    else if (isRecord(value)) for (const key of Object.keys(value)) queue.push({ value: value[key], path: [...path, key] })
  }
  return found
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
