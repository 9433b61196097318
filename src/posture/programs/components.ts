// table: one list of what is known against components, read top to bottom when it is brought up to date

import { type ImageReference, isImage } from '../../kube/image-reference.ts'
import { isWithin, parseVersion, type VersionRange } from '../../lib/version.ts'
import { compareSeverity, type Severity, type Text } from '../../model/index.ts'

/** Month up to which the table below was checked. An end of life that comes later is not in it. */
export const componentsAsOf = '2026-11'

/** Why a component, or some versions of it, is a danger where it runs. */
export interface Flaw {
  /** Absent: whatever the version. */
  readonly versions?: readonly VersionRange[]
  readonly severity: Severity
  /** Goes on after the component's name and version. */
  readonly says: Text
  readonly advisory?: string
}

export interface Component {
  readonly name: string
  /** Images that run it, wherever they are mirrored. */
  readonly images: readonly string[]
  readonly flaws: readonly Flaw[]
}

/** No release is to be expected for any version. */
function retired(when: string, severity: Severity, instead: string): Flaw {
  return {
    severity,
    says: {
      en: `is no longer maintained since ${when}: its next vulnerability stays open; ${instead} takes its place`,
      ko: `은(는) ${when}부터 유지보수되지 않아 이후 발견되는 취약점이 그대로 남습니다. 대체: ${instead}`,
    },
  }
}

/** Versions before `below` get no more fixes. */
function outOfSupport(below: string): Flaw {
  return {
    versions: [{ below }],
    severity: 'medium',
    says: {
      en: `gets no more security fixes: releases before ${below} are out of support (as of ${componentsAsOf})`,
      ko: `은(는) 더 이상 보안 수정을 받지 않습니다: ${below} 이전 릴리스는 지원이 끝났습니다(${componentsAsOf} 기준)`,
    },
  }
}

function cve(advisory: string, severity: Severity, versions: readonly VersionRange[], en: string, ko: string): Flaw {
  return { advisory, severity, versions, says: { en: `${en} (${advisory})`, ko: `${ko}(${advisory})` } }
}

function component(name: string, images: string, ...flaws: readonly Flaw[]): Component {
  return { name, images: images.split(' '), flaws }
}

/**
 * Components that are dangerous by what they are or by their version. Only what is certain stands here; all other vulnerabilities are found in the
 * image itself. Sources: the projects' retirement notices and support tables, the CVE records named.
 */
