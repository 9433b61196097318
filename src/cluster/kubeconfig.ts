import { readFileSync } from 'node:fs'
import { access, readFile } from 'node:fs/promises'
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path'
import { load } from 'js-yaml'
import { isRecord } from '../lib/shape.ts'
import { AppError } from '../model/index.ts'

/** The variables that say where the kubeconfig is; `process.env` fits. */
export interface Environment {
  readonly KUBECONFIG?: string | undefined
  readonly HOME?: string | undefined
}

export interface KubeconfigOptions {
  /** A file that has to be there. */
  readonly kubeconfig?: string | undefined
  /** Instead of the file's `current-context`. */
  readonly context?: string | undefined
  readonly environment: Environment
}

type Entry = { readonly [key: string]: unknown }

/** One cluster and one identity, chosen from the files. `cluster` and `user` have the kubeconfig's own fields, with absolute paths. */
export interface Target {
  /** The files that were read, joined as `KUBECONFIG` joins them. */
  readonly source: string
  readonly context: string
  readonly namespace: string | undefined
  readonly cluster: Entry
  readonly user: Entry
  /** Request headers that ask for impersonation beyond the user's name. */
  readonly headers: { readonly [name: string]: string | readonly string[] }
}

/**
 * Chooses cluster and identity as kubectl does: the named file, else the files of `KUBECONFIG` (missing ones are passed over; of two
 * entries with one name the first counts), else `~/.kube/config`. `undefined` where there is none of them.
 *
 * @throws AppError CLUSTER for a file that cannot be read or understood, and for a context, cluster or user that is not in it.
 */
export async function readKubeconfig(options: KubeconfigOptions): Promise<Target | undefined> {
  const files = await locate(options)
  if (files === undefined) return undefined
  const documents: Entry[] = []
  const found: string[] = []
  for (const file of files) {
    const document = await readDocument(file, options.kubeconfig === undefined)
    if (document === undefined) continue
    documents.push(document)
    found.push(file)
  }
  if (found.length === 0) {
    throw new AppError('CLUSTER', {
      en: `KUBECONFIG names no file that exists: ${files.join(', ')}`,
      ko: `KUBECONFIG가 가리키는 파일이 모두 없습니다: ${files.join(', ')}`,
    })
  }
  return choose(documents, found.join(delimiter), options.context)
}

async function locate({ kubeconfig, environment }: KubeconfigOptions): Promise<readonly string[] | undefined> {
  if (kubeconfig !== undefined) return [kubeconfig]
  const listed = (environment.KUBECONFIG ?? '').split(delimiter).filter((file) => file !== '')
  if (listed.length > 0) return listed
  if (environment.HOME === undefined || environment.HOME === '') return undefined
  const file = join(environment.HOME, '.kube', 'config')
  return await access(file).then(
    () => [file],
    () => undefined,
  )
}

async function readDocument(file: string, mayBeMissing: boolean): Promise<Entry | undefined> {
  let source: string
  try {
    source = await readFile(file, 'utf8')
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    if (missing && mayBeMissing) return undefined
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AppError(
      'CLUSTER',
      {
        en: `the kubeconfig ${file} cannot be read, a readable file was expected: ${reason}`,
        ko: `kubeconfig ${file} 파일을 읽을 수 없습니다. 읽을 수 있는 파일이어야 합니다: ${reason}`,
      },
      { cause },
    )
  }
  return parseDocument(file, source)
}

function parseDocument(file: string, source: string): Entry {
  let document: unknown
  try {
    // An empty file is an empty configuration for kubectl, too.
    document = source.trim() === '' ? {} : load(source)
  } catch {
    // The parser's message quotes the file, which may hold a key or a token.
    document = undefined
  }
  if (isRecord(document)) return withAbsolutePaths(document, dirname(resolve(file)))
  throw new AppError('CLUSTER', {
    en: `${file} is no kubeconfig: a YAML object with clusters, users and contexts was expected`,
    ko: `${file} 파일은 kubeconfig가 아닙니다. clusters, users, contexts가 있는 YAML 객체여야 합니다`,
  })
}

/** Relative paths count from the kubeconfig's own folder; a command without a slash is looked up in PATH. */
function withAbsolutePaths(document: Entry, folder: string): Entry {
  const absolute = (path: unknown): unknown =>
    typeof path === 'string' && path !== '' && !isAbsolute(path) ? join(folder, path) : path
  const fix = (entry: Entry, keys: readonly string[]): Entry => {
    const out: { [key: string]: unknown } = { ...entry }
    for (const key of keys) if (key in out) out[key] = absolute(out[key])
    return out
  }
  const clusters = named(document, 'clusters', 'cluster').map(({ name, body }) => ({
    name,
    cluster: fix(body, ['certificate-authority']),
  }))
  const users = named(document, 'users', 'user').map(({ name, body }) => {
    const user = fix(body, ['client-certificate', 'client-key', 'tokenFile'])
    const { exec } = user
    if (!isRecord(exec) || typeof exec.command !== 'string' || !/[\\/]/.test(exec.command)) return { name, user }
    return { name, user: { ...user, exec: fix(exec, ['command']) } }
  })
  return { ...document, clusters, users }
}

interface Named {
  readonly name: string
  readonly body: Entry
}

