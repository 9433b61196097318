import type { LabelSelector } from './objects.ts'

export type Labels = { readonly [key: string]: string }

/** True when a service's selector picks these labels. A service without a selector, or with an empty one, picks nothing. */
export function selectsPods(selector: Labels | undefined, labels: Labels | undefined): boolean {
  if (selector === undefined) return false
  const keys = Object.keys(selector)
  return (
    keys.length > 0 && keys.every((key) => labels !== undefined && Object.hasOwn(labels, key) && labels[key] === selector[key])
  )
}

/**
 * True when a label selector matches: an empty selector matches everything, an absent one nothing, an unknown operator nothing.
 * Source: meta/v1 LabelSelector.
 */
export function matchesSelector(selector: LabelSelector | undefined, labels: Labels | undefined): boolean {
  if (selector === undefined) return false
  const given = labels ?? {}
  for (const [key, value] of Object.entries(selector.matchLabels ?? {}))
    if (!Object.hasOwn(given, key) || given[key] !== value) return false
  for (const { key = '', operator, values = [] } of selector.matchExpressions ?? []) {
    const value = Object.hasOwn(given, key) ? given[key] : undefined
    if (operator === 'In' && (value === undefined || !values.includes(value))) return false
    if (operator === 'NotIn' && value !== undefined && values.includes(value)) return false
    if (operator === 'Exists' && value === undefined) return false
    if (operator === 'DoesNotExist' && value !== undefined) return false
    if (operator === undefined || !['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(operator)) return false
  }
  return true
}
