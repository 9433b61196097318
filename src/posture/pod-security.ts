import {
  asAdmitted,
  controlsAsked,
  evaluatePodSecurity,
  type LevelVersion,
  podSecurityControls,
} from '../kube/pod-security/index.ts'
import type { Text } from '../model/index.ts'
import { type Cause, eachPod, type PostureCheck } from './check.ts'

const titles: { readonly [control: string]: Text } = {
  hostNamespaces: { en: 'The pod stays out of the host’s namespaces', ko: '호스트 네임스페이스를 공유하지 않습니다' },
  privileged: { en: 'No container is privileged', ko: '특권 컨테이너가 없습니다' },
  capabilities_baseline: {
    en: 'No capability is added beyond the runtime’s own',
    ko: '런타임 기본값을 넘는 capability를 추가하지 않습니다',
  },
  hostPathVolumes: { en: 'No volume is a path of the host', ko: '호스트 경로 볼륨을 쓰지 않습니다' },
  hostPorts: { en: 'No container takes a port of the host', ko: '호스트 포트를 쓰는 컨테이너가 없습니다' },
  hostProbesAndHostLifecycle: {
    en: 'Probes and lifecycle hooks go to the pod itself',
    ko: '프로브와 라이프사이클 훅은 파드 자신만 향합니다',
  },
  appArmorProfile: { en: 'AppArmor is not turned off', ko: 'AppArmor를 끄지 않습니다' },
  seLinuxOptions: {
    en: 'SELinux keeps the type of containers, and no user or role of its own',
    ko: 'SELinux 타입은 컨테이너용으로 두고 사용자와 역할을 지정하지 않습니다',
  },
  procMount: { en: '/proc stays masked', ko: '/proc를 마스킹된 상태로 둡니다' },
  seccompProfile_baseline: { en: 'seccomp is not turned off', ko: 'seccomp을 끄지 않습니다' },
  sysctls: { en: 'Only safe sysctls are set', ko: '안전한 sysctl만 설정합니다' },
  windowsHostProcess: { en: 'No Windows container is a process of the host', ko: 'Windows HostProcess 컨테이너를 쓰지 않습니다' },
  allowPrivilegeEscalation: {
    en: 'No process may gain more rights than its parent',
    ko: '프로세스가 부모보다 많은 권한을 얻을 수 없습니다',
  },
  capabilities_restricted: {
    en: 'All capabilities are dropped, and at most NET_BIND_SERVICE is added',
    ko: '모든 capability를 버리고 NET_BIND_SERVICE만 추가할 수 있습니다',
  },
  procMount_restricted: {
    en: '/proc stays masked, also for pods with a user namespace',
    ko: '사용자 네임스페이스를 쓰는 파드도 /proc를 마스킹된 상태로 둡니다',
  },
  restrictedVolumes: {
    en: 'Volumes are of the types that touch neither host nor network',
    ko: '볼륨은 호스트나 네트워크에 닿지 않는 유형만 씁니다',
  },
  runAsNonRoot: {
    en: 'Containers must run as a user that is not root',
    ko: '컨테이너를 root가 아닌 사용자로 실행하도록 강제합니다',
  },
  runAsUser: { en: 'No container asks for user 0', ko: '사용자 ID 0을 지정하지 않습니다' },
  seccompProfile_restricted: {
    en: 'seccomp is set to RuntimeDefault or a profile of the node',
    ko: 'seccomp을 RuntimeDefault 또는 노드의 프로필로 지정합니다',
  },
}

/**
 * One check for each control that Pod Security admission asks at this level and version, exact to the API server. They are not part of the catalogue:
 * they answer a question (`--pod-security`, `--framework pss-restricted`) and are made for the level that was asked.
 */
export function podSecurityChecks(wanted: LevelVersion): readonly PostureCheck[] {
  return controlsAsked(wanted).map((control) => controlCheck(control, wanted))
}

function controlCheck(control: string, { level, version }: LevelVersion): PostureCheck {
  const name = `${level}:${version}`
  const strict = podSecurityControls.find(({ id }) => id === control)?.level === 'restricted'
  return {
    id: `pss-${level}/${control}`,
    title: titles[control] ?? { en: control, ko: `${control} 항목` },
    why: strict
      ? {
          en: 'The restricted level asks for what hardened pods have; a namespace that enforces it refuses this pod.',
          ko: 'restricted 수준은 강화된 파드의 설정을 요구하며, 이를 적용하는 네임스페이스는 이 파드를 거부합니다.',
        }
      : {
          en: 'The baseline level keeps out what is known to raise privileges; a namespace that enforces it, or restricted, refuses this pod.',
          ko: 'baseline 수준은 권한 상승으로 알려진 설정을 막으며, baseline이나 restricted를 적용하는 네임스페이스는 이 파드를 거부합니다.',
        },
    fix: { en: 'Change the fields that are named.', ko: '표시된 필드를 수정합니다.' },
    severity: strict ? 'medium' : 'high',
    severityReason: strict
      ? { en: 'It is hardening.', ko: '보안 강화 항목입니다.' }
      : { en: 'It is a known way to more rights.', ko: '알려진 권한 상승 경로입니다.' },
    stages: ['build', 'admission', 'run'],
    owner: 'customer',
    controls: { [`pss-${level}`]: [control] },
    references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
    noFix: { en: 'The checks of the catalogue carry the fixes.', ko: '수정 방법은 각 점검에서 확인할 수 있습니다.' },
    judges: [
      eachPod((pod) =>
        evaluatePodSecurity(asAdmitted(pod), level, version)
          .filter((violation) => violation.control === control)
          .flatMap(({ reason, detail, paths }): Cause[] =>
            (paths.length === 0 ? [['spec']] : paths).map((path) => ({
              at: [...pod.path, ...path],
              message: {
                en: `${name}: ${reason}${detail === '' ? '' : ` (${detail})`}`,
                ko: `${name} 위반: ${reason}${detail === '' ? '' : ` (${detail})`}`,
              },
            })),
          ),
      ),
    ],
    examples: { failing: [], passing: [] },
  }
}
