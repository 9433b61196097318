import type { PostureCheck } from './check.ts'
import { anonymousBinding } from './checks/anonymous-binding.ts'
import { clusterAdminBinding } from './checks/cluster-admin-binding.ts'
import { containerRuntimeSocket } from './checks/container-runtime-socket.ts'
import { defaultServiceAccountRights } from './checks/default-service-account-rights.ts'
import { hostIpc } from './checks/host-ipc.ts'
import { hostNetwork } from './checks/host-network.ts'
import { hostPath } from './checks/host-path.ts'
import { hostPathToNode } from './checks/host-path-to-node.ts'
import { hostPid } from './checks/host-pid.ts'
import { hostsFileMount } from './checks/hosts-file-mount.ts'
import { imageRegistry } from './checks/image-registry.ts'
import { imageTagMutable } from './checks/image-tag-mutable.ts'
import { imageWithoutDigest } from './checks/image-without-digest.ts'
import { mastersGroupBinding } from './checks/masters-group-binding.ts'
import { mountPropagationBidirectional } from './checks/mount-propagation-bidirectional.ts'
import { namespaceWithoutPodSecurity } from './checks/namespace-without-pod-security.ts'
import { privilegedContainer } from './checks/privileged-container.ts'
import { roleApprovesCertificates } from './checks/role-approves-certificates.ts'
import { roleControlsAdmission } from './checks/role-controls-admission.ts'
import { roleCreatesPods } from './checks/role-creates-pods.ts'
import { roleCreatesVolumes } from './checks/role-creates-volumes.ts'
import { roleEditsClusterConfig } from './checks/role-edits-cluster-config.ts'
import { roleEntersPods } from './checks/role-enters-pods.ts'
import { roleEscalates } from './checks/role-escalates.ts'
import { roleHidesTraces } from './checks/role-hides-traces.ts'
import { roleIssuesTokens } from './checks/role-issues-tokens.ts'
import { roleOpensNetwork } from './checks/role-opens-network.ts'
import { roleReachesNodes } from './checks/role-reaches-nodes.ts'
import { roleReadsSecrets } from './checks/role-reads-secrets.ts'
import { routeToNowhere } from './checks/route-to-nowhere.ts'
import { subPathRace } from './checks/sub-path-race.ts'
import { wildcardRole } from './checks/wildcard-role.ts'

/** Every check of this room, by id. */
export const checks: readonly PostureCheck[] = [
  anonymousBinding,
  clusterAdminBinding,
  containerRuntimeSocket,
  defaultServiceAccountRights,
  hostIpc,
  hostNetwork,
  hostPath,
  hostPathToNode,
  hostPid,
  hostsFileMount,
  imageRegistry,
  imageTagMutable,
  imageWithoutDigest,
  mastersGroupBinding,
  mountPropagationBidirectional,
  namespaceWithoutPodSecurity,
  privilegedContainer,
  roleApprovesCertificates,
  roleControlsAdmission,
  roleCreatesPods,
  roleCreatesVolumes,
  roleEditsClusterConfig,
  roleEntersPods,
  roleEscalates,
  roleHidesTraces,
  roleIssuesTokens,
  roleOpensNetwork,
  roleReachesNodes,
  roleReadsSecrets,
  routeToNowhere,
  subPathRace,
  wildcardRole,
]
