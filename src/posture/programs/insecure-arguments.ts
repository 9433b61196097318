import type { Severity, Text } from '../../model/index.ts'

interface Danger {
  readonly severity: Severity
  /** What it gives away, after the argument's name and a colon. */
  readonly gives: Text
}

/** A flag that takes a program's protection away. */
export interface InsecureFlag extends Danger {
  /** The program by its file name or its image; both absent: any program. */
  readonly programs?: readonly string[]
  readonly images?: readonly string[]
  /** A word that has to be on the command line too, such as a subcommand. */
  readonly with?: string
  /** Without its dashes. */
  readonly flag: string
  /** Given and not false, given as false, or given with such a value. */
  readonly when: 'on' | 'off' | RegExp
  /** The program takes `--flag=true` and `--flag=false`, so that the flag can be turned where it stands. */
  readonly turns?: true
}

/** A variable that takes a program's protection away. */
export interface InsecureVariable extends Danger {
  readonly variable: RegExp
  readonly when: RegExp
  /** Another variable of the container that has to be set so too. */
  readonly with?: { readonly variable: string; readonly when: RegExp }
  /** Where another variable of such a name is set, the protection is there after all. */
  readonly unless?: RegExp
  /** The value that turns it back. */
  readonly safe?: string
}

const withoutLogin: Text = {
  en: 'whoever reaches it in the pod network reads and changes its data without a password',
  ko: '파드 네트워크에서 닿는 사람은 비밀번호 없이 데이터를 읽고 바꿉니다',
}
const openDebugger: Text = {
  en: 'whoever reaches the debugger’s port runs code in the program',
  ko: '디버거 포트에 닿는 사람은 프로그램 안에서 코드를 실행합니다',
}
const shellWithoutLogin: Text = {
  en: 'whoever reaches it has a shell in the container without a login',
  ko: '닿는 사람은 로그인 없이 컨테이너의 셸을 얻습니다',
}
const anyCertificate: Text = {
  en: 'the program takes any certificate, so whoever is on the way poses as the other side',
  ko: '프로그램이 아무 인증서나 받아들여 경로상의 누구나 상대방으로 위장할 수 있습니다',
}
const everywhere = /^(?:0\.0\.0\.0|\[?::\]?|\*)(?::\d+)?$/
const yes = /^(?:true|yes|1|on)$/i
const no = /^(?:false|no|0|off)$/i

const dashboard = { programs: ['dashboard'], images: ['kubernetesui/dashboard', 'kubernetes-dashboard-amd64'] } as const

