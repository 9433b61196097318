import type { PodContainer } from './pod.ts'

/** `cap_net_raw`, `CAP_NET_RAW` and `NET_RAW` are one capability to every runtime. */
export function capabilityName(written: string): string {
  return written.toUpperCase().replace(/^CAP_/, '')
}

/** What containerd gives a container that says nothing; CRI-O leaves some out. Source: containerd pkg/oci defaultUnixCaps. */
const defaultCapabilities: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
])

function names(list: readonly string[] | undefined, name: string): boolean {
  return list?.some((written) => capabilityName(written) === name) === true
}

/** True when the container drops every default capability at once. */
export function dropsAllCapabilities({ spec }: PodContainer): boolean {
  return names(spec.securityContext?.capabilities?.drop, 'ALL')
}

/** True when the container asks for this capability, or for all of them, by `capabilities.add`. */
export function addsCapability({ spec }: PodContainer, name: string): boolean {
  const add = spec.securityContext?.capabilities?.add
  return names(add, name) || names(add, 'ALL')
}

/** True when the container's root user holds the capability: added, by privileged mode, or by default and not dropped. */
export function holdsCapability(container: PodContainer, name: string): boolean {
  if (container.effective.privileged || addsCapability(container, name)) return true
  return (
    defaultCapabilities.has(name) &&
    !dropsAllCapabilities(container) &&
    !names(container.spec.securityContext?.capabilities?.drop, name)
  )
}

/** True when the container is root, or whatever its image says: nothing in the pod holds it to another user. Linux. */
export function mayRunAsRoot({ effective }: PodContainer): boolean {
  if (effective.runAsUser !== undefined) return effective.runAsUser === 0 && effective.runAsNonRoot !== true
  return effective.runAsNonRoot !== true
}
