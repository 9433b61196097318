/**
 * Tools that know neither security nor Kubernetes.
 *
 * ```ts
 * import { object, read, text } from '../lib/shape.ts'
 *
 * read(object({ name: text }), { name: 'cart', extra: 1 }).value //=> { name: 'cart' }
 * read(object({ name: text }), { name: 1 }).misfits //=> [{ type: 'wrong-type', path: ['name'], expected: 'string' }]
 * ```
 */
export * from './hash.ts'
export * from './shape.ts'
