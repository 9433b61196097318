import { object, read, text } from '../lib/shape.ts'
import type { Gap } from '../model/index.ts'
import type { Connection } from './connect.ts'
import { gapOf } from './gaps.ts'

/** What tells one cluster from another, whatever its address and name. */
export interface ClusterIdentity {
  /** UID of the namespace kube-system, which lives as long as the cluster. */
  readonly uid: string | undefined
  /** Version of the API server, `v1.36.0`. */
  readonly version: string | undefined
  /** Why the uid is not known. */
  readonly gaps: readonly Gap[]
}

const namespace = object({ metadata: object({ uid: text }) })

/**
 * Asks which cluster this is, with one request.
 *
 * @throws AppError CLUSTER for credentials that are not accepted; the reason of an aborted signal.
 */
export async function clusterIdentity(connection: Connection, signal?: AbortSignal): Promise<ClusterIdentity> {
  const { version, kubectlFlags } = connection
  const name = 'kube-system'
  const attempt = { verb: 'get', group: '', resource: 'namespaces', name, namespace: name, kubectlFlags } as const
  const answer = await connection.get(`/api/v1/namespaces/${name}`, { signal })
  if (answer.type === 'failed') return { uid: undefined, version, gaps: [gapOf(answer.failure, attempt, 0)] }
  const uid = read(namespace, answer.value).value?.metadata?.uid
  if (uid !== undefined && uid !== '') return { uid, version, gaps: [] }
  return { uid: undefined, version, gaps: [gapOf({ reason: 'invalid', message: 'the namespace has no uid' }, attempt, 0)] }
}
