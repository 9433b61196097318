import { storageClassKind } from '../../kube/objects.ts'
import { defineCheck, eachObject } from '../check.ts'

/** Provisioners whose disks are in plain text unless this parameter is true. Other clouds encrypt every disk. */
const provisioners: ReadonlyMap<string, string> = new Map([
  ['ebs.csi.aws.com', 'Amazon EBS'],
  ['ebs.csi.eks.amazonaws.com', 'Amazon EBS'],
  ['kubernetes.io/aws-ebs', 'Amazon EBS'],
  ['diskplugin.csi.alibabacloud.com', 'Alibaba Cloud Disk'],
])

export const unencryptedVolume = defineCheck({
  id: 'posture/unencrypted-volume',
  title: { en: 'Storage class makes unencrypted disks', ko: '스토리지 클래스가 암호화되지 않은 디스크를 만듭니다' },
  why: {
    en: 'A snapshot that is shared or copied, or a disk that is attached to another machine, is read there without any key.',
    ko: '공유되거나 복사된 스냅샷, 다른 머신에 연결된 디스크를 키 없이 그대로 읽을 수 있습니다.',
  },
  fix: {
    en: 'Set parameters.encrypted to "true", with kmsKeyId for a key of your own, or turn encryption by default on in the account.',
    ko: 'parameters.encrypted를 "true"로 설정하고 자체 키가 있으면 kmsKeyId를 지정하거나, 계정에서 기본 암호화를 켭니다.',
  },
  severity: 'low',
  severityReason: {
    en: 'It takes access to the cloud account, and an account that does not encrypt by default.',
    ko: '클라우드 계정에 접근할 수 있고 계정이 기본 암호화를 사용하지 않아야 합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['encryption'], mitre: ['T1552.001'], owasp: ['K08'] },
  references: [
    'https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html',
    'https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md',
    'https://kubernetes.io/docs/concepts/storage/storage-classes/#aws-ebs',
  ],
  judges: [
    eachObject(storageClassKind, ({ provisioner = '', parameters = {} }) => {
      const kind = provisioners.get(provisioner)
      if (kind === undefined || /^true$/i.test(parameters.encrypted ?? '')) return []
      return [
        {
          at: ['parameters', 'encrypted'],
          message: {
            en: `disks of ${kind} made by this class are in plain text, unless the account encrypts by default`,
            ko: `계정이 기본 암호화를 사용하지 않으면 이 클래스로 만든 ${kind} 디스크는 평문입니다`,
          },
          fix: [{ op: 'set', path: ['parameters', 'encrypted'], value: 'true' }],
          caveat: {
            en: 'Parameters of a storage class cannot be changed in place: it is deleted and made again, and disks that exist stay as they are.',
            ko: '스토리지 클래스의 매개변수는 바꿀 수 없으므로 삭제 후 다시 만들어야 하며, 기존 디스크는 그대로입니다.',
          },
        },
      ]
    }),
  ],
  examples: {
    failing: [
      {
        name: 'nothing said',
        source: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast}
provisioner: ebs.csi.aws.com
parameters: {type: gp3}
`,
      },
    ],
    passing: [
      {
        name: 'encrypted, and a cloud that always encrypts',
        source: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast}
provisioner: ebs.csi.aws.com
parameters: {type: gp3, encrypted: "true"}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: standard}
provisioner: pd.csi.storage.gke.io
`,
      },
    ],
  },
})
