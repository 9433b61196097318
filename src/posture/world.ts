import type { KubeObject } from '../kube/meta.ts'
import type { Kind } from '../kube/objects.ts'
import type { Pod } from '../kube/pod.ts'
import type { Origin } from '../model/index.ts'

/** An object that was read, with its body typed and where it came from. */
export interface Seen<T> {
  readonly object: KubeObject
  readonly body: T
  readonly origin: Origin
}

/** Objects of one kind, and where to find one by name. */
class Shelf<T> {
  readonly all: Seen<T>[] = []
  readonly #byName = new Map<string, Seen<T>[]>()

  add(seen: Seen<T>): void {
    this.all.push(seen)
    const key = nameKey(seen.object.metadata.namespace, seen.object.metadata.name)
    const same = this.#byName.get(key)
    if (same === undefined) this.#byName.set(key, [seen])
    else same.push(seen)
  }

  find(namespace: string | undefined, name: string | undefined): readonly Seen<T>[] {
    return this.#byName.get(nameKey(namespace, name)) ?? []
  }
}

function nameKey(namespace: string | undefined, name: string | undefined): string {
  return `${namespace ?? ''}\u0000${name ?? ''}`
}

/** Everything that was read, as far as more than one object is needed to judge it. */
export class World {
  readonly #shelves = new Map<Kind<unknown>, Shelf<unknown>>()
  readonly #pods = new Map<string, Seen<Pod>[]>()
  readonly #allPods: Seen<Pod>[] = []

  #shelf<T>(kind: Kind<T>): Shelf<T> {
    if (kind.alone) throw new Error(`${kind.kind} objects are judged one by one and not kept`)
    let shelf = this.#shelves.get(kind)
    if (shelf === undefined) {
      shelf = new Shelf()
      this.#shelves.set(kind, shelf)
    }
    // What lies on a kind's shelf was read by that kind's shape: `add` is the only way in.
    return shelf as Shelf<T>
  }

  add<T>(kind: Kind<T>, seen: Seen<T>): void {
    this.#shelf(kind).add(seen)
  }

  addPod(seen: Seen<Pod>): void {
    this.#allPods.push(seen)
    const namespace = seen.object.metadata.namespace ?? ''
    const same = this.#pods.get(namespace)
    if (same === undefined) this.#pods.set(namespace, [seen])
    else same.push(seen)
  }

  /** Every object of a kind. */
  all<T>(kind: Kind<T>): readonly Seen<T>[] {
    return this.#shelf(kind).all
  }

  /** Objects of a kind by name; `namespace` is undefined for cluster-scoped kinds and for sources that name none. */
  find<T>(kind: Kind<T>, namespace: string | undefined, name: string | undefined): readonly Seen<T>[] {
    return this.#shelf(kind).find(namespace, name)
  }

  /** Every pod and pod template. */
  get pods(): readonly Seen<Pod>[] {
    return this.#allPods
  }

  /** Pods and pod templates of one namespace. */
  podsIn(namespace: string | undefined): readonly Seen<Pod>[] {
    return this.#pods.get(namespace ?? '') ?? []
  }

  /** True when the two can meet in one cluster: of the same chart or kustomization, or one of them a plain manifest. */
  meets(a: Seen<unknown>, b: Seen<unknown>): boolean {
    return a.origin.unit === b.origin.unit || a.origin.unit === '' || b.origin.unit === ''
  }

  /** True when both name the same namespace, or both name none. A missing namespace is not taken for `default`. */
  sameNamespace(a: Seen<unknown>, b: Seen<unknown>): boolean {
    return a.object.metadata.namespace === b.object.metadata.namespace
  }
}
