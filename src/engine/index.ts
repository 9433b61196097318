/**
 * What needs all the rooms: scanning, and what is done with a whole result.
 *
 * ```ts
 * import { Scan } from '../engine/index.ts'
 *
 * const scan = new Scan({ version: '0', startedAt: '2026-01-01T00:00:00Z', targets: ['shop'], checks: [] })
 * scan.finish({ wallMs: 0, phases: {} }).findings //=> []
 * ```
 */
export * from './compare.ts'
export * from './frameworks.ts'
export * from './scan.ts'
export * from './select.ts'
export * from './waivers.ts'
