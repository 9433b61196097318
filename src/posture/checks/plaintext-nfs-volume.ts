import { persistentVolumeKind, storageClassKind } from '../../kube/objects.ts'
import type { Text } from '../../model/index.ts'
import { type Cause, defineCheck, eachObject, eachPod } from '../check.ts'

/** NFS mount options under which the wire is encrypted: Kerberos with privacy, or RPC over TLS (RFC 9289). */
const encrypted = /(?:^|,)(?:sec=krb5p|xprtsec=m?tls)(?:,|$)/

function wire(server: string): Text {
  return {
    en: `files of ${server} cross the network in plain text, and the server takes the client’s word for who its user is (sec=sys)`,
    ko: `${server}의 파일이 평문으로 네트워크를 지나며, 서버는 클라이언트가 말하는 사용자를 그대로 믿습니다(sec=sys)`,
  }
}

const efsWithoutTls: Text = {
  en: 'encryptInTransit: "false" sends the files of this file system over the network in plain text',
  ko: 'encryptInTransit: "false"로 이 파일 시스템의 파일이 평문으로 네트워크를 지납니다',
}

export const plaintextNfsVolume = defineCheck({
  id: 'posture/plaintext-nfs-volume',
  title: { en: 'NFS volume without encryption or login', ko: '암호화와 인증이 없는 NFS 볼륨입니다' },
  why: {
    en: 'Whoever is on the network between node and server reads and changes the files, and any machine that reaches the server may claim to be any user.',
    ko: '노드와 서버 사이의 네트워크에 있는 사람이 파일을 읽고 바꾸며, 서버에 닿는 어떤 머신이든 아무 사용자나 사칭할 수 있습니다.',
  },
  fix: {
    en: 'Mount through a PersistentVolume with mountOptions sec=krb5p or xprtsec=tls, and limit the export to the nodes.',
    ko: 'mountOptions에 sec=krb5p 또는 xprtsec=tls를 지정한 PersistentVolume으로 마운트하고 내보내기를 노드로 제한합니다.',
  },
  severity: 'low',
  severityReason: {
    en: 'It takes a place on the network between node and file server.',
    ko: '노드와 파일 서버 사이의 네트워크에 있어야 합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['encryption'], mitre: ['T1557'], owasp: ['K08'] },
  references: [
    'https://man7.org/linux/man-pages/man5/nfs.5.html',
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#mount-options',
  ],
  noFix: {
    en: 'The server has to offer Kerberos or TLS first.',
    ko: '먼저 서버가 Kerberos나 TLS를 제공해야 합니다.',
  },
  judges: [
    eachPod((pod) =>
      (pod.spec.volumes ?? []).flatMap(({ nfs }, index): readonly Cause[] =>
        nfs?.server === undefined ? [] : [{ at: [...pod.specPath, 'volumes', index, 'nfs'], message: wire(nfs.server) }],
      ),
    ),
    eachObject(persistentVolumeKind, ({ spec }): readonly Cause[] => {
      if (encrypted.test((spec?.mountOptions ?? []).join(','))) return []
      const { nfs, csi } = spec ?? {}
      if (nfs?.server !== undefined) return [{ at: ['spec', 'nfs'], message: wire(nfs.server) }]
      const attributes = csi?.volumeAttributes ?? {}
      if (csi?.driver === 'nfs.csi.k8s.io') return [{ at: ['spec', 'csi'], message: wire(attributes.server ?? csi.driver) }]
      if (csi?.driver === 'efs.csi.aws.com' && attributes.encryptInTransit === 'false')
        return [{ at: ['spec', 'csi', 'volumeAttributes', 'encryptInTransit'], message: efsWithoutTls }]
      return []
    }),
    eachObject(storageClassKind, ({ provisioner, parameters = {}, mountOptions = [] }): readonly Cause[] =>
      provisioner !== 'nfs.csi.k8s.io' || encrypted.test(mountOptions.join(','))
        ? []
        : [{ at: ['mountOptions'], message: wire(parameters.server ?? provisioner) }],
    ),
  ],
  examples: {
    failing: [
      {
        name: 'in a pod, and as a volume of its own',
        source: `apiVersion: v1
kind: Pod
metadata: {name: reports, namespace: shop}
spec:
  containers: [{name: app, image: 'registry.example/reports:1.0.0'}]
  volumes: [{name: archive, nfs: {server: nas.shop.example, path: /archive}}]
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: archive}
spec:
  capacity: {storage: 10Gi}
  accessModes: [ReadWriteMany]
  mountOptions: [nfsvers=4.2]
  nfs: {server: nas.shop.example, path: /archive}
`,
      },
    ],
    passing: [
      {
        name: 'Kerberos with privacy, TLS, and EFS by default',
        source: `apiVersion: v1
kind: PersistentVolume
metadata: {name: archive}
spec:
  mountOptions: [nfsvers=4.2, sec=krb5p]
  nfs: {server: nas.shop.example, path: /archive}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: nfs}
provisioner: nfs.csi.k8s.io
mountOptions: ['nfsvers=4.2,xprtsec=mtls']
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: shared}
spec:
  csi: {driver: efs.csi.aws.com, volumeHandle: fs-1}
`,
      },
    ],
  },
})
