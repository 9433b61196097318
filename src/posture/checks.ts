import type { PostureCheck } from './check.ts'
import { anonymousBinding } from './checks/anonymous-binding.ts'
import { apiServiceInsecure } from './checks/api-service-insecure.ts'
import { apparmorOff } from './checks/apparmor-off.ts'
import { awsAuthMasters } from './checks/aws-auth-masters.ts'
import { capabilitiesKept } from './checks/capabilities-kept.ts'
import { clusterAdminBinding } from './checks/cluster-admin-binding.ts'
import { containerRuntimeSocket } from './checks/container-runtime-socket.ts'
import { controlPlaneScheduling } from './checks/control-plane-scheduling.ts'
import { dangerousCapability } from './checks/dangerous-capability.ts'
import { dangerousComponent } from './checks/dangerous-component.ts'
import { defaultNamespaceUsed } from './checks/default-namespace-used.ts'
import { defaultServiceAccount } from './checks/default-service-account.ts'
import { defaultServiceAccountRights } from './checks/default-service-account-rights.ts'
import { dockerInDocker } from './checks/docker-in-docker.ts'
import { exposedAdminInterface } from './checks/exposed-admin-interface.ts'
import { externalIps } from './checks/external-ips.ts'
import { gatewayPlainHttp } from './checks/gateway-plain-http.ts'
import { gitRepoVolume } from './checks/git-repo-volume.ts'
import { hostIpc } from './checks/host-ipc.ts'
import { hostNetwork } from './checks/host-network.ts'
import { hostPath } from './checks/host-path.ts'
import { hostPathToNode } from './checks/host-path-to-node.ts'
import { hostPid } from './checks/host-pid.ts'
import { hostPort } from './checks/host-port.ts'
import { hostsFileMount } from './checks/hosts-file-mount.ts'
import { imageRegistry } from './checks/image-registry.ts'
import { imageTagMutable } from './checks/image-tag-mutable.ts'
import { imageWithoutDigest } from './checks/image-without-digest.ts'
import { ingressCatchAll } from './checks/ingress-catch-all.ts'
import { ingressSnippet } from './checks/ingress-snippet.ts'
import { ingressWithoutTls } from './checks/ingress-without-tls.ts'
import { insecureArgument } from './checks/insecure-argument.ts'
import { legacyTokenSecret } from './checks/legacy-token-secret.ts'
import { loadBalancerOpen } from './checks/load-balancer-open.ts'
import { lowUserId } from './checks/low-user-id.ts'
import { mastersGroupBinding } from './checks/masters-group-binding.ts'
import { memoryLimitMissing } from './checks/memory-limit-missing.ts'
import { mountPropagationBidirectional } from './checks/mount-propagation-bidirectional.ts'
import { namespacePrivilegedLevel } from './checks/namespace-privileged-level.ts'
import { namespaceWithoutNetworkPolicy } from './checks/namespace-without-network-policy.ts'
import { namespaceWithoutPodSecurity } from './checks/namespace-without-pod-security.ts'
import { nodePort } from './checks/node-port.ts'
import { persistentVolumeHostPath } from './checks/persistent-volume-host-path.ts'
import { plaintextNfsVolume } from './checks/plaintext-nfs-volume.ts'
import { podSecurityRejected } from './checks/pod-security-rejected.ts'
import { podSecurityWarned } from './checks/pod-security-warned.ts'
import { privilegeEscalationAllowed } from './checks/privilege-escalation-allowed.ts'
import { privilegedContainer } from './checks/privileged-container.ts'
import { probeHost } from './checks/probe-host.ts'
import { procMountUnmasked } from './checks/proc-mount-unmasked.ts'
import { projectedTokenAudience } from './checks/projected-token-audience.ts'
import { removedApiVersion } from './checks/removed-api-version.ts'
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
import { rootGroup } from './checks/root-group.ts'
import { routeToNowhere } from './checks/route-to-nowhere.ts'
import { runsAsRoot } from './checks/runs-as-root.ts'
import { seccompOff } from './checks/seccomp-off.ts'
import { secretAsEnvVariable } from './checks/secret-as-env-variable.ts'
import { secretInAnnotation } from './checks/secret-in-annotation.ts'
import { secretInArgs } from './checks/secret-in-args.ts'
import { secretInConfigMap } from './checks/secret-in-config-map.ts'
import { secretInEnv } from './checks/secret-in-env.ts'
import { secretInManifest } from './checks/secret-in-manifest.ts'
import { selinuxOverride } from './checks/selinux-override.ts'
import { serviceAccountTokenMounted } from './checks/service-account-token-mounted.ts'
import { serviceExternalName } from './checks/service-external-name.ts'
import { sharedProcessNamespace } from './checks/shared-process-namespace.ts'
import { sshOrSudo } from './checks/ssh-or-sudo.ts'
import { subPathRace } from './checks/sub-path-race.ts'
import { systemPriorityClass } from './checks/system-priority-class.ts'
import { unencryptedVolume } from './checks/unencrypted-volume.ts'
import { unsafeSysctl } from './checks/unsafe-sysctl.ts'
import { webhookCoversKubeSystem } from './checks/webhook-covers-kube-system.ts'
import { webhookFailsOpen } from './checks/webhook-fails-open.ts'
import { webhookOutsideCluster } from './checks/webhook-outside-cluster.ts'
import { wildcardRole } from './checks/wildcard-role.ts'
import { windowsHostProcess } from './checks/windows-host-process.ts'
import { writableRootFilesystem } from './checks/writable-root-filesystem.ts'

