import { persistentVolumeKind } from '../../kube/objects.ts'
import type { Text } from '../../model/index.ts'
import { defineCheck, eachObject } from '../check.ts'
import { accessOfRoot, type HostAccess } from '../host/volumes.ts'

function gains({ kind, gain, runtime }: HostAccess): Text {
  if (kind === 'socket')
    return {
      en: `the socket of ${runtime ?? 'the runtime'} starts any container on the node`,
      ko: `${runtime ?? '런타임'} 소켓으로 노드에서 어떤 컨테이너든 시작할 수 있습니다`,
    }
  return (
    gain?.gives ?? {
      en: 'files there outlive the pod and are shared with every other pod that mounts the path',
      ko: '그곳의 파일은 파드가 사라져도 남으며 그 경로를 마운트하는 다른 모든 파드와 공유됩니다',
    }
  )
}

export const persistentVolumeHostPath = defineCheck({
  id: 'posture/persistent-volume-host-path',
  title: { en: 'Persistent volume is a directory of the node', ko: '퍼시스턴트 볼륨이 노드의 디렉터리입니다' },
  why: {
    en: 'A pod that claims it mounts the node’s files without a hostPath of its own, past Pod Security levels and policies that forbid hostPath.',
    ko: '이 볼륨을 요청한 파드는 hostPath 없이도 노드의 파일을 마운트하여 hostPath를 금지하는 Pod Security 수준과 정책을 우회합니다.',
  },
  fix: {
    en: 'Use a storage driver; where the disk of the node is meant, a local volume on a mount point of its own.',
    ko: '스토리지 드라이버를 사용하고, 노드의 디스크를 쓰려면 전용 마운트 지점의 local 볼륨을 사용합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes the right to claim the volume and to start a pod with it.',
    ko: '볼륨을 요청하고 그것으로 파드를 시작할 권한이 필요합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.1.9', '5.2.12'],
    nsa: ['pod-security'],
    mitre: ['T1611'],
    owasp: ['K01'],
  },
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#persistent-volume-creation',
  ],
  noFix: { en: 'The data have to be moved first.', ko: '먼저 데이터를 옮겨야 합니다.' },
  judges: [
    eachObject(persistentVolumeKind, ({ spec }) => {
      const field = spec?.hostPath?.path !== undefined ? 'hostPath' : 'local'
      const path = spec?.[field]?.path
      if (path === undefined || path === '') return []
      const access = accessOfRoot(path)
      // A local volume on a directory of its own is what local volumes are for.
      if (field === 'local' && access.kind === 'other') return []
      const gives = gains(access)
      return [
        {
          at: ['spec', field, 'path'],
          severity: access.kind === 'other' ? 'low' : access.severity,
          message: {
            en: `a pod that claims this volume gets ${path} of the node, where hostPath is forbidden too: ${gives.en}`,
            ko: `이 볼륨을 요청한 파드는 hostPath가 금지된 곳에서도 노드의 ${path}을(를) 얻습니다: ${gives.ko}`,
          },
        },
      ]
    }),
  ],
  examples: {
    failing: [
      {
        name: 'the configuration of the node',
        source: `apiVersion: v1
kind: PersistentVolume
metadata: {name: node-etc}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  hostPath: {path: /etc/}
`,
      },
    ],
    passing: [
      {
        name: 'a disk of its own as a local volume',
        source: `apiVersion: v1
kind: PersistentVolume
metadata: {name: disk-1}
spec:
  capacity: {storage: 100Gi}
  accessModes: [ReadWriteOnce]
  storageClassName: local
  local: {path: /mnt/disks/ssd1}
`,
      },
    ],
  },
})
