import { access } from 'node:fs/promises'
import type { RequestOptions } from 'node:https'
import type { KubeConfig } from '@kubernetes/client-node'
import { object, read, text } from '../lib/shape.ts'
import { AppError } from '../model/index.ts'
import { type KubeconfigOptions, readKubeconfig, type Target } from './kubeconfig.ts'
import { type Answer, codeOf, defaultLimits, type Failure, getOnce, type Limits, oneLine } from './request.ts'
import { persist } from './retry.ts'

export interface ConnectOptions extends KubeconfigOptions {
  readonly signal?: AbortSignal | undefined
  /** What one answer may cost; what is left out is the default. */
  readonly limits?: Partial<Limits>
}

export interface GetOptions {
  /** Content types to ask for; plain JSON where left out. */
  readonly accept?: string
  readonly signal?: AbortSignal | undefined
}

/** A way to read from one API server. There is no way to write. */
export interface Connection {
  /** Address of the API server. */
  readonly server: string
  /** Name of the context, `in-cluster` for the pod's own service account. */
  readonly context: string
  /** The files that context is from, or the folder of the service account. */
  readonly source: string
  /** Namespace of the context. Never applied by itself. */
  readonly namespace: string | undefined
  /** The server's version (`v1.36.0`), where the identity may read it. */
  readonly version: string | undefined
  /** Flags that make kubectl use the same context, with a leading space, or ''. */
  readonly kubectlFlags: string
  /**
   * One GET of a path such as `/api/v1/pods?limit=500`, with retries.
   *
   * @throws AppError CLUSTER when the server does not accept the credentials, or they cannot be had; the reason of an aborted signal.
   */
  get(path: string, options?: GetOptions): Promise<Answer>
  /** Ends idle connections. */
  close(): void
}

const serviceAccountFolder = '/var/run/secrets/kubernetes.io/serviceaccount'

/**
 * Connects to a cluster the way kubectl finds it (see `readKubeconfig`), else as the service account of the pod, and asks for the version
 * so that a wrong address or identity shows at once.
 *
 * @throws AppError CLUSTER that names file and context and says what was expected: file missing, context unknown, exec plugin failed,
 * server unreachable, certificate not trusted, credentials not accepted.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const target = (await readKubeconfig(options)) ?? (await requirePod(options))
  const { KubeConfig } = await import('@kubernetes/client-node')
  const config = new KubeConfig()
  if (target === 'in-cluster') config.loadFromCluster()
  else config.loadFromString(JSON.stringify(asKubeconfig(target)))
  const session = openSession(config, target, options)
  const answer = await session.get('/version', { signal: options.signal })
  if (answer.type === 'ok') return { ...session, version: read(versionInfo, answer.value).value?.gitVersion }
  // Some servers hide their version. That is an answer of an API server all the same.
  if (answer.failure.reason === 'forbidden') return session
  session.close()
  throw cannotReach(session, answer.failure)
}

const versionInfo = object({ gitVersion: text })

async function requirePod(options: KubeconfigOptions): Promise<'in-cluster'> {
  const hasToken = await access(`${serviceAccountFolder}/token`).then(
    () => true,
    () => false,
  )
  const inPod = hasToken && process.env.KUBERNETES_SERVICE_HOST !== undefined
  if (inPod && options.context === undefined) return 'in-cluster'
  const home = options.environment.HOME
  const file = home === undefined || home === '' ? '~/.kube/config' : `${home}/.kube/config`
  throw new AppError('CLUSTER', {
    en: `no kubeconfig: a file was expected in --kubeconfig, KUBECONFIG or ${file}${inPod ? ' (a context cannot be chosen in a pod)' : ', or a service account as in a pod'}`,
    ko: `kubeconfig가 없습니다. --kubeconfig, KUBECONFIG, ${file} 중 하나에 파일이 있어야 합니다${inPod ? ' (파드 안에서는 컨텍스트를 고를 수 없습니다)' : '. 또는 파드처럼 서비스 어카운트가 있어야 합니다'}`,
  })
}

/** Only the chosen entries, so that a mistake in another one does no harm. */
function asKubeconfig(target: Target): object {
  const { plain, server } = parseServer(target)
  // Credentials never go over an unencrypted connection, as in client-go. The flag is what client-node wants to see for http.
  const cluster = plain ? { server, 'proxy-url': target.cluster['proxy-url'], 'insecure-skip-tls-verify': true } : target.cluster
  return {
    clusters: [{ name: 'cluster', cluster }],
    users: [{ name: 'user', user: plain ? {} : target.user }],
    contexts: [{ name: 'context', context: { cluster: 'cluster', user: 'user' } }],
    'current-context': 'context',
  }
}

function parseServer(target: Target): { readonly plain: boolean; readonly server: string } {
  const server = String(target.cluster.server)
  const protocol = URL.canParse(server) ? new URL(server).protocol : ''
  if (protocol === 'https:' || protocol === 'http:') return { plain: protocol === 'http:', server }
  throw new AppError('CLUSTER', {
    en: `the context ${target.context} of ${target.source} has the server ${oneLine(server)}: an https address was expected`,
    ko: `${target.source}의 컨텍스트 ${target.context}에 있는 server ${oneLine(server)}: https 주소여야 합니다`,
  })
}

