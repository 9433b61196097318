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

/**
 * Reads a selector as kubectl writes it: `app=web`, `tier!=test`, `app in (a,b)`, `app notin (a)`, `app`, `!app`, joined by commas.
 * Undefined when it is none.
 */
export function parseSelector(text: string): LabelSelector | undefined {
  const matchExpressions: { key: string; operator: string; values: string[] }[] = []
  // Commas inside brackets separate values, not requirements.
  for (const part of text.split(/,(?![^(]*\))/)) {
    const match = /^\s*(?:(!)\s*)?([A-Za-z0-9._/-]+)\s*(?:(==?|!=)\s*([A-Za-z0-9._-]*)|(in|notin)\s*\(([^()]*)\))?\s*$/.exec(part)
    if (match === null) return undefined
    const [, not, key = '', equality, value = '', membership, values = ''] = match
    if (not !== undefined && (equality !== undefined || membership !== undefined)) return undefined
    const operator =
      equality !== undefined
        ? equality === '!='
          ? 'NotIn'
          : 'In'
        : membership !== undefined
          ? membership === 'in'
            ? 'In'
            : 'NotIn'
          : not
            ? 'DoesNotExist'
            : 'Exists'
    const wanted = equality !== undefined ? [value] : membership !== undefined ? values.split(',').map((one) => one.trim()) : []
    matchExpressions.push({ key, operator, values: wanted })
  }
  return { matchExpressions }
}
