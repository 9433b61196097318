/**
 * What Kubernetes is, without a network: objects, selectors, defaults, workloads and the pods inside them, Pod Security.
 *
 * ```ts
 * import { matchesSelector } from '../kube/index.ts'
 *
 * matchesSelector({ matchLabels: { app: 'cart' } }, { app: 'cart', tier: 'web' }) //=> true
 * matchesSelector({ matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, { app: 'cart' }) //=> false
 * ```
 */
export * from './ingress.ts'
export { type KubeObject, type Metadata, splitApiVersion } from './meta.ts'
export * from './objects.ts'
export { type Effective, type Pod, type PodContainer, podsOf } from './pod.ts'
export { type LevelVersion, parseLevelVersion } from './pod-security/index.ts'
export type { Container, PodSpec, Volume } from './pod-shape.ts'
export * from './read-object.ts'
export * from './selectors.ts'
export { isBuiltInWorkload, podTemplatePaths, valueAt } from './workload.ts'