/** Every check of this room, by id. */
export const checks: readonly PostureCheck[] = [
  anonymousBinding,
  apiServiceInsecure,
  apparmorOff,
  awsAuthMasters,
  capabilitiesKept,
  clusterAdminBinding,
  containerRuntimeSocket,
  controlPlaneScheduling,
  dangerousCapability,
  dangerousComponent,
  defaultNamespaceUsed,
  defaultServiceAccount,
  defaultServiceAccountRights,
  dockerInDocker,
  exposedAdminInterface,
  externalIps,
  gatewayPlainHttp,
  gitRepoVolume,
  hostIpc,
  hostNetwork,
  hostPath,
  hostPathToNode,
  hostPid,
  hostPort,
  hostsFileMount,
  imageRegistry,
  imageTagMutable,
  imageWithoutDigest,
  ingressCatchAll,
  ingressSnippet,
  ingressWithoutTls,
  insecureArgument,
  legacyTokenSecret,
  loadBalancerOpen,
  lowUserId,
  mastersGroupBinding,
  memoryLimitMissing,
  mountPropagationBidirectional,
  namespacePrivilegedLevel,
  namespaceWithoutNetworkPolicy,
  namespaceWithoutPodSecurity,
  nodePort,
  persistentVolumeHostPath,
  plaintextNfsVolume,
  podSecurityRejected,
  podSecurityWarned,
  privilegeEscalationAllowed,
  privilegedContainer,
  probeHost,
  procMountUnmasked,
  projectedTokenAudience,
  removedApiVersion,
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
  rootGroup,
  routeToNowhere,
  runsAsRoot,
  seccompOff,
  secretAsEnvVariable,
  secretInAnnotation,
  secretInArgs,
  secretInConfigMap,
  secretInEnv,
  secretInManifest,
  selinuxOverride,
  serviceAccountTokenMounted,
  serviceExternalName,
  sharedProcessNamespace,
  sshOrSudo,
  subPathRace,
  systemPriorityClass,
  unencryptedVolume,
  unsafeSysctl,
  webhookCoversKubeSystem,
  webhookFailsOpen,
  webhookOutsideCluster,
  wildcardRole,
  windowsHostProcess,
  writableRootFilesystem,
]
