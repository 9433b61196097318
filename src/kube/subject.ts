import type { KubeObject } from './meta.ts'
import { isBuiltInWorkload } from './workload.ts'

const types: ReadonlyMap<string, 'service-account' | 'role' | 'namespace' | 'node'> = new Map([
  ['ServiceAccount', 'service-account'],
  ['Role', 'role'],
  ['ClusterRole', 'role'],
  ['Namespace', 'namespace'],
  ['Node', 'node'],
] as const)

/** What kind of subject an object is: the built-in kinds that run pods are workloads, whatever has no type of its own is an `object`. */
export function subjectType(object: KubeObject): 'workload' | 'service-account' | 'role' | 'namespace' | 'node' | 'object' {
  if (isBuiltInWorkload(object)) return 'workload'
  return types.get(object.kind) ?? 'object'
}

/** The object's name, or the prefix it will be named from (`report-*`), or `?` where it has neither. */
export function displayName(object: KubeObject): string {
  const { name, generateName } = object.metadata
  return name ?? (generateName === undefined ? '?' : `${generateName}*`)
}
