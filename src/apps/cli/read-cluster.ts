import {
  type Connection,
  clusterIdentity,
  connect,
  controllerOf,
  type Progress,
  type ReadOptions,
  readCluster,
  type WantedKind,
  wantedKinds,
} from '../../cluster/index.ts'
import type { Scan } from '../../engine/index.ts'
import { isBuiltInWorkload, type KubeObject, readObjects, valueAt } from '../../kube/index.ts'
import type { Located, Origin } from '../../model/index.ts'
import type { Options } from './options.ts'

/** A live cluster, ready to be read. */
export interface LiveCluster {
  readonly name: string
  readonly uid: string | undefined
  read(scan: Scan, progress: (text: string) => void): Promise<void>
}

/** Connects by the kubeconfig, or as the pod this runs in. Throws AppError CLUSTER where there is no way in. */
export async function openCluster(options: Options): Promise<LiveCluster> {
  const connection = await connect({
    ...(options.kubeconfig === undefined ? {} : { kubeconfig: options.kubeconfig }),
    ...(options.context === undefined ? {} : { context: options.context }),
    environment: process.env,
  })
  const { uid, gaps } = await clusterIdentity(connection)
  return {
    name: connection.server,
    uid,
    async read(scan, progress) {
      for (const gap of gaps) scan.gap(gap)
      try {
        const [first, ...others] = new Set(options.namespace)
        await readAll(connection, { kinds: ownersFirst, namespace: first }, scan, progress)
        for (const namespace of others)
          await readAll(connection, { kinds: ownersFirst.filter(isOfNamespace), namespace }, scan, progress)
      } finally {
        connection.close()
      }
    },
  }
}

/** What owns a pod is read before it: cron jobs before jobs, deployments before replica sets, pods last. */
const ownedLast = ['Job', 'ReplicaSet', 'Pod']
const ownersFirst = wantedKinds.toSorted((a, b) => ownedLast.indexOf(a.kind) - ownedLast.indexOf(b.kind))

/** What there is once for the whole cluster need not be read again with every namespace. */
function isOfNamespace({ namespaced, kind }: WantedKind): boolean {
  return namespaced || kind === 'Namespace'
}

async function readAll(connection: Connection, what: ReadOptions, scan: Scan, progress: (text: string) => void): Promise<void> {
  const judged = new Set<string>()
  const onProgress = ({ resource, read, remaining = 0 }: Progress) =>
    progress(remaining === 0 ? `${resource}: ${read}` : `${resource}: ${read}/${read + remaining}`)
  for await (const item of readCluster(connection, { ...what, onProgress })) {
    if (item.type === 'gap') {
      scan.gap(item.gap)
      if (item.kind !== undefined) scan.unread(item.kind)
      continue
    }
    const controller = controllerOf(item.object)
    for (const { object } of readObjects(item.object)) {
      const { uid, namespace, name } = object.metadata
      // A pod that runs on behalf of a workload that was judged itself is the same pod again.
      // But a container that was put into it while it runs is in no template.
      const again = isBuiltInWorkload(object) && controller !== undefined && judged.has(controller.uid) && !hasEphemeral(object)
      if (isBuiltInWorkload(object) && uid !== undefined) judged.add(uid)
      if (!again) scan.object(object, liveOrigin(object.kind, namespace, name))
    }
  }
}

function hasEphemeral({ body }: KubeObject): boolean {
  const containers = valueAt(body, ['spec', 'ephemeralContainers'])
  return Array.isArray(containers) && containers.length > 0
}

/** Live objects have no lines: they are named as kubectl would. */
function liveOrigin(kind: string, namespace: string | undefined, name: string | undefined): Origin {
  const file = 'cluster'
  const located: Located = {
    file,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    unset: false,
    renderedFrom: `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name ?? '?'}`,
  }
  return { file, unit: '', locate: () => located }
}
