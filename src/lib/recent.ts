/**
 * Keeps what was used last, up to a total weight; the newest is kept whatever it weighs. Unlike a WeakRef, which holds on until the running job ends,
 * it lets go in the middle of a long one.
 */
export class Recent<K, V> {
  readonly #limit: number
  readonly #kept = new Map<K, { readonly value: V; readonly weight: number }>()
  #total = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  get(key: K): V | undefined {
    const entry = this.#kept.get(key)
    if (entry === undefined) return undefined
    // A map gives its keys in the order they were put in, so this one becomes the newest.
    this.#kept.delete(key)
    this.#kept.set(key, entry)
    return entry.value
  }

  set(key: K, value: V, weight: number): void {
    this.#remove(key)
    for (const oldest of this.#kept.keys()) {
      if (this.#total + weight <= this.#limit) break
      this.#remove(oldest)
    }
    this.#kept.set(key, { value, weight })
    this.#total += weight
  }

  #remove(key: K): void {
    this.#total -= this.#kept.get(key)?.weight ?? 0
    this.#kept.delete(key)
  }
}
