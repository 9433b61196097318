/**
 * Other places bytes come from, read-only: manifests in files, folders and archives, and what charts and kustomizations render to. Input is
 * checked here once, and typed from here on.
 *
 * ```ts
 * import { memorySource, readManifest } from '../sources/index.ts'
 *
 * const source = memorySource('shop.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n')
 * const kinds: string[] = []
 * readManifest(source, source.read(), { unit: '' }, { object: ({ kind }) => kinds.push(kind), other() {}, gap() {} })
 * kinds //=> ['Namespace']
 * ```
 */
export { frameworkIds, type KnownCheck, loadFramework, parseFramework } from './framework-files.ts'
export { readArchive } from './manifests/archive.ts'
export { type ReadOptions, readManifest } from './manifests/documents.ts'
export type { Sink } from './manifests/found.ts'
export type { Relocate } from './manifests/origin.ts'
export { fileSource, memorySource, type TextSource } from './manifests/text-source.ts'
export { type Plan, planTargets, reasonOf } from './manifests/walk.ts'
