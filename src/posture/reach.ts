import type { Kind } from '../kube/objects.ts'
import type { Pod } from '../kube/pod.ts'
import type { Scope } from '../model/index.ts'
import type { Judge, PostureCheck } from './check.ts'
import { contextOf } from './judge.ts'
import { type Seen, World } from './world.ts'

/**
 * True when something that the check judges was there: a check that found nothing where there was nothing to look at has not passed. Derived from
 * the judges: those of containers and pods need a workload, those of one kind need an object of it, those of everything anything at all, and those of
 * the world one of the things that they ask an empty world for.
 */
export function looksAt(check: PostureCheck, scope: Scope): boolean {
  return check.judges.some((judge) => hasWork(check, judge, scope))
}

function hasWork(check: PostureCheck, judge: Judge, scope: Scope): boolean {
  switch (judge.on) {
    case 'container':
      return scope.containers > 0
    case 'pod':
      return scope.workloads > 0
    case 'object':
      return hasKind(judge.kind.kind, scope)
    case 'any':
      return hasAnything(scope)
    case 'world': {
      const world = new AskedWorld()
      judge.judge(world, contextOf(check, {}))
      if (world.askedForPods && scope.workloads > 0) return true
      return world.kinds.size === 0 && !world.askedForPods
        ? hasAnything(scope)
        : [...world.kinds].some((kind) => hasKind(kind, scope))
    }
  }
}

function hasKind(kind: string, scope: Scope): boolean {
  return Object.hasOwn(scope.kinds, kind) && (scope.kinds[kind] ?? 0) > 0
}

function hasAnything(scope: Scope): boolean {
  return Object.keys(scope.kinds).length > 0 || Object.keys(scope.notJudged).length > 0
}

/** An empty world that remembers what it was asked for: what a judge starts from, since it finds nothing to go on with. */
class AskedWorld extends World {
  readonly kinds = new Set<string>()
  askedForPods = false

  override all<T>(kind: Kind<T>): readonly Seen<T>[] {
    this.kinds.add(kind.kind)
    return super.all(kind)
  }

  override get pods(): readonly Seen<Pod>[] {
    this.askedForPods = true
    return super.pods
  }
}