export const components: readonly Component[] = [
  component(
    'ingress-nginx',
    'ingress-nginx/controller ingress-nginx/controller-chroot kubernetes-ingress-controller/nginx-ingress-controller',
    retired('2026-03', 'high', 'Gateway API'),
    cve(
      'CVE-2025-1974',
      'critical',
      [{ below: '1.11.5' }, { from: '1.12.0', below: '1.12.1' }],
      'lets anything in the pod network run code in the controller and read every Secret of the cluster through its admission webhook',
      '은(는) 파드 네트워크의 누구나 승인 웹훅을 통해 컨트롤러에서 코드를 실행하고 클러스터의 모든 시크릿을 읽을 수 있습니다',
    ),
    cve(
      'CVE-2026-24512',
      'high',
      [{ below: '1.13.7' }, { from: '1.14.0', below: '1.14.3' }],
      'lets whoever may write an Ingress run code in the controller by the path of a rule',
      '은(는) Ingress를 쓸 수 있는 사람이 규칙의 경로로 컨트롤러에서 코드를 실행할 수 있습니다',
    ),
    cve(
      'CVE-2026-4342',
      'high',
      [{ below: '1.13.9' }, { from: '1.14.0', below: '1.14.5' }, { from: '1.15.0', below: '1.15.1' }],
      'lets whoever may write an Ingress run code in the controller by its annotations',
      '은(는) Ingress를 쓸 수 있는 사람이 어노테이션으로 컨트롤러에서 코드를 실행할 수 있습니다',
    ),
  ),
  component(
    'Kubernetes Dashboard',
    'kubernetesui/dashboard kubernetesui/dashboard-web kubernetesui/dashboard-api kubernetesui/dashboard-auth kubernetes-dashboard-amd64',
    retired('2026-01', 'medium', 'Headlamp'),
    cve(
      'CVE-2018-18264',
      'high',
      [{ below: '1.10.1' }],
      'lets a visitor skip the login and read the Secrets of its service account',
      '은(는) 방문자가 로그인을 건너뛰고 서비스 어카운트의 시크릿을 읽을 수 있습니다',
    ),
  ),
  component('Tiller', 'kubernetes-helm/tiller helm/tiller', {
    severity: 'critical',
    says: {
      en: 'asks for no login by default and usually may do everything: whoever reaches its port 44134 in the pod network owns the cluster (Helm 2 ended in 2020-11)',
      ko: '은(는) 기본적으로 로그인을 요구하지 않으며 보통 모든 권한을 가집니다. 파드 네트워크에서 44134 포트에 닿는 사람이 클러스터를 장악합니다(Helm 2는 2020-11에 종료)',
    },
  }),
  component('Weave Scope', 'weaveworks/scope', {
    severity: 'high',
    says: {
      en: 'opens a terminal in every container and on every node without a login, and is no longer maintained since 2024-02',
      ko: '은(는) 로그인 없이 모든 컨테이너와 노드의 터미널을 열어 주며 2024-02부터 유지보수되지 않습니다',
    },
  }),
  component('Weave Net', 'weaveworks/weave-kube weaveworks/weave-npc', retired('2024-06', 'medium', 'Cilium, Calico')),
  component(
    'Heapster',
    'heapster-amd64 heapster heapster-grafana-amd64 heapster-influxdb-amd64',
    retired('2018', 'medium', 'metrics-server'),
  ),
  component('Flux 1', 'fluxcd/flux fluxcd/helm-operator weaveworks/flux', retired('2022-11', 'medium', 'Flux 2')),
  component('kube-lego', 'jetstack/kube-lego', retired('2018', 'medium', 'cert-manager')),
  component('KubeFed', 'kubernetes-multicluster/kubefed', retired('2023-04', 'medium', 'Karmada')),
  component(
    'Open Service Mesh',
    'openservicemesh/osm-controller openservicemesh/osm-injector',
    retired('2023', 'medium', 'Istio'),
  ),
  component(
    'kubernetes-external-secrets',
    'external-secrets/kubernetes-external-secrets godaddy/kubernetes-external-secrets',
    retired('2022', 'medium', 'External Secrets Operator'),
  ),
  component('kaniko', 'kaniko-project/executor', retired('2025-06', 'medium', 'BuildKit')),
  component('Promtail', 'grafana/promtail', retired('2026-03', 'medium', 'Grafana Alloy')),
  component('Grafana Agent', 'grafana/agent grafana/agent-operator', retired('2025-11', 'medium', 'Grafana Alloy')),
  component(
    'kube-dns',
    'k8s-dns-dnsmasq-nanny k8s-dns-dnsmasq-nanny-amd64',
    cve(
      'CVE-2017-14491',
      'high',
      [{ below: '1.14.5' }],
      'lets whoever answers a DNS query run code in the cluster’s DNS server',
      '은(는) DNS 질의에 응답하는 사람이 클러스터의 DNS 서버에서 코드를 실행할 수 있습니다',
    ),
  ),
  component(
    'Kubernetes',
    'registry.k8s.io/kube-apiserver registry.k8s.io/kube-controller-manager registry.k8s.io/kube-scheduler registry.k8s.io/kube-proxy k8s.gcr.io/kube-apiserver k8s.gcr.io/kube-controller-manager k8s.gcr.io/kube-scheduler k8s.gcr.io/kube-proxy k8s.gcr.io/hyperkube',
    outOfSupport('1.34'),
  ),
  component('etcd', 'registry.k8s.io/etcd k8s.gcr.io/etcd coreos/etcd coreos/etcd-development/etcd', outOfSupport('3.4')),
  component(
    'Istio',
    'istio-release/pilot istio-release/proxyv2 istio/pilot istio/proxyv2 istio/operator istio/install-cni',
    outOfSupport('1.28'),
  ),
  component(
    'cert-manager',
    'jetstack/cert-manager-controller jetstack/cert-manager-webhook jetstack/cert-manager-cainjector',
    outOfSupport('1.20'),
  ),
  component('Traefik', 'library/traefik traefik/traefik', outOfSupport('2.11')),
  component(
    'Argo CD',
    'argoproj/argocd argoproj/argo-cd',
    outOfSupport('3.4'),
    cve(
      'CVE-2022-29165',
      'critical',
      [
        { from: '1.4.0', below: '2.1.15' },
        { from: '2.2.0', below: '2.2.9' },
        { from: '2.3.0', below: '2.3.4' },
      ],
      'takes forged tokens where anonymous access is on, so that a visitor becomes administrator of what it deploys to',
      '은(는) 익명 접근이 켜져 있으면 위조 토큰을 받아들여 방문자가 배포 대상 클러스터의 관리자가 됩니다',
    ),
    cve(
      'CVE-2022-24348',
      'high',
      [{ below: '2.1.9' }, { from: '2.2.0', below: '2.2.4' }],
      'lets a crafted Helm chart read files and secrets of other applications',
      '은(는) 조작된 Helm 차트가 다른 애플리케이션의 파일과 시크릿을 읽을 수 있습니다',
    ),
    cve(
      'CVE-2024-31989',
      'high',
      [
        { below: '2.8.19' },
        { from: '2.9.0', below: '2.9.15' },
        { from: '2.10.0', below: '2.10.10' },
        { from: '2.11.0', below: '2.11.1' },
      ],
      'keeps its cache in a Redis without a password, through which a pod in the cluster may become administrator',
      '은(는) 캐시를 비밀번호 없는 Redis에 두어 클러스터의 파드가 이를 통해 관리자가 될 수 있습니다',
    ),
    cve(
      'CVE-2025-55190',
      'high',
      [
        { from: '2.13.0', below: '2.13.9' },
        { from: '2.14.0', below: '2.14.16' },
        { from: '3.0.0', below: '3.0.13' },
        { from: '3.1.0', below: '3.1.2' },
      ],
      'hands repository passwords to every token that may read a project',
      '은(는) 프로젝트를 읽을 수 있는 모든 토큰에 저장소 비밀번호를 내줍니다',
    ),
  ),
  component(
    'Azure Files CSI driver',
    'csi/azurefile-csi mcr.microsoft.com/k8s/csi/azurefile-csi',
    cve(
      'CVE-2024-3744',
      'medium',
      [{ below: '1.29.4' }, { from: '1.30.0', below: '1.30.1' }],
      'writes service account tokens into its log',
      '은(는) 서비스 어카운트 토큰을 로그에 남깁니다',
    ),
  ),
  component(
    'Secrets Store CSI driver',
    'csi-secrets-store/driver',
    cve(
      'CVE-2023-2878',
      'medium',
      [{ below: '1.3.3' }],
      'writes service account tokens into its log',
      '은(는) 서비스 어카운트 토큰을 로그에 남깁니다',
    ),
  ),
  component(
    'NVIDIA Container Toolkit',
    'nvidia/k8s/container-toolkit',
    cve(
      'CVE-2024-0132',
      'critical',
      [{ below: '1.16.2' }],
      'lets a crafted image break out of its container onto the node',
      '은(는) 조작된 이미지가 컨테이너를 벗어나 노드를 장악할 수 있습니다',
    ),
    cve(
      'CVE-2025-23266',
      'critical',
      [{ below: '1.17.8' }],
      'lets a crafted image run code on the node as root',
      '은(는) 조작된 이미지가 노드에서 root로 코드를 실행할 수 있습니다',
    ),
  ),
  component(
    'Rancher',
    'rancher/rancher',
    cve(
      'CVE-2021-36782',
      'critical',
      [{ below: '2.5.16' }, { from: '2.6.0', below: '2.6.7' }],
      'shows the clusters’ administrator tokens to ordinary users',
      '은(는) 일반 사용자에게 클러스터 관리자 토큰을 보여 줍니다',
    ),
  ),
  component(
    'Fluent Bit',
    'fluent/fluent-bit',
    cve(
      'CVE-2024-4323',
      'high',
      [
        { from: '2.0.7', below: '2.2.3' },
        { from: '3.0.0', below: '3.0.4' },
      ],
      'lets whoever reaches its HTTP port read its memory or crash it',
      '은(는) HTTP 포트에 닿는 사람이 메모리를 읽거나 중단시킬 수 있습니다',
    ),
  ),
  component(
    'Harbor',
    'goharbor/harbor-core',
    cve(
      'CVE-2019-16097',
      'critical',
      [
        { from: '1.7.0', below: '1.7.6' },
        { from: '1.8.0', below: '1.8.3' },
      ],
      'lets a visitor register as administrator and replace every image',
      '은(는) 방문자가 관리자로 가입하여 모든 이미지를 바꿀 수 있습니다',
    ),
  ),
  component(
    'Jenkins',
    'jenkins/jenkins',
    cve(
      'CVE-2024-23897',
      'critical',
      [{ below: '2.426.3' }, { from: '2.427', below: '2.442' }],
      'lets a visitor read files of the controller, and with them run code',
      '은(는) 방문자가 컨트롤러의 파일을 읽고 이를 이용해 코드를 실행할 수 있습니다',
    ),
  ),
  component(
    'TeamCity',
    'jetbrains/teamcity-server',
    cve(
      'CVE-2024-27198',
      'critical',
      [{ below: '2023.11.4' }],
      'lets a visitor become administrator without a login',
      '은(는) 방문자가 로그인 없이 관리자가 될 수 있습니다',
    ),
  ),
  component(
    'GitLab',
    'gitlab/gitlab-ce gitlab/gitlab-ee',
    cve(
      'CVE-2021-22205',
      'critical',
      [
        { from: '11.9.0', below: '13.8.8' },
        { from: '13.9.0', below: '13.9.6' },
        { from: '13.10.0', below: '13.10.3' },
      ],
      'lets a visitor run code by uploading a picture',
      '은(는) 방문자가 그림 파일을 올려 코드를 실행할 수 있습니다',
    ),
  ),
  component(
    'Nexus Repository',
    'sonatype/nexus3',
    cve(
      'CVE-2024-4956',
      'high',
      [{ below: '3.68.1' }],
      'lets a visitor read any file of the server',
      '은(는) 방문자가 서버의 모든 파일을 읽을 수 있습니다',
    ),
  ),
  component(
    'Confluence',
    'atlassian/confluence atlassian/confluence-server',
    cve(
      'CVE-2023-22527',
      'critical',
      [{ from: '8.0.0', below: '8.5.4' }],
      'lets a visitor run code in the server',
      '은(는) 방문자가 서버에서 코드를 실행할 수 있습니다',
    ),
  ),
  component(
    'ActiveMQ',
    'apache/activemq-classic rmohr/activemq symptoma/activemq',
    cve(
      'CVE-2023-46604',
      'critical',
      [
        { below: '5.15.16' },
        { from: '5.16.0', below: '5.16.7' },
        { from: '5.17.0', below: '5.17.6' },
        { from: '5.18.0', below: '5.18.3' },
      ],
      'lets whoever reaches its broker port run code in it',
      '은(는) 브로커 포트에 닿는 사람이 그 안에서 코드를 실행할 수 있습니다',
    ),
  ),
  component(
    'Superset',
    'apache/superset',
    cve(
      'CVE-2023-27524',
      'high',
      [{ below: '2.1.0' }],
      'signs sessions with a key that is public unless it was changed, so that a visitor becomes administrator',
      '은(는) 바꾸지 않으면 공개된 키로 세션에 서명하여 방문자가 관리자가 될 수 있습니다',
    ),
  ),
  component(
    'Grafana',
    'grafana/grafana grafana/grafana-oss grafana/grafana-enterprise',
    cve(
      'CVE-2021-43798',
      'high',
      [
        { from: '8.0.0', below: '8.0.7' },
        { from: '8.1.0', below: '8.1.8' },
        { from: '8.2.0', below: '8.2.7' },
        { from: '8.3.0', below: '8.3.1' },
      ],
      'lets a visitor read any file of the container without a login',
      '은(는) 방문자가 로그인 없이 컨테이너의 모든 파일을 읽을 수 있습니다',
    ),
  ),
  component(
    'MinIO',
    'minio/minio',
    cve(
      'CVE-2023-28432',
      'critical',
      [{ from: 'RELEASE.2019-12-17T00-00-00Z', below: 'RELEASE.2023-03-20T20-16-18Z' }],
      'tells a visitor its root password when it runs on several nodes',
      '은(는) 여러 노드로 실행될 때 방문자에게 root 비밀번호를 알려 줍니다',
    ),
    cve(
      'CVE-2025-62506',
      'high',
      [{ from: 'RELEASE.2015-01-01T00-00-00Z', below: 'RELEASE.2025-10-15T17-29-55Z' }],
      'lets a restricted service account take the full rights of its owner',
      '은(는) 제한된 서비스 계정이 소유자의 모든 권한을 얻을 수 있습니다',
    ),
  ),
  component(
    'Redis',
    'library/redis bitnami/redis bitnamilegacy/redis',
    cve(
      'CVE-2025-49844',
      'high',
      [
        { below: '6.2.20' },
        { from: '7.0.0', below: '7.2.11' },
        { from: '7.4.0', below: '7.4.6' },
        { from: '8.0.0', below: '8.0.4' },
        { from: '8.2.0', below: '8.2.2' },
      ],
      'lets whoever may send it commands, which is anyone where no password is set, run code in it by a Lua script',
      '은(는) 명령을 보낼 수 있는 사람(비밀번호가 없으면 누구나)이 Lua 스크립트로 그 안에서 코드를 실행할 수 있습니다',
    ),
  ),
]

