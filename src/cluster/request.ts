import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http'
import { type RequestOptions, request as requestHttps } from 'node:https'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { isRecord, object, read, text } from '../lib/shape.ts'

/** What one answer may cost. */
export interface Limits {
  /** For one attempt, from the connection to the last byte. */
  readonly timeoutMs: number
  /** Of one answer, after decompression. */
  readonly maxBytes: number
  /** Tries for one request, the first included. */
  readonly attempts: number
}

export const defaultLimits: Limits = { timeoutMs: 60_000, maxBytes: 64 * 1024 * 1024, attempts: 5 }

export type FailureReason =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'not-acceptable'
  | 'gone'
  | 'busy'
  | 'server'
  | 'network'
  | 'timeout'
  | 'too-large'
  | 'invalid'

/** Why a request gave nothing. */
export interface Failure {
  readonly reason: FailureReason
  /** HTTP status, where there was an answer. */
  readonly status?: number
  /** The server's own words or the system's, one line, bounded: from outside, for people only. */
  readonly message: string
  /** Of an expired list: the token to go on with, at the price of consistency. */
  readonly continue?: string
  /** How long the server asks to wait. */
  readonly retryAfterMs?: number
  /** The connection was made and broke, so that the same request may succeed. */
  readonly broken?: boolean
}

export type Answer = { readonly type: 'ok'; readonly value: unknown } | { readonly type: 'failed'; readonly failure: Failure }

class TooLarge extends Error {}

/**
 * One GET, once. Never follows a redirect: credentials go to the configured server alone.
 *
 * @throws the reason of `signal` when it is aborted; everything else is an answer.
 */
export async function getOnce(url: URL, options: RequestOptions, limits: Limits, signal?: AbortSignal): Promise<Answer> {
  const timeout = AbortSignal.timeout(limits.timeoutMs)
  const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout])
  try {
    const { status, headers, body } = await exchange(url, { ...options, signal: either }, limits.maxBytes)
    return judge(status, headers, body)
  } catch (error) {
    signal?.throwIfAborted()
    if (timeout.aborted) return failed({ reason: 'timeout', message: `no complete answer within ${limits.timeoutMs / 1000} s` })
    if (error instanceof TooLarge) {
      return failed({ reason: 'too-large', message: `the answer is larger than ${limits.maxBytes} bytes` })
    }
    const message = oneLine(error instanceof Error ? error.message || codeOf(error) : String(error))
    return failed({ reason: 'network', message, broken: brokenCodes.has(codeOf(error)) })
  }
}

const brokenCodes = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE', 'UND_ERR_SOCKET'])

/** The system's code of an error (`ECONNREFUSED`), or ''. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

function exchange(url: URL, options: RequestOptions, maxBytes: number): Promise<Reply> {
  const send = url.protocol === 'http:' ? requestHttp : requestHttps
  return new Promise((resolve, reject) => {
    const sent = send(url, { ...options, method: 'GET' }, (response) => {
      collect(response, maxBytes).then((body) => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      }, reject)
    })
    sent.on('error', reject)
    sent.end()
  })
}

async function collect(response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  const keep = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of source) {
      size += chunk.length
      if (size > maxBytes) throw new TooLarge()
      chunks.push(chunk)
    }
  }
  if (response.headers['content-encoding'] === 'gzip') await pipeline(response, createGunzip(), keep)
  else await pipeline(response, keep)
  return Buffer.concat(chunks).toString('utf8')
}

const statusReasons: { readonly [status: number]: FailureReason } = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  406: 'not-acceptable',
  410: 'gone',
  429: 'busy',
}

// Of meta/v1 Status, the object that the API server answers with when it refuses.
const refusal = object({ message: text, metadata: object({ continue: text }) })

function judge(status: number, headers: IncomingHttpHeaders, body: string): Answer {
  const value = parse(body)
  if (status >= 200 && status < 300) {
    if (isRecord(value)) return { type: 'ok', value }
    return failed({ reason: 'invalid', status, message: 'the answer is not a JSON object' })
  }
  const told = read(refusal, value).value
  const token = told?.metadata?.continue
  const wait = retryAfterMs(headers['retry-after'])
  return failed({
    reason: statusReasons[status] ?? 'server',
    status,
    message: oneLine(told?.message ?? `HTTP ${status}`),
    ...(token === undefined || token === '' ? {} : { continue: token }),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  })
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** `Retry-After` in milliseconds: seconds or a date (RFC 9110, 10.2.3). */
function retryAfterMs(header: string | undefined): number | undefined {
  if (header === undefined) return undefined
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now())
}

function failed(failure: Failure): Answer {
  return { type: 'failed', failure }
}

/** Text from outside as one bounded line without control characters, so that it cannot write to a terminal. */
export function oneLine(message: string): string {
  const line = message.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()
  return line.length > 300 ? `${line.slice(0, 300)}…` : line
}
