import { valueAt } from '../../kube/workload.ts'
import { isRecord } from '../../lib/shape.ts'
import type { Path } from '../../model/index.ts'

/** A step of a path, with the name of the list element it leads to: patches merge lists by name, so indexes differ from part to part. */
export interface NamedStep {
  readonly step: string | number
  readonly name: string | undefined
}

/**
 * The path, inside of a JSON patch (RFC 6902), to what gives a field its value: the last operation that adds or replaces the field or a parent that then
 * holds it. Undefined where none does.
 */
export function operationOn(patch: unknown, steps: readonly NamedStep[]): Path | undefined {
  if (!Array.isArray(patch)) return undefined
  for (let index = patch.length - 1; index >= 0; index--) {
    const operation: unknown = patch[index]
    if (!isRecord(operation) || typeof operation.path !== 'string' || (operation.op !== 'add' && operation.op !== 'replace'))
      continue
    const pointer = pointerSteps(operation.path)
    const rest = steps.slice(pointer.length).map(({ step }) => step)
    if (pointer.length <= steps.length && pointer.every((step, at) => matches(step, steps[at])) && holds(operation.value, rest))
      return [index, 'value', ...rest]
  }
  return undefined
}

function pointerSteps(pointer: string): readonly string[] {
  return pointer === ''
    ? []
    : pointer
        .split('/')
        .slice(1)
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** `-` is the place behind the last element: any of a list may have come that way. */
function matches(step: string, named: NamedStep | undefined): boolean {
  return named !== undefined && (String(named.step) === step || (step === '-' && typeof named.step === 'number'))
}

function holds(value: unknown, rest: Path): boolean {
  return rest.length === 0 || valueAt(value, rest) !== undefined
}

/** The path, inside of a kustomization, to the entry of a generator that gives a key its value, or to the generator. */
export function generatorPath(
  [list, index]: readonly [string, number],
  kustomization: unknown,
  steps: readonly NamedStep[],
): Path {
  const generator = valueAt(kustomization, [list, index])
  const key = steps[1]?.step
  if (!isRecord(generator) || typeof key !== 'string') return [list, index]
  for (const [field, names] of [
    ['literals', (entry: string) => entry.startsWith(`${key}=`)],
    [
      'files',
      (entry: string) => entry.startsWith(`${key}=`) || (!entry.includes('=') && entry.slice(entry.lastIndexOf('/') + 1) === key),
    ],
  ] as const) {
    const entries: readonly unknown[] = Array.isArray(generator[field]) ? generator[field] : []
    const found = entries.findIndex((entry) => typeof entry === 'string' && names(entry))
    if (found >= 0) return [list, index, field, found]
  }
  const files = ['envs', 'env'].find((field) => generator[field] !== undefined)
  return files === undefined ? [list, index] : [list, index, files]
}