/** Registries that still serve images which nobody updates any more. */
export const frozenRegistries: readonly { readonly prefix: string; readonly says: Text }[] = [
  {
    prefix: 'docker.io/bitnamilegacy/',
    says: {
      en: 'is from Bitnami’s legacy repository, whose images get no update since 2025-08: vulnerabilities found since then stay open',
      ko: '은(는) Bitnami 레거시 저장소의 이미지로 2025-08 이후 갱신되지 않아 그 뒤 발견된 취약점이 그대로 남습니다',
    },
  },
  {
    prefix: 'k8s.gcr.io/',
    says: {
      en: 'is from k8s.gcr.io, which is frozen since 2023-04: fixed images appear in registry.k8s.io only',
      ko: '은(는) 2023-04부터 동결된 k8s.gcr.io의 이미지이며, 수정된 이미지는 registry.k8s.io에만 올라옵니다',
    },
  },
]

/** What is known against an image, worst first. Without a version only what holds for every version. */
export function flawsOf(image: ImageReference): { readonly component: Component; readonly flaws: readonly Flaw[] } | undefined {
  const found = components.find(({ images }) => images.some((name) => isImage(image, name)))
  if (found === undefined) return undefined
  const version = image.tag === undefined ? undefined : parseVersion(image.tag)
  const flaws = found.flaws.filter(
    ({ versions }) => versions === undefined || (version !== undefined && isWithin(version, versions)),
  )
  return flaws.length === 0
    ? undefined
    : { component: found, flaws: flaws.toSorted((a, b) => compareSeverity(a.severity, b.severity)) }
}
