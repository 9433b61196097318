import type { Pod } from '../../kube/pod.ts'
import type { Text } from '../../model/index.ts'
import type { Cause } from '../check.ts'
import { nameContainers } from '../containers/said-at.ts'
import { type HostAccess, type HostVolume, type HostVolumeKind, hostVolumes } from './volumes.ts'

/** The causes of one of the three checks of host paths: each volume is told by the one that its worst mount belongs to. */
export function hostVolumeCauses(
  pod: Pod,
  kind: HostVolumeKind,
  gives: (access: HostAccess) => Text,
  skip: (volume: HostVolume) => boolean = () => false,
): readonly Cause[] {
  return hostVolumes(pod)
    .filter((volume) => volume.accesses[0].kind === kind && !skip(volume))
    .map((volume) => causeOf(volume, gives))
}

function causeOf(volume: HostVolume, gives: (access: HostAccess) => Text): Cause {
  const worst = volume.accesses[0]
  // What gives nothing away by itself is one finding with its places, told apart by whether it can be written.
  const key = worst.kind === 'other' ? worst.severity : volume.path
  const common = { at: volume.at, key, severity: worst.severity }
  if (worst.container === undefined)
    return {
      ...common,
      message: {
        en: `the pod asks for ${volume.written} of the node, though no container mounts it`,
        ko: `파드가 노드의 ${volume.written}을(를) 요청하지만 마운트하는 컨테이너가 없습니다`,
      },
      severityReason: { en: 'no container mounts it', ko: '마운트하는 컨테이너가 없습니다' },
    }
  const alike = volume.accesses.filter(
    ({ severity, path, readOnly }) => severity === worst.severity && path === worst.path && readOnly === worst.readOnly,
  )
  const who = nameContainers(alike.flatMap(({ container }) => (container === undefined ? [] : [container])))
  const what = worst.asUser && worst.kind === 'node' ? openToAll : gives(worst)
  // With a subPath the part that is mounted says more than the volume.
  const path = worst.path === volume.path ? volume.written : worst.path
  const verb = new Set(alike.map(({ container }) => container?.name)).size > 1 ? 'mount' : 'mounts'
  return {
    ...common,
    message: {
      en: `${who.en} ${verb} ${path} of the node ${worst.readOnly ? 'read-only' : 'writable'}: ${what.en}`,
      ko: `${who.ko}이(가) 노드의 ${path}을(를) ${worst.readOnly ? '읽기 전용으로' : '쓰기 가능하게'} 마운트합니다: ${what.ko}`,
    },
    ...(worst.asUser ? { severityReason: notRoot } : {}),
  }
}

const openToAll: Text = {
  en: 'what any account of the node may open there is open to it',
  ko: '노드의 모든 계정이 열 수 있는 것이 컨테이너에도 열립니다',
}

const notRoot: Text = {
  en: 'its container does not run as root, so what only root may open stays closed to it',
  ko: '컨테이너가 root로 실행되지 않아 root만 열 수 있는 것은 열지 못합니다',
}

/** What any other path gives. */
export const ownFiles: (access: HostAccess) => Text = ({ readOnly }) =>
  readOnly
    ? { en: 'it reads files of the node there', ko: '그곳에 있는 노드의 파일을 읽습니다' }
    : {
        en: 'it leaves files on the node that outlive the pod, and shares them with every other pod that mounts the path',
        ko: '파드가 사라져도 남는 파일을 노드에 두고, 그 경로를 마운트하는 다른 모든 파드와 공유합니다',
      }