function named(document: Entry, list: string, key: string): readonly Named[] {
  const entries = document[list]
  if (!Array.isArray(entries)) return []
  return entries.flatMap((entry: unknown): readonly Named[] => {
    if (!isRecord(entry) || typeof entry.name !== 'string') return []
    const body = entry[key]
    return [{ name: entry.name, body: isRecord(body) ? body : {} }]
  })
}

function choose(documents: readonly Entry[], source: string, wanted: string | undefined): Target {
  const contexts = documents.flatMap((document) => named(document, 'contexts', 'context'))
  const name = wanted ?? documents.map((document) => textOf(document['current-context'])).find((context) => context !== '') ?? ''
  const context = contexts.find((candidate) => candidate.name === name)?.body
  if (context === undefined) throw noSuchContext(name, source, [...new Set(contexts.map((candidate) => candidate.name))])

  const clusterName = textOf(context.cluster)
  const cluster = find(documents, 'clusters', 'cluster', clusterName)
  if (cluster === undefined || textOf(cluster.server) === '') {
    throw new AppError('CLUSTER', {
      en: `the context ${name} of ${source} names the cluster ${clusterName || '""'}: a cluster of that name with a server was expected`,
      ko: `${source}의 컨텍스트 ${name}에서 가리키는 클러스터 ${clusterName || '""'}: 이 이름과 server를 가진 클러스터가 있어야 합니다`,
    })
  }
  const userName = textOf(context.user)
  const user = userName === '' ? {} : find(documents, 'users', 'user', userName)
  if (user === undefined) {
    throw new AppError('CLUSTER', {
      en: `the context ${name} of ${source} names the user ${userName}: a user of that name was expected`,
      ko: `${source}의 컨텍스트 ${name}에서 가리키는 사용자 ${userName}: 이 이름의 사용자가 있어야 합니다`,
    })
  }
  const namespace = textOf(context.namespace)
  return {
    source,
    context: name,
    namespace: namespace === '' ? undefined : namespace,
    cluster,
    user: forClient(user, cluster),
    headers: impersonation(user),
  }
}

function find(documents: readonly Entry[], list: string, key: string, name: string): Entry | undefined {
  for (const document of documents) {
    const entry = named(document, list, key).find((candidate) => candidate.name === name)
    if (entry !== undefined) return entry.body
  }
  return undefined
}

function noSuchContext(name: string, source: string, known: readonly string[]): AppError {
  const some = known.slice(0, 20).join(', ') + (known.length > 20 ? ', …' : '')
  if (name === '') {
    return new AppError('CLUSTER', {
      en: `${source} has no current context, so a context was expected to be named; it has: ${some || 'none'}`,
      ko: `${source}에 현재 컨텍스트가 없으므로 컨텍스트를 지정해야 합니다. 있는 컨텍스트: ${some || '없음'}`,
    })
  }
  return new AppError('CLUSTER', {
    en: `${source} has no context ${name}; one of these was expected: ${some || 'none'}`,
    ko: `${source}에 컨텍스트 ${name}이(가) 없습니다. 다음 중 하나여야 합니다: ${some || '없음'}`,
  })
}

/**
 * A user as `@kubernetes/client-node` understands it. It knows no `tokenFile` (which wins over `token`, client-go's AuthInfo), and
 * tells an exec plugin nothing, while plugins of the ExecCredential API expect `KUBERNETES_EXEC_INFO`.
 */
function forClient(user: Entry, cluster: Entry): Entry {
  const { tokenFile, token, exec, ...rest } = user
  if (typeof tokenFile === 'string' && tokenFile !== '') {
    return { ...rest, 'auth-provider': { name: 'tokenFile', config: { tokenFile } } }
  }
  if (!isRecord(exec)) return { ...rest, ...(token === undefined ? {} : { token }) }
  const told = { name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(execInfo(exec, cluster)) }
  const env = Array.isArray(exec.env) ? exec.env.filter(isRecord) : []
  return { ...rest, ...(token === undefined ? {} : { token }), exec: { ...exec, env: [...env, told] } }
}

function execInfo(exec: Entry, cluster: Entry): Entry {
  const spec: { [key: string]: unknown } = { interactive: false }
  if (exec.provideClusterInfo === true) {
    const { 'certificate-authority': file, extensions, ...rest } = cluster
    const data =
      rest['certificate-authority-data'] ?? (typeof file === 'string' ? readFileSync(file).toString('base64') : undefined)
    const about = data === undefined ? rest : { ...rest, 'certificate-authority-data': data }
    const extension = Array.isArray(extensions)
      ? extensions.find((entry: unknown) => isRecord(entry) && entry.name === 'client.authentication.k8s.io/exec')
      : undefined
    spec.cluster = isRecord(extension) ? { ...about, config: extension.extension } : about
  }
  return { apiVersion: exec.apiVersion, kind: 'ExecCredential', spec }
}

function impersonation(user: Entry): Target['headers'] {
  const headers: { [name: string]: string | readonly string[] } = {}
  const groups = textsOf(user['as-groups'])
  if (groups.length > 0) headers['Impersonate-Group'] = groups
  if (textOf(user['as-uid']) !== '') headers['Impersonate-Uid'] = textOf(user['as-uid'])
  const extra = user['as-user-extra']
  if (!isRecord(extra)) return headers
  for (const [key, values] of Object.entries(extra)) headers[`Impersonate-Extra-${encodeURIComponent(key)}`] = textsOf(values)
  return headers
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item: unknown) => typeof item === 'string') : []
}
