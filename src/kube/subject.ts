import type { KubeObject } from './meta.ts'
import { isBuiltInWorkload } from './workload.ts'

type SubjectType = 'service-account' | 'role' | 'namespace' | 'node'

const types: ReadonlyMap<string, SubjectType> = new Map([
  ['/ServiceAccount', 'service-account'],
  ['/Namespace', 'namespace'],
  ['/Node', 'node'],
  ...['rbac.authorization.k8s.io', 'authorization.openshift.io'].flatMap((group) =>
    ['Role', 'ClusterRole'].map((kind) => [`${group}/${kind}`, 'role'] as const),
  ),
] as const)

/** What kind of subject an object is: the built-in kinds that run pods are workloads, whatever has no type of its own is an `object`. */
export function subjectType(object: KubeObject): SubjectType | 'workload' | 'object' {
  if (isBuiltInWorkload(object)) return 'workload'
  return types.get(`${object.group}/${object.kind}`) ?? 'object'
}

/** The object's name, or the prefix it will be named from (`report-*`), or `?` where it has neither. */
export function displayName(object: KubeObject): string {
  const { name, generateName } = object.metadata
  return name ?? (generateName === undefined ? '?' : `${generateName}*`)
}
