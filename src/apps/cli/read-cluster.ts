import { type Connection, clusterIdentity, connect, controllerOf, readCluster, wantedKinds } from '../../cluster/index.ts'
import type { Scan } from '../../engine/index.ts'
import { readObjects } from '../../kube/index.ts'
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
        for (const namespace of options.namespace.length === 0 ? [undefined] : options.namespace)
          await readAll(connection, namespace, scan, progress)
      } finally {
        connection.close()
      }
    },
  }
}

/** What owns a pod is read before it: cron jobs before jobs, deployments before replica sets, pods last. */
const ownedLast = ['Job', 'ReplicaSet', 'Pod']
const ownersFirst = wantedKinds.toSorted((a, b) => ownedLast.indexOf(a.kind) - ownedLast.indexOf(b.kind))

async function readAll(
  connection: Connection,
  namespace: string | undefined,
  scan: Scan,
  progress: (text: string) => void,
): Promise<void> {
  /** What runs on behalf of something that was judged itself is the same pod again. */
  const judged = new Set<string>()
  let count = 0
  for await (const item of readCluster(connection, { kinds: ownersFirst, ...(namespace === undefined ? {} : { namespace }) })) {
    if (item.type === 'gap') {
      scan.gap(item.gap)
      continue
    }
    if (++count % 500 === 0) progress(`${count} objects read`)
    const controller = controllerOf(item.object)
    for (const { object } of readObjects(item.object)) {
      if (object.metadata.uid !== undefined) judged.add(object.metadata.uid)
      if (controller === undefined || !judged.has(controller.uid))
        scan.object(object, liveOrigin(object.kind, object.metadata.namespace, object.metadata.name))
    }
  }
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
