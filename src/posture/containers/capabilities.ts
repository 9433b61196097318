import type { Severity, Text } from '../../model/index.ts'

/** What a capability that is added beyond the Pod Security baseline is good for in an attacker's hands. */
export interface DangerousCapability {
  readonly severity: Severity
  /** Begins with the subject: `SYS_MODULE lets …`. */
  readonly lets: Text
  /** Where the pod shares the node's processes. */
  readonly withHostPid?: Severity
  /** Where the pod uses the node's network. */
  readonly withHostNetwork?: Severity
}

function capability(
  severity: Severity,
  en: string,
  ko: string,
  on: Pick<DangerousCapability, 'withHostPid' | 'withHostNetwork'> = {},
): DangerousCapability {
  return { severity, lets: { en, ko }, ...on }
}

/**
 * Capabilities outside the Pod Security baseline. Those inside it (AUDIT_WRITE, CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, MKNOD, NET_BIND_SERVICE,
 * SETFCAP, SETGID, SETPCAP, SETUID, SYS_CHROOT) are what runtimes give anyway, and a name that is in neither list starts no container.
 * Source: capabilities(7), and the kernel's checks that it names.
 */
export const dangerousCapabilities: ReadonlyMap<string, DangerousCapability> = new Map([
  [
    'ALL',
    capability(
      'critical',
      'gives the container every capability, which is privileged mode but for the devices',
      '컨테이너에 모든 capability를 주며, 이는 장치만 빠진 특권 모드와 같습니다',
    ),
  ],
  [
    'SYS_ADMIN',
    capability(
      'critical',
      'lets root mount file systems and leave its namespaces, the usual way from a container to its node',
      'root가 파일 시스템을 마운트하고 네임스페이스를 벗어나게 하며, 이는 컨테이너에서 노드로 나가는 흔한 길입니다',
    ),
  ],
  [
    'SYS_MODULE',
    capability(
      'critical',
      'lets root load a module of its own into the node’s kernel',
      'root가 자신의 모듈을 노드의 커널에 올리게 합니다',
    ),
  ],
  [
    'DAC_READ_SEARCH',
    capability(
      'critical',
      'lets root open files of the node’s disk by handle (open_by_handle_at), the shadow file and the kubelet’s key among them',
      'root가 shadow 파일과 kubelet의 키를 포함한 노드 디스크의 파일을 핸들로(open_by_handle_at) 열게 합니다',
    ),
  ],
  [
    'SYS_RAWIO',
    capability(
      'critical',
      'lets root reach I/O ports and, through devices it is given, the node’s memory and disks',
      'root가 I/O 포트와, 주어진 장치를 통해 노드의 메모리와 디스크에 접근하게 합니다',
    ),
  ],
  [
    'BPF',
    capability(
      'high',
      'lets root load eBPF programs and change the maps of those that watch or filter the node',
      'root가 eBPF 프로그램을 올리고, 노드를 감시하거나 걸러 내는 프로그램의 맵을 바꾸게 합니다',
    ),
  ],
  [
    'PERFMON',
    capability(
      'high',
      'lets root trace the kernel and read what other pods’ processes pass through it',
      'root가 커널을 추적하여 다른 파드의 프로세스가 주고받는 내용을 읽게 합니다',
    ),
  ],
  [
    'SYS_BOOT',
    capability(
      'high',
      'lets root reboot the node or load another kernel',
      'root가 노드를 재부팅하거나 다른 커널을 올리게 합니다',
    ),
  ],
  [
    'MAC_ADMIN',
    capability(
      'high',
      'lets root change the node’s AppArmor and Smack policy',
      'root가 노드의 AppArmor와 Smack 정책을 바꾸게 합니다',
    ),
  ],
  [
    'MAC_OVERRIDE',
    capability('high', 'lets root pass over the node’s Smack policy', 'root가 노드의 Smack 정책을 무시하게 합니다'),
  ],
  [
    'SYS_PTRACE',
    capability(
      'medium',
      'lets root read and take over every process it can see',
      'root가 보이는 모든 프로세스를 읽고 장악하게 합니다',
      { withHostPid: 'critical' },
    ),
  ],
  [
    'CHECKPOINT_RESTORE',
    capability(
      'medium',
      'lets root read the memory map of other processes it can see and choose process ids',
      'root가 보이는 다른 프로세스의 메모리 맵을 읽고 프로세스 ID를 정하게 합니다',
      { withHostPid: 'high' },
    ),
  ],
  [
    'NET_ADMIN',
    capability(
      'medium',
      'lets root change addresses, routes and firewall rules, and so divert the pod’s traffic',
      'root가 주소, 경로, 방화벽 규칙을 바꾸어 파드의 트래픽을 돌리게 합니다',
      { withHostNetwork: 'high' },
    ),
  ],
  [
    'NET_RAW',
    capability(
      'medium',
      'lets root forge packets and answer ARP and DNS for its neighbours',
      'root가 패킷을 위조하고 이웃의 ARP와 DNS에 대신 응답하게 합니다',
      { withHostNetwork: 'high' },
    ),
  ],
  [
    'SYSLOG',
    capability(
      'medium',
      'lets root read the kernel’s log and addresses, which exploits of the kernel need',
      'root가 커널 취약점 공격에 필요한 커널 로그와 주소를 읽게 합니다',
    ),
  ],
  [
    'IPC_OWNER',
    capability('medium', 'lets root read every shared memory it can see', 'root가 보이는 모든 공유 메모리를 읽게 합니다'),
  ],
  [
    'AUDIT_CONTROL',
    capability('medium', 'lets root switch the node’s kernel audit off', 'root가 노드의 커널 감사를 끄게 합니다'),
  ],
  ['AUDIT_READ', capability('medium', 'lets root read the node’s audit log', 'root가 노드의 감사 로그를 읽게 합니다')],
  [
    'SYS_TIME',
    capability(
      'medium',
      'lets root set the node’s clock, on which certificates and tokens depend',
      'root가 인증서와 토큰이 의존하는 노드의 시계를 바꾸게 합니다',
    ),
  ],
  [
    'SYS_RESOURCE',
    capability(
      'low',
      'lets root raise its resource limits and use up the node’s',
      'root가 자원 한도를 높여 노드의 자원을 소진하게 합니다',
    ),
  ],
  [
    'SYS_NICE',
    capability(
      'low',
      'lets root take CPU time from other pods by priority',
      'root가 우선순위로 다른 파드의 CPU 시간을 빼앗게 합니다',
    ),
  ],
  [
    'SYS_PACCT',
    capability('low', 'lets root switch process accounting on or off', 'root가 프로세스 계정 기록을 켜고 끄게 합니다'),
  ],
  ['SYS_TTY_CONFIG', capability('low', 'lets root hang up terminals', 'root가 터미널을 끊게 합니다')],
  ['IPC_LOCK', capability('low', 'lets root lock memory beyond its limit', 'root가 한도를 넘어 메모리를 고정하게 합니다')],
  [
    'LINUX_IMMUTABLE',
    capability('low', 'lets root make files that nobody can delete', 'root가 아무도 지울 수 없는 파일을 만들게 합니다'),
  ],
  [
    'LEASE',
    capability(
      'low',
      'lets root delay others’ access to files it shares',
      'root가 공유하는 파일에 대한 다른 프로세스의 접근을 지연시키게 합니다',
    ),
  ],
  ['NET_BROADCAST', capability('low', 'lets root send broadcasts', 'root가 브로드캐스트를 보내게 합니다')],
  ['WAKE_ALARM', capability('low', 'lets root wake the node from sleep', 'root가 절전 중인 노드를 깨우게 합니다')],
  ['BLOCK_SUSPEND', capability('low', 'lets root keep the node from sleeping', 'root가 노드의 절전을 막게 합니다')],
])
