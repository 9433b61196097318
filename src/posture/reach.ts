import type { Scope } from '../model/index.ts'
import type { Judge, PostureCheck } from './check.ts'

/**
 * True when something that the check judges was there: a check that found nothing where there was nothing to look at has not passed. Derived from
 * the judges: those of containers and pods need a workload, those of one kind need an object of it, the others anything at all.
 */
export function looksAt(check: PostureCheck, scope: Scope): boolean {
  return check.judges.some((judge) => hasWork(judge, scope))
}

function hasWork(judge: Judge<never>, scope: Scope): boolean {
  switch (judge.on) {
    case 'container':
      return scope.containers > 0
    case 'pod':
      return scope.workloads > 0
    case 'object':
      return count(scope.kinds, judge.kind.kind) > 0
    case 'any':
    case 'world':
      return Object.keys(scope.kinds).length > 0 || Object.keys(scope.notJudged).length > 0
  }
}

function count(kinds: Scope['kinds'], kind: string): number {
  return Object.hasOwn(kinds, kind) ? (kinds[kind] ?? 0) : 0
}
