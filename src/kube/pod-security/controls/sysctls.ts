import type { Control, Objection, Path, PodToJudge, Rule } from '../control.ts'

const upTo26 = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
]
const upTo28 = [...upTo26, 'net.ipv4.ip_local_reserved_ports']
const upTo31 = [
  ...upTo28,
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
]
const upTo36 = [...upTo31, 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']
const sinceThen = [...upTo36, 'net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat']

/** Kernel settings may be changed only where the change stays inside the pod. */
export const sysctls: Control = {
  id: 'sysctls',
  level: 'baseline',
  revisions: [
    { since: 0, rule: allowNames(upTo26) },
    { since: 27, rule: allowNames(upTo28) },
    { since: 29, rule: allowNames(upTo31) },
    { since: 32, rule: allowNames(upTo36) },
    { since: 37, rule: allowNames(sinceThen) },
  ],
}

function allowNames(names: readonly string[]): Rule {
  const allowed: ReadonlySet<string> = new Set(names)
  const isAllowed = (sysctl: { readonly name?: string }) => allowed.has(sysctl.name ?? '')
  return ({ spec }: PodToJudge): Objection | undefined => {
    const set = spec.securityContext?.sysctls
    if (set?.every(isAllowed) !== false) return undefined
    const forbidden: string[] = []
    const paths: Path[] = []
    set.forEach((sysctl, index) => {
      if (isAllowed(sysctl)) return
      forbidden.push(sysctl.name ?? '')
      paths.push(['spec', 'securityContext', 'sysctls', index, 'name'])
    })
    return { reason: 'forbidden sysctls', detail: forbidden.join(', '), paths }
  }
}