/** Source: the programs' own references of their command lines. Flags of the Kubernetes components themselves are judged with the hosts. */
export const insecureFlags: readonly InsecureFlag[] = [
  {
    ...dashboard,
    flag: 'enable-skip-login',
    when: 'on',
    turns: true,
    severity: 'high',
    gives: {
      en: 'whoever reaches the dashboard skips the login and acts with its service account',
      ko: '대시보드에 닿는 사람은 로그인을 건너뛰고 그 서비스 어카운트로 작업합니다',
    },
  },
  {
    ...dashboard,
    flag: 'enable-insecure-login',
    when: 'on',
    turns: true,
    severity: 'medium',
    gives: {
      en: 'tokens are sent to the dashboard over plain HTTP, for everyone on the way to read',
      ko: '토큰이 평문 HTTP로 대시보드에 전송되어 경로상의 누구나 읽을 수 있습니다',
    },
  },
  {
    programs: ['argocd-server'],
    flag: 'disable-auth',
    when: 'on',
    turns: true,
    severity: 'critical',
    gives: {
      en: 'whoever reaches Argo CD deploys to every cluster it manages without a login',
      ko: 'Argo CD에 닿는 사람은 로그인 없이 관리 대상 모든 클러스터에 배포합니다',
    },
  },
  {
    programs: ['argocd-server'],
    flag: 'insecure',
    when: 'on',
    turns: true,
    severity: 'low',
    gives: {
      en: 'logins and tokens travel in plain text between the proxy in front and Argo CD',
      ko: '로그인 정보와 토큰이 앞단 프록시와 Argo CD 사이에서 평문으로 전송됩니다',
    },
  },
  {
    images: ['argoproj/argocli'],
    programs: ['argo'],
    flag: 'auth-mode',
    when: /^server$/,
    severity: 'high',
    gives: {
      en: 'whoever reaches the Argo server starts pods with its service account, without a login',
      ko: 'Argo 서버에 닿는 사람은 로그인 없이 그 서비스 어카운트로 파드를 시작합니다',
    },
  },
  {
    programs: ['etcd'],
    images: ['coreos/etcd', 'registry.k8s.io/etcd', 'k8s.gcr.io/etcd', 'bitnami/etcd', 'bitnamilegacy/etcd'],
    flag: 'client-cert-auth',
    when: 'off',
    turns: true,
    severity: 'high',
    gives: withoutLogin,
  },
  {
    programs: ['etcd'],
    images: ['coreos/etcd', 'registry.k8s.io/etcd', 'k8s.gcr.io/etcd', 'bitnami/etcd', 'bitnamilegacy/etcd'],
    flag: 'listen-client-urls',
    when: /(?:^|,)http:\/\/(?!127\.|localhost|\[::1\])/,
    severity: 'medium',
    gives: {
      en: 'etcd answers over plain HTTP, which cannot ask for a client certificate',
      ko: 'etcd가 클라이언트 인증서를 요구할 수 없는 평문 HTTP로 응답합니다',
    },
  },
  {
    programs: ['traefik'],
    images: ['library/traefik', 'traefik/traefik'],
    flag: 'api.insecure',
    when: 'on',
    turns: true,
    severity: 'medium',
    gives: {
      en: 'Traefik shows its routes and services on port 8080 to anyone, without a login',
      ko: 'Traefik이 8080 포트에서 로그인 없이 누구에게나 경로와 서비스를 보여 줍니다',
    },
  },
  {
    images: ['library/traefik', 'traefik/traefik'],
    programs: ['traefik'],
    flag: 'serversTransport.insecureSkipVerify',
    when: 'on',
    turns: true,
    severity: 'low',
    gives: anyCertificate,
  },
  {
    programs: ['nginx-ingress-controller'],
    images: ['ingress-nginx/controller'],
    flag: 'enable-annotation-validation',
    when: 'off',
    turns: true,
    severity: 'high',
    gives: {
      en: 'whoever may write an Ingress puts raw text into the controller’s configuration and reads the Secrets that it may read',
      ko: 'Ingress를 쓸 수 있는 사람이 컨트롤러 설정에 임의의 내용을 넣어 컨트롤러가 읽을 수 있는 시크릿을 읽습니다',
    },
  },
  {
    programs: ['metrics-server'],
    images: ['metrics-server/metrics-server'],
    flag: 'kubelet-insecure-tls',
    when: 'on',
    turns: true,
    severity: 'low',
    gives: {
      en: 'whoever is on the way to a node poses as its kubelet and takes the token of metrics-server',
      ko: '노드로 가는 경로상의 누구나 kubelet으로 위장하여 metrics-server의 토큰을 얻을 수 있습니다',
    },
  },
  {
    programs: ['kubectl'],
    images: ['bitnami/kubectl', 'bitnamilegacy/kubectl', 'registry.k8s.io/kubectl', 'rancher/kubectl', 'alpine/k8s'],
    with: 'proxy',
    flag: 'address',
    when: everywhere,
    severity: 'critical',
    gives: {
      en: 'whoever reaches the port acts in the cluster with this pod’s service account, without a login',
      ko: '포트에 닿는 사람은 로그인 없이 이 파드의 서비스 어카운트로 클러스터에서 작업합니다',
    },
  },
  {
    programs: ['prometheus'],
    images: ['prom/prometheus', 'prometheus/prometheus'],
    flag: 'web.enable-admin-api',
    when: 'on',
    severity: 'medium',
    gives: {
      en: 'whoever reaches Prometheus deletes its data and with it the traces of an attack',
      ko: 'Prometheus에 닿는 사람은 데이터를 지워 공격의 흔적까지 없앨 수 있습니다',
    },
  },
  { programs: ['redis-server'], flag: 'protected-mode', when: no, severity: 'medium', gives: withoutLogin },
  { programs: ['mongod'], images: ['library/mongo'], flag: 'noauth', when: 'on', severity: 'medium', gives: withoutLogin },
  ...['NotebookApp.token', 'ServerApp.token', 'IdentityProvider.token'].map(
    (flag): InsecureFlag => ({ flag, when: /^$/, severity: 'high', gives: shellWithoutLogin }),
  ),
  {
    programs: ['code-server'],
    images: ['codercom/code-server'],
    flag: 'auth',
    when: /^none$/,
    severity: 'high',
    gives: shellWithoutLogin,
  },
  {
    programs: ['vault'],
    images: ['hashicorp/vault', 'library/vault'],
    with: 'server',
    flag: 'dev',
    when: 'on',
    severity: 'high',
    gives: {
      en: 'Vault starts unsealed, in memory, without TLS, with a root token that it prints into the log',
      ko: 'Vault가 봉인 해제 상태로 메모리에서 TLS 없이 시작되며 root 토큰을 로그에 출력합니다',
    },
  },
  ...['inspect', 'inspect-brk'].map((flag): InsecureFlag => ({ flag, when: everywhere, severity: 'high', gives: openDebugger })),
  { programs: ['dlv'], flag: 'listen', when: /^(?:0\.0\.0\.0|\[::\]|\*)?:\d+$/, severity: 'high', gives: openDebugger },
]

