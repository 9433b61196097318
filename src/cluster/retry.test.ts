import { expect, test } from 'vitest'
import type { Answer, Failure } from './request.ts'
import { persist } from './retry.ts'

const refused: Failure = { reason: 'network', message: 'connect ECONNREFUSED' }
const soon = { message: '', retryAfterMs: 0 }

test.each<[string, Failure, { attempts: number; patient: boolean }, number]>([
  ['429', { reason: 'busy', ...soon }, { attempts: 3, patient: false }, 3],
  ['503', { reason: 'server', status: 503, ...soon }, { attempts: 3, patient: false }, 3],
  ['504 that names no time', { reason: 'server', status: 504, message: '' }, { attempts: 2, patient: false }, 2],
  ['500 that names a time', { reason: 'server', status: 500, ...soon }, { attempts: 3, patient: false }, 3],
  ['500 that names none', { reason: 'server', status: 500, message: '' }, { attempts: 3, patient: true }, 1],
  ['403', { reason: 'forbidden', status: 403, ...soon }, { attempts: 3, patient: true }, 1],
  ['410', { reason: 'gone', status: 410, ...soon }, { attempts: 3, patient: true }, 1],
  ['nobody there, who never answered', refused, { attempts: 2, patient: false }, 1],
  ['nobody there, who answered before', refused, { attempts: 2, patient: true }, 2],
  ['a connection that broke', { ...refused, broken: true }, { attempts: 2, patient: false }, 2],
  ['a timeout', { reason: 'timeout', message: '', retryAfterMs: 0 }, { attempts: 5, patient: true }, 2],
  ['a timeout of a server that never answered', { reason: 'timeout', message: '' }, { attempts: 5, patient: false }, 1],
])('%s', async (_, failure, options, asked) => {
  let count = 0
  const ask = async (): Promise<Answer> => {
    count++
    return { type: 'failed', failure }
  }
  expect(await persist(ask, options)).toEqual({ type: 'failed', failure })
  expect(count).toBe(asked)
})

test('stops at the first answer', async () => {
  const answers: Answer[] = [
    { type: 'failed', failure: { reason: 'busy', ...soon } },
    { type: 'ok', value: 1 },
    { type: 'ok', value: 2 },
  ]
  const ask = async (): Promise<Answer> => answers.shift() ?? { type: 'ok', value: 3 }
  expect(await persist(ask, { attempts: 5, patient: false })).toEqual({ type: 'ok', value: 1 })
})

test('a wait ends with the signal', async () => {
  const failure: Failure = { reason: 'busy', message: '', retryAfterMs: 20_000 }
  const abort = new AbortController()
  const waiting = persist(async () => ({ type: 'failed', failure }), { attempts: 5, patient: false, signal: abort.signal })
  setTimeout(() => abort.abort(new Error('enough')), 20)
  await expect(waiting).rejects.toThrow('enough')
})
