import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer, Failure } from './request.ts'

const longestWaitMs = 30_000

/**
 * Asks until there is an answer worth keeping, at most `attempts` times: again after 429, after 502, 503 and 504, after any other 5xx that
 * names a `Retry-After`, and after a connection that broke (`patient`: or could not be made). A timeout is tried once more, since each
 * one costs the full time.
 *
 * @throws the reason of `signal` when it is aborted during a wait.
 */
export async function persist(
  ask: () => Promise<Answer>,
  options: { readonly attempts: number; readonly patient: boolean; readonly signal?: AbortSignal | undefined },
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await ask()
    if (answer.type === 'ok') return answer
    const { failure } = answer
    const attempts = failure.reason === 'timeout' ? Math.min(2, options.attempts) : options.attempts
    if (attempt >= attempts || !worthAnotherTry(failure, options.patient)) return answer
    const { signal } = options
    await sleep(waitMs(failure, attempt), undefined, signal === undefined ? {} : { signal }).catch(() => signal?.throwIfAborted())
  }
}

function worthAnotherTry(failure: Failure, patient: boolean): boolean {
  switch (failure.reason) {
    case 'busy':
      return true
    case 'timeout':
      return patient
    case 'network':
      return patient || failure.broken === true
    case 'server': {
      const status = failure.status ?? 0
      return (status >= 502 && status <= 504) || (status >= 500 && failure.retryAfterMs !== undefined)
    }
    default:
      return false
  }
}

/** As long as the server asks, else 0.25 s doubling, with jitter so that many clients do not return together. */
function waitMs(failure: Failure, attempt: number): number {
  if (failure.retryAfterMs !== undefined) return Math.min(failure.retryAfterMs, longestWaitMs)
  return 250 * 2 ** (attempt - 1) * (0.75 + Math.random() / 2)
}
