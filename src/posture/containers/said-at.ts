import type { Pod, PodContainer } from '../../kube/pod.ts'
import { valueAt } from '../../kube/workload.ts'
import type { Path } from '../../model/index.ts'

/** Where a setting stands, and the container where it belongs to one; to be spread into a cause. */
export interface Said {
  readonly at: Path
  readonly container?: string
}

/**
 * Where a field of `securityContext` that containers inherit is said: at the container when it says so itself, else at the pod, which is also
 * where it belongs when neither says it.
 */
export function saidAt(container: PodContainer, pod: Pod, ...field: readonly string[]): Said {
  if (valueAt(container.spec, ['securityContext', ...field]) !== undefined)
    return { at: [...container.path, 'securityContext', ...field], container: container.name }
  return { at: [...pod.specPath, 'securityContext', ...field] }
}

/** `container a`, `containers a and b`, `containers a, b and 2 more`. */
export function nameContainers(containers: readonly { readonly name: string }[]): { readonly en: string; readonly ko: string } {
  const all = [...new Set(containers.map(({ name }) => name))]
  const shown = all.slice(0, 3)
  const rest = all.length - shown.length
  const last = rest === 0 && shown.length > 1 ? shown.pop() : undefined
  const tail = rest > 0 ? ` and ${rest} more` : last === undefined ? '' : ` and ${last}`
  const koTail = rest > 0 ? ` 외 ${rest}개` : last === undefined ? '' : `, ${last}`
  return {
    en: `container${all.length === 1 ? '' : 's'} ${shown.join(', ')}${tail}`,
    ko: `컨테이너 ${shown.join(', ')}${koTail}`,
  }
}