function openSession(config: KubeConfig, target: Target | 'in-cluster', options: ConnectOptions): Connection {
  const limits = { ...defaultLimits, ...options.limits }
  const server = config.getCurrentCluster()?.server ?? ''
  const context = target === 'in-cluster' ? target : target.context
  const source = target === 'in-cluster' ? serviceAccountFolder : target.source
  const headers = target === 'in-cluster' ? {} : target.headers
  let agent: RequestOptions['agent']
  // A server that never answered is not waited for: the address is more likely wrong than the server busy.
  let answered = false

  return {
    server,
    context,
    source,
    namespace: target === 'in-cluster' ? undefined : target.namespace,
    version: undefined,
    kubectlFlags: kubectlFlags(options),
    async get(path, { accept = 'application/json', signal } = {}) {
      const url = new URL(server + path)
      const ask = async (): Promise<Answer> => {
        const request = await authorized(config, { source, context, timeoutMs: limits.timeoutMs, signal })
        agent = request.agent
        request.headers = { ...request.headers, ...headers, Accept: accept, 'Accept-Encoding': 'gzip', 'User-Agent': 'haetae' }
        const answer = await getOnce(url, request, limits, signal)
        if (answer.type === 'ok' || answer.failure.status !== undefined) answered = true
        return answer
      }
      const answer = await persist(ask, {
        attempts: limits.attempts,
        signal,
        get patient() {
          return answered
        },
      })
      if (answer.type === 'failed' && answer.failure.reason === 'unauthorized') throw notAccepted({ source, context, server })
      return answer
    },
    close() {
      if (typeof agent === 'object') agent.destroy()
    },
  }
}

function kubectlFlags({ kubeconfig, context }: KubeconfigOptions): string {
  const quote = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)
  return [
    kubeconfig === undefined ? '' : ` --kubeconfig ${quote(kubeconfig)}`,
    context === undefined ? '' : ` --context ${quote(context)}`,
  ].join('')
}

interface Whereabouts {
  readonly source: string
  readonly context: string
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
}

/** Agent, certificates and token for the next request: asked for each time, because tokens expire. */
async function authorized(config: KubeConfig, about: Whereabouts): Promise<RequestOptions> {
  const request: RequestOptions = { headers: {} }
  const plugin: unknown = config.getCurrentUser()?.exec?.command
  const timeout = AbortSignal.timeout(about.timeoutMs)
  try {
    const either = about.signal === undefined ? timeout : AbortSignal.any([about.signal, timeout])
    await Promise.race([config.applyToHTTPSOptions(request), onAbort(either)])
  } catch (cause) {
    about.signal?.throwIfAborted()
    const reason = timeout.aborted
      ? `no answer within ${about.timeoutMs / 1000} s`
      : oneLine(cause instanceof Error ? cause.message || 'no message' : String(cause))
    const { source, context } = about
    if (typeof plugin === 'string') throw pluginFailed({ source, context, plugin, reason, cause })
    throw new AppError(
      'CLUSTER',
      {
        en: `the credentials of the context ${context} of ${source} cannot be read: ${reason}`,
        ko: `${source}의 컨텍스트 ${context}에 있는 인증 정보를 읽을 수 없습니다: ${reason}`,
      },
      { cause },
    )
  }
  // client-node hands over a token file as it is, with the line break that ends it.
  const headers = request.headers
  if (headers !== undefined && 'Authorization' in headers && typeof headers.Authorization === 'string') {
    headers.Authorization = headers.Authorization.trim()
  }
  // client-node makes its agents without it, which costs a TLS handshake for every page.
  if (typeof request.agent === 'object' && 'keepAlive' in request.agent) request.agent.keepAlive = true
  return request
}

function onAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

function pluginFailed(about: {
  readonly source: string
  readonly context: string
  readonly plugin: string
  readonly reason: string
  readonly cause: unknown
}): AppError {
  const { source, context, plugin, reason, cause } = about
  const missing = codeOf(cause) === 'ENOENT'
  return new AppError(
    'CLUSTER',
    {
      en: `the exec plugin ${plugin} of the context ${context} of ${source} gave no credentials: ${missing ? 'the command was not found' : reason}`,
      ko: `${source}의 컨텍스트 ${context}에 있는 exec 플러그인 ${plugin}이(가) 인증 정보를 내놓지 않았습니다: ${missing ? '명령을 찾을 수 없습니다' : reason}`,
    },
    {
      cause,
      hint: { en: `run ${plugin} by hand, or log in again`, ko: `${plugin} 명령을 직접 실행해 보거나 다시 로그인하십시오` },
    },
  )
}

function notAccepted({ source, context, server }: Pick<Connection, 'source' | 'context' | 'server'>): AppError {
  return new AppError(
    'CLUSTER',
    {
      en: `${server} does not accept the credentials of the context ${context} of ${source} (401)`,
      ko: `${server} 서버가 ${source}의 컨텍스트 ${context}에 있는 인증 정보를 받아들이지 않습니다(401)`,
    },
    {
      hint: {
        en: 'log in again; `kubectl auth whoami` shows the identity',
        ko: '다시 로그인하십시오. `kubectl auth whoami`로 신원을 확인할 수 있습니다',
      },
    },
  )
}

function cannotReach({ source, context, server }: Connection, failure: Failure): AppError {
  const untrusted = /certificate|altname/i.test(failure.message)
  return new AppError(
    'CLUSTER',
    {
      en: `an API server was expected at ${server} (context ${context} of ${source}): ${failure.message}`,
      ko: `${server}에 API 서버가 있어야 합니다(${source}의 컨텍스트 ${context}): ${failure.message}`,
    },
    untrusted
      ? {
          hint: {
            en: "the kubeconfig's certificate-authority has to be the one that signed the server's certificate",
            ko: 'kubeconfig의 certificate-authority가 서버 인증서에 서명한 기관이어야 합니다',
          },
        }
      : {},
  )
}