/** The Java debugger on every address, wherever it is switched on. */
export const javaDebugger: Danger & { readonly pattern: RegExp } = {
  pattern: /-(?:agentlib:jdwp=|Xrunjdwp:)\S{0,200}?address=(?:\*|0\.0\.0\.0|\[?::\]?):?\d*/,
  severity: 'high',
  gives: openDebugger,
}

/** Source: the images' own documentation. */
export const insecureVariables: readonly InsecureVariable[] = [
  { variable: /^POSTGRES_HOST_AUTH_METHOD$/, when: /^trust$/, severity: 'medium', gives: withoutLogin, safe: 'scram-sha-256' },
  {
    variable: /^(?:MYSQL|MARIADB)_ALLOW_EMPTY_(?:ROOT_)?PASSWORD$/,
    when: /./,
    unless: /_ROOT_PASSWORD(?:_FILE|_HASH)?$/,
    severity: 'medium',
    gives: withoutLogin,
  },
  {
    // Images of Bitnami.
    variable: /^ALLOW_EMPTY_PASSWORD$/,
    when: yes,
    unless: /^(?!ALLOW_).*_PASSWORD(?:_FILE)?$/,
    severity: 'medium',
    gives: withoutLogin,
    safe: 'no',
  },
  {
    variable: /^(?:ALLOW_ANONYMOUS_LOGIN|ALLOW_NONE_AUTHENTICATION)$/,
    when: yes,
    severity: 'medium',
    gives: withoutLogin,
    safe: 'no',
  },
  { variable: /^NEO4J_AUTH$/, when: /^none$/, severity: 'medium', gives: withoutLogin },
  { variable: /^xpack\.security\.enabled$/, when: no, severity: 'medium', gives: withoutLogin, safe: 'true' },
  {
    variable: /^DISABLE_SECURITY_PLUGIN$|^plugins\.security\.disabled$/,
    when: yes,
    severity: 'medium',
    gives: withoutLogin,
    safe: 'false',
  },
  { variable: /^ME_CONFIG_BASICAUTH(?:_ENABLED)?$/, when: no, severity: 'medium', gives: withoutLogin },
  {
    variable: /^GF_AUTH_ANONYMOUS_ORG_ROLE$/,
    when: /^(?:Admin|Editor)$/i,
    with: { variable: 'GF_AUTH_ANONYMOUS_ENABLED', when: yes },
    severity: 'medium',
    gives: {
      en: 'every visitor edits Grafana without a login and queries whatever its data sources reach',
      ko: '모든 방문자가 로그인 없이 Grafana를 편집하고 데이터 소스가 닿는 것을 조회합니다',
    },
    safe: 'Viewer',
  },
  {
    variable: /^ARGOCD_SERVER_DISABLE_AUTH$/,
    when: yes,
    severity: 'critical',
    gives: {
      en: 'whoever reaches Argo CD deploys to every cluster it manages without a login',
      ko: 'Argo CD에 닿는 사람은 로그인 없이 관리 대상 모든 클러스터에 배포합니다',
    },
    safe: 'false',
  },
  { variable: /^NODE_TLS_REJECT_UNAUTHORIZED$/, when: /^0$/, severity: 'medium', gives: anyCertificate, safe: '1' },
  { variable: /^PYTHONHTTPSVERIFY$/, when: /^0$/, severity: 'medium', gives: anyCertificate, safe: '1' },
  { variable: /^GIT_SSL_NO_VERIFY$/, when: yes, severity: 'medium', gives: anyCertificate, safe: 'false' },
]
