import { configMapKind } from '../../kube/objects.ts'
import { isRecord } from '../../lib/shape.ts'
import { parseYaml } from '../../lib/yaml.ts'
import type { Text } from '../../model/index.ts'
import { defineCheck, eachObject, type Verdict } from '../check.ts'

const fields = ['mapRoles', 'mapUsers'] as const
const everyNode: Text = {
  en: 'it is the role of nodes, which every pod on them may reach',
  ko: '노드의 역할이며 노드 위의 모든 파드가 얻을 수 있습니다',
}

const unreadable = (field: string): Text => ({
  en: `${field} of aws-auth is not a list in YAML: who it makes administrator is not known`,
  ko: `aws-auth의 ${field}이(가) YAML 목록이 아니어서 누가 관리자인지 알 수 없습니다`,
})

interface Mapped {
  readonly arn: string
  /** The identity is that of nodes. */
  readonly nodes: boolean
}

/** The identities that a field maps to system:masters, or undefined where it cannot be read. */
function mastersIn(text: string): readonly Mapped[] | undefined {
  if (text.trim() === '') return []
  const parsed = parseYaml(text)
  if ('fault' in parsed) return undefined
  const { value } = parsed.document
  if (value === null || value === undefined) return []
  if (!Array.isArray(value)) return undefined
  return value.filter(isRecord).flatMap(({ rolearn, userarn, groups, username }) => {
    const names = Array.isArray(groups) ? groups : []
    if (!names.includes('system:masters')) return []
    const arn = [rolearn, userarn].find((name) => typeof name === 'string')
    const nodes = names.includes('system:nodes') || (typeof username === 'string' && username.startsWith('system:node:'))
    return [{ arn: typeof arn === 'string' ? arn : '?', nodes }]
  })
}

export const awsAuthMasters = defineCheck({
  id: 'posture/aws-auth-masters',
  title: {
    en: 'AWS identities are administrators through aws-auth',
    ko: 'aws-auth를 통해 AWS 자격 증명이 관리자가 됩니다',
  },
  why: {
    en: 'Whoever gets the AWS role or user is in system:masters, which RBAC does not limit: a role that instances or pipelines assume is enough, and the cluster’s audit shows only its name.',
    ko: 'AWS 역할이나 사용자를 얻으면 RBAC으로 제한되지 않는 system:masters가 됩니다. 인스턴스나 파이프라인이 맡는 역할 하나면 충분합니다.',
  },
  fix: {
    en: 'Map to a group of your own and bind that to what it needs; better, use EKS access entries, whose rights can be taken back.',
    ko: '별도의 그룹에 매핑하고 필요한 권한만 바인딩합니다. 권한을 회수할 수 있는 EKS 액세스 항목을 사용하는 것이 더 좋습니다.',
  },
  severity: 'high',
  severityReason: {
    en: 'An AWS credential is all it takes to own the cluster.',
    ko: 'AWS 자격 증명 하나로 클러스터를 장악합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.1.7', '5.1.1'],
    'cis-eks': ['4.1.1', '4.1.7'],
    nsa: ['authentication', 'rbac'],
    mitre: ['T1078'],
    owasp: ['K03', 'K06'],
  },
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html',
    'https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html',
  ],
  noFix: {
    en: 'Only you know which group the identity is to have, and a mistake here locks administrators out.',
    ko: '어떤 그룹이 적절한지는 사용자만 알 수 있으며, 잘못 고치면 관리자가 접근하지 못하게 됩니다.',
  },

  judges: [
    eachObject(configMapKind, ({ data = {} }, { metadata }) => {
      if (metadata.name !== 'aws-auth' || metadata.namespace !== 'kube-system') return []
      return fields.flatMap((field): Verdict => {
        const text = data[field]
        if (text === undefined) return []
        const mapped = mastersIn(text)
        if (mapped === undefined) return [{ at: ['data', field], gap: unreadable(field) }]
        if (mapped.length === 0) return []
        const nodes = mapped.some(({ nodes: isNode }) => isNode)
        const names = mapped.map(({ arn }) => arn).join(', ')
        return [
          {
            at: ['data', field],
            message: {
              en: `${field} puts ${names} into system:masters`,
              ko: `${field}이(가) ${names}을(를) system:masters에 넣습니다`,
            },
            ...(nodes ? { severity: 'critical' as const, severityReason: everyNode } : {}),
          },
        ]
      })
    }),
  ],
  examples: {
    failing: [
      {
        name: 'a role of the pipeline',
        source: `apiVersion: v1
kind: ConfigMap
metadata: {name: aws-auth, namespace: kube-system}
data:
  mapRoles: |
    - rolearn: arn:aws:iam::111122223333:role/ci
      username: ci
      groups: [system:masters]
`,
      },
      {
        name: 'the nodes themselves',
        source: `apiVersion: v1
kind: ConfigMap
metadata: {name: aws-auth, namespace: kube-system}
data:
  mapRoles: |
    - rolearn: arn:aws:iam::111122223333:role/nodes
      username: system:node:{{EC2PrivateDNSName}}
      groups: [system:bootstrappers, system:nodes, system:masters]
`,
      },
    ],
    passing: [
      {
        name: 'nodes, and a group of one’s own',
        source: `apiVersion: v1
kind: ConfigMap
metadata: {name: aws-auth, namespace: kube-system}
data:
  mapRoles: |
    - rolearn: arn:aws:iam::111122223333:role/nodes
      username: system:node:{{EC2PrivateDNSName}}
      groups: [system:bootstrappers, system:nodes]
    - rolearn: arn:aws:iam::111122223333:role/ci
      username: ci
      groups: [deployers]
  mapUsers: '[]'
`,
      },
      {
        name: 'another ConfigMap of that name',
        source: `apiVersion: v1
kind: ConfigMap
metadata: {name: aws-auth, namespace: shop}
data:
  mapRoles: |
    - {rolearn: x, groups: [system:masters]}
`,
      },
    ],
  },
})
