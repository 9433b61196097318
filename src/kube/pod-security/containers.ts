import type { Container, PodSpec } from '../pod-shape.ts'
import type { Path } from './control.ts'
import { plural, quoteAll } from './wording.ts'

/** In the order in which the API server names them. */
const lists = ['initContainers', 'containers', 'ephemeralContainers'] as const

/** A container that a rule objects to. */
export interface Offender {
  readonly name: string
  readonly container: Container
  readonly path: Path
}

/** Shared, so that a pod with nothing against it costs no memory. */
export const nobody: readonly Offender[] = Object.freeze([])

/** The containers of every kind for which `offends` holds. Nothing is allocated where there are none. */
export function offenders(spec: PodSpec, offends: (container: Container) => boolean): readonly Offender[] {
  let found: Offender[] | undefined
  for (let l = 0; l < lists.length; l++) {
    const list = lists[l]
    const containers = list === undefined ? undefined : spec[list]
    if (list === undefined || containers === undefined) continue
    for (let index = 0; index < containers.length; index++) {
      const container = containers[index]
      if (container === undefined || !offends(container)) continue
      found ??= []
      found.push({ name: container.name ?? '', container, path: ['spec', list, index] })
    }
  }
  return found ?? nobody
}

/** The same field of each container. */
export function fieldOf(containers: readonly Offender[], ...field: readonly (string | number)[]): Path[] {
  return containers.map(({ path }) => [...path, ...field])
}

/** `container "a"`, `containers "a", "b"`. */
export function nameContainers(containers: readonly { readonly name: string }[]): string {
  const names = containers.map(({ name }) => name)
  return `${plural('container', 'containers', names.length)} ${quoteAll(names)}`
}

/** `pod and containers "a", "b"`, with the parts that apply. */
export function nameSetters(pod: boolean, containers: readonly Offender[]): string {
  if (containers.length === 0) return pod ? 'pod' : ''
  return pod ? `pod and ${nameContainers(containers)}` : nameContainers(containers)
}
