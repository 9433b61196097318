import type { Severity, Text } from '../../model/index.ts'

/** Verbs on a resource that give something to an attacker. Any one of the verbs is enough. */
export interface Right {
  readonly group: string
  readonly resource: string
  readonly verbs: readonly string[]
  /** The resource belongs to no namespace, so the right holds only where it is given for the whole cluster. */
  readonly clusterScoped?: true
}

/** Rights that open the same door. */
export interface Danger {
  /** Severity where the rights hold in the whole cluster. */
  readonly severity: Severity
  readonly rights: readonly Right[]
  /** What the rights give, to follow a subject: `reads every password`. */
  readonly gain: Text
}

const change = ['create', 'update', 'patch'] as const
const any = [...change, 'delete', 'deletecollection'] as const

const controllers = [
  ['apps', 'deployments'],
  ['apps', 'daemonsets'],
  ['apps', 'statefulsets'],
  ['apps', 'replicasets'],
  ['', 'replicationcontrollers'],
  ['batch', 'jobs'],
  ['batch', 'cronjobs'],
] as const

const guards = [
  'validatingwebhookconfigurations',
  'mutatingwebhookconfigurations',
  'validatingadmissionpolicies',
  'validatingadmissionpolicybindings',
  'mutatingadmissionpolicies',
  'mutatingadmissionpolicybindings',
] as const

/**
 * What a role can open, by the name of the check that tells it.
 * Source: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks, CIS Kubernetes Benchmark section 5.1.
 */
export const dangers = {
  readsSecrets: {
    severity: 'high',
    rights: [{ group: '', resource: 'secrets', verbs: ['get', 'list', 'watch'] }],
    gain: { en: 'reads the passwords, keys and tokens kept there', ko: '그곳에 보관된 비밀번호, 키, 토큰을 읽습니다' },
  },
  entersPods: {
    severity: 'high',
    rights: [
      { group: '', resource: 'pods/exec', verbs: ['create', 'get'] },
      { group: '', resource: 'pods/attach', verbs: ['create', 'get'] },
      { group: '', resource: 'pods/portforward', verbs: ['create', 'get'] },
      { group: '', resource: 'pods/ephemeralcontainers', verbs: ['update', 'patch'] },
    ],
    gain: {
      en: 'gets into running pods, with their data and their service accounts',
      ko: '실행 중인 파드에 들어가 데이터와 서비스 어카운트를 얻습니다',
    },
  },
  createsPods: {
    severity: 'high',
    rights: [
      { group: '', resource: 'pods', verbs: change },
      ...controllers.map(([group, resource]) => ({ group, resource, verbs: change })),
    ],
    gain: {
      en: 'runs any image as any service account there, with any secret mounted',
      ko: '그곳의 어떤 서비스 어카운트로든 임의의 이미지를 실행하고 시크릿을 마운트합니다',
    },
  },
  escalates: {
    severity: 'critical',
    rights: [
      { group: 'rbac.authorization.k8s.io', resource: 'roles', verbs: ['escalate', 'bind'] },
      { group: 'rbac.authorization.k8s.io', resource: 'clusterroles', verbs: ['escalate'], clusterScoped: true },
      { group: 'rbac.authorization.k8s.io', resource: 'clusterroles', verbs: ['bind'] },
      { group: '', resource: 'users', verbs: ['impersonate'], clusterScoped: true },
      { group: '', resource: 'groups', verbs: ['impersonate'], clusterScoped: true },
      { group: '', resource: 'serviceaccounts', verbs: ['impersonate'] },
    ],
    gain: { en: 'takes rights that its holder does not have', ko: '보유자에게 없는 권한까지 얻습니다' },
  },
  reachesNodes: {
    severity: 'critical',
    rights: [{ group: '', resource: 'nodes/proxy', verbs: ['get', ...any], clusterScoped: true }],
    gain: {
      en: 'runs commands in every pod through the kubelet, past admission and audit',
      ko: '어드미션과 감사를 거치지 않고 kubelet을 통해 모든 파드에서 명령을 실행합니다',
    },
  },
  issuesTokens: {
    severity: 'high',
    rights: [{ group: '', resource: 'serviceaccounts/token', verbs: ['create'] }],
    gain: { en: 'gets a token for any service account there', ko: '그곳의 모든 서비스 어카운트의 토큰을 발급받습니다' },
  },
  approvesCertificates: {
    severity: 'high',
    rights: [
      {
        group: 'certificates.k8s.io',
        resource: 'certificatesigningrequests/approval',
        verbs: ['update', 'patch'],
        clusterScoped: true,
      },
    ],
    gain: {
      en: 'approves certificates that name any user or node',
      ko: '임의의 사용자나 노드 이름을 가진 인증서를 승인합니다',
    },
  },
  controlsAdmission: {
    severity: 'high',
    rights: guards.map((resource) => ({
      group: 'admissionregistration.k8s.io',
      resource,
      verbs: any,
      clusterScoped: true as const,
    })),
    gain: {
      en: 'switches off what guards the cluster, or reads and rewrites every object that is written',
      ko: '클러스터의 보호 장치를 끄거나 기록되는 모든 오브젝트를 읽고 바꿉니다',
    },
  },
  opensNetwork: {
    severity: 'low',
    rights: [{ group: 'networking.k8s.io', resource: 'networkpolicies', verbs: any }],
    gain: { en: 'opens the network between pods', ko: '파드 사이의 네트워크를 엽니다' },
  },
  hidesTraces: {
    severity: 'low',
    rights: [
      { group: '', resource: 'events', verbs: ['delete', 'deletecollection'] },
      { group: 'events.k8s.io', resource: 'events', verbs: ['delete', 'deletecollection'] },
      { group: '', resource: 'pods/log', verbs: ['delete', 'deletecollection'] },
    ],
    gain: { en: 'wipes out the traces of an attack', ko: '공격의 흔적을 지웁니다' },
  },
  editsClusterConfig: {
    severity: 'medium',
    rights: [{ group: '', resource: 'configmaps', verbs: ['update', 'patch'] }],
    gain: {
      en: 'rewrites what the cluster runs by, such as DNS (coredns) or, on EKS, who is an administrator (aws-auth)',
      ko: 'DNS(coredns)나 EKS의 관리자 목록(aws-auth)처럼 클러스터를 좌우하는 설정을 바꿉니다',
    },
  },
  createsVolumes: {
    severity: 'high',
    rights: [{ group: '', resource: 'persistentvolumes', verbs: ['create'], clusterScoped: true }],
    gain: {
      en: 'makes a volume of any directory of a node, which Pod Security does not see',
      ko: 'Pod Security가 보지 못하는 경로로 노드의 임의 디렉터리를 볼륨으로 만듭니다',
    },
  },
} as const satisfies { readonly [name: string]: Danger }
