/**
 * The live API server, read only: finds the cluster as kubectl does, and gives its objects page by page. It needs the verb `list` on what it
 * reads and nothing more, asks for Secrets without their data, and turns what it may not read into a gap.
 *
 * ```ts
 * import { controllerOf, wantedKinds } from '../cluster/index.ts'
 *
 * const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'cart-7d', uid: 'u1', controller: true }
 * controllerOf({ metadata: { name: 'cart-7d-x', ownerReferences: [owner] } })?.kind //=> 'ReplicaSet'
 * wantedKinds.find(({ resource }) => resource === 'secrets')?.metadataOnly //=> true
 * ```
 *
 * With a cluster at hand:
 *
 *     const connection = await connect({ environment: process.env })
 *     const { uid } = await clusterIdentity(connection)
 *     for await (const item of readCluster(connection, { namespace: 'shop' })) …
 *     connection.close()
 */
export { type Connection, type ConnectOptions, connect } from './connect.ts'
export { type ClusterIdentity, clusterIdentity } from './identity.ts'
export { type ClusterItem, type ObjectItem, type Progress, type ReadOptions, readCluster } from './list.ts'
export { type Controller, controllerOf } from './owner.ts'
export type { Answer, Failure, Limits } from './request.ts'
export { type WantedKind, wantedKinds } from './wanted.ts'
