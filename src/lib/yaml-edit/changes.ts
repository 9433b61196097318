import { isRecord } from '../shape.ts'
import { Refusal } from './refusal.ts'

/** A change to one field: keys and list indexes from the root. Indexes are those before any of the changes was made. */
export type YamlChange =
  | { readonly op: 'set'; readonly path: readonly (string | number)[]; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: readonly (string | number)[] }

type Path = YamlChange['path']

/** True when two parsed values say the same; the order of keys says nothing. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((element, index) => sameValue(element, b[index]))
  if (!isRecord(a) || !isRecord(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
}

/** The value of a field, or undefined where it is absent. */
export function valueIn(root: unknown, path: Path): unknown {
  let value = root
  for (const step of path) {
    if (Array.isArray(value)) value = typeof step === 'number' ? value[step] : undefined
    else value = isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined
  }
  return value
}

/**
 * Puts changes into an order in which none disturbs another: wide sets before what is set inside them, then removals, the last element of a
 * list first. Equal changes count once. Throws Refusal for two that set one field differently, or set and remove it.
 */
export function inOrder(changes: readonly YamlChange[]): readonly YamlChange[] {
  const byPath = new Map<string, YamlChange>()
  for (const change of changes) {
    const key = JSON.stringify(change.path)
    const known = byPath.get(key)
    if (known !== undefined && !sameChange(known, change)) throw new Refusal('conflict')
    byPath.set(key, change)
  }
  const unique = [...byPath.values()]
  const sets = unique.filter(({ op }) => op === 'set').sort((a, b) => a.path.length - b.path.length)
  return [...sets, ...unique.filter(({ op }) => op === 'remove').sort((a, b) => comparePaths(b.path, a.path))]
}

function sameChange(a: YamlChange, b: YamlChange): boolean {
  return a.op === 'set' ? b.op === 'set' && sameValue(a.value, b.value) : b.op === 'remove'
}

/** Orders parents before what is in them, and elements by their index. */
function comparePaths(a: Path, b: Path): number {
  for (const [depth, step] of a.entries()) {
    const other = b[depth]
    if (other === undefined) return 1
    if (typeof step === 'number' && typeof other === 'number') {
      if (step !== other) return step - other
    } else if (String(step) !== String(other)) return String(step) < String(other) ? -1 : 1
  }
  return a.length - b.length
}

/** The value with one change made, the rest of it shared. Throws Refusal where the path leads nowhere. */
export function withChange(root: unknown, change: YamlChange, depth = 0): unknown {
  const step = change.path[depth]
  if (step === undefined) return change.op === 'set' ? change.value : undefined
  if (root === undefined || root === null) return change.op === 'set' ? nest(change.path.slice(depth), change.value) : root
  if (Array.isArray(root)) {
    if (typeof step !== 'number' || step > root.length) throw new Refusal('no-such-field')
    if (step === root.length) return change.op === 'set' ? [...root, nest(change.path.slice(depth + 1), change.value)] : root
    if (change.op === 'remove' && depth === change.path.length - 1) return root.toSpliced(step, 1)
    return root.with(step, withChange(root[step], change, depth + 1))
  }
  if (!isRecord(root) || typeof step !== 'string') throw new Refusal('no-such-field')
  if (change.op === 'remove' && !Object.hasOwn(root, step)) return root
  if (change.op === 'remove' && depth === change.path.length - 1) {
    const { [step]: _removed, ...rest } = root
    return rest
  }
  return { ...root, [step]: withChange(Object.hasOwn(root, step) ? root[step] : undefined, change, depth + 1) }
}

/** A value wrapped into what the path asks for: `['a', 0]` and 1 give `{a: [1]}`. */
export function nest(path: Path, value: unknown): unknown {
  let out = value
  for (const step of path.toReversed()) {
    if (typeof step === 'string') out = { [step]: out }
    else if (step === 0) out = [out]
    else throw new Refusal('no-such-field')
  }
  return out
}

/**
 * The change as steps that each touch as little text as can be: a mapping or list that is set anew is taken apart into what differs. `root` is
 * the value before.
 */
export function steps(root: unknown, change: YamlChange): readonly YamlChange[] {
  const { path } = change
  const old = valueIn(root, path)
  if (change.op === 'remove') return old === undefined ? [] : [change]
  if (old !== undefined && sameValue(old, change.value)) return []
  const { value } = change
  if (isRecord(old) && isRecord(value) && Object.keys(old).length > 0) return mapSteps(path, old, value)
  if (Array.isArray(old) && Array.isArray(value) && old.length > 0) return listSteps(path, old, value)
  if (!isFilled(value)) return [change]
  // What fills several lines is emptied first, so that there is one place to put the new text.
  const several = isFilled(old) || (typeof old === 'string' && old.includes('\n'))
  return several ? [{ op: 'set', path, value: Array.isArray(value) ? [] : {} }, change] : [change]
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : isRecord(value) && Object.keys(value).length > 0
}

type Fields = { readonly [key: string]: unknown }

function mapSteps(path: Path, old: Fields, value: Fields): readonly YamlChange[] {
  const out: YamlChange[] = Object.keys(value).flatMap((key) =>
    steps(valueIn(old, [key]), { op: 'set', path: [], value: value[key] }).map((step) => ({
      ...step,
      path: [...path, key, ...step.path],
    })),
  )
  for (const key of Object.keys(old)) if (!Object.hasOwn(value, key)) out.push({ op: 'remove', path: [...path, key] })
  return out
}

function listSteps(path: Path, old: readonly unknown[], value: readonly unknown[]): readonly YamlChange[] {
  const gone = leftOut(old, value)
  if (gone !== undefined) return gone.toReversed().map((index) => ({ op: 'remove', path: [...path, index] }))
  const out: YamlChange[] = value.flatMap((element, index) =>
    (index < old.length
      ? steps(old[index], { op: 'set', path: [], value: element })
      : [{ op: 'set' as const, path: [], value: element }]
    ).map((step) => ({ ...step, path: [...path, index, ...step.path] })),
  )
  for (let index = old.length - 1; index >= value.length; index--) out.push({ op: 'remove', path: [...path, index] })
  return out
}

/** Indexes of the old elements that the new list lacks, where it is the old one with some left out. */
function leftOut(old: readonly unknown[], value: readonly unknown[]): readonly number[] | undefined {
  const gone: number[] = []
  let kept = 0
  for (const [index, element] of old.entries()) {
    if (kept < value.length && sameValue(element, value[kept])) kept++
    else gone.push(index)
  }
  return kept === value.length ? gone : undefined
}

/** A set of paths that can tell whether another one leads to, through or into one of them. */
export class Paths {
  readonly #root: PathNode = { below: new Map(), ends: false }

  add(path: Path): void {
    let node = this.#root
    for (const step of path) {
      const next = node.below.get(step) ?? { below: new Map(), ends: false }
      node.below.set(step, next)
      node = next
    }
    node.ends = true
  }

  meets(path: Path): boolean {
    let node = this.#root
    for (const step of path) {
      if (node.ends) return true
      const next = node.below.get(step)
      if (next === undefined) return false
      node = next
    }
    return node.ends || node.below.size > 0
  }
}

interface PathNode {
  readonly below: Map<string | number, PathNode>
  ends: boolean
}
