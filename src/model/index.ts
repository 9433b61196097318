/**
 * The nouns: what haetae talks about, with no logic of their own.
 *
 * ```ts
 * import { formatSubject, atLeast } from '../model/index.ts'
 *
 * const cart = { type: 'workload', kind: 'Deployment', group: 'apps', namespace: 'shop', name: 'cart' } as const
 * formatSubject(cart) //=> 'Deployment shop/cart'
 * atLeast('critical', 'high') //=> true
 * ```
 */
export * from './action.ts'
export * from './check.ts'
export * from './error.ts'
export * from './evidence.ts'
export * from './fact.ts'
export * from './finding.ts'
export * from './fix.ts'
export * from './framework.ts'
export * from './gap.ts'
export * from './input.ts'
export * from './place.ts'
export * from './result.ts'
export * from './severity.ts'
export * from './subject.ts'
export * from './text.ts'
