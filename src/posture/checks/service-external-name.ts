import { isPrivateAddress } from '../../kube/load-balancer.ts'
import { serviceKind } from '../../kube/objects.ts'
import type { Severity, Text } from '../../model/index.ts'
import { defineCheck, eachObject } from '../check.ts'

/** Hosting names that anyone may register again once their owner lets go of them. */
const claimable =
  /\.(?:s3(?:-website)?[.-][a-z0-9-]+\.amazonaws\.com|elasticbeanstalk\.com|cloudapp\.(?:net|azure\.com)|azurewebsites\.net|azureedge\.net|trafficmanager\.net|blob\.core\.windows\.net|herokuapp\.com|herokudns\.com|github\.io|gitlab\.io|netlify\.app|vercel\.app|fly\.dev|surge\.sh|pages\.dev)$/

const metadataServers =
  /^(?:169\.254\.169\.254|metadata\.google\.internal|metadata\.azure\.internal|instance-data(?:\.ec2\.internal)?|fd00:ec2::254)$/
const apiServer = /^kubernetes\.default(?:\.svc(?:\.[a-z0-9.-]+)?)?$/

interface Target {
  readonly severity: Severity
  readonly message: Text
}

function judgeTarget(name: string): Target | undefined {
  if (metadataServers.test(name))
    return {
      severity: 'high',
      message: {
        en: `the service leads to the cloud’s metadata server ${name}: what is routed to it hands out the node’s cloud credentials`,
        ko: `서비스가 클라우드 메타데이터 서버 ${name}(으)로 이어져, 여기로 라우팅된 요청이 노드의 클라우드 자격 증명을 내줍니다`,
      },
    }
  if (apiServer.test(name) || name === 'localhost' || isPrivateAddress(name))
    return {
      severity: 'medium',
      message: {
        en: `the service leads to ${name}: an ingress or gateway that routes to it reaches its own neighbours there, past network policies`,
        ko: `서비스가 ${name}(으)로 이어져, 여기로 라우팅하는 인그레스나 게이트웨이가 네트워크 정책을 우회해 자신의 이웃에 접근합니다`,
      },
    }
  if (claimable.test(name))
    return {
      severity: 'low',
      message: {
        en: `once ${name} is given up, whoever registers it next answers in its place`,
        ko: `${name}을(를) 해지하면 다음에 등록하는 사람이 그 자리에서 응답합니다`,
      },
    }
  return undefined
}

export const serviceExternalName = defineCheck({
  id: 'posture/service-external-name',
  title: { en: 'Service leads to a name that may turn against it', ko: '서비스가 위험한 이름으로 이어집니다' },
  why: {
    en: 'Callers trust the service’s name; where it is an alias for the metadata server, the API server or a name that can be registered by others, they talk to what an attacker chose.',
    ko: '호출자는 서비스 이름을 믿지만, 그것이 메타데이터 서버나 API 서버, 남이 등록할 수 있는 이름의 별칭이면 공격자가 고른 상대와 통신하게 됩니다.',
  },
  fix: {
    en: 'Point the service at pods by a selector, or let the program name the outside host itself and check its certificate.',
    ko: '서비스를 셀렉터로 파드에 연결하거나, 프로그램이 외부 호스트를 직접 지정하고 인증서를 확인하게 합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes a route or a caller that uses the service.',
    ko: '이 서비스를 사용하는 경로나 호출자가 있어야 합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['network-policies'], mitre: ['T1557', 'T1552.007'], owasp: ['K07'] },
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#externalname',
    'https://www.cve.org/CVERecord?id=CVE-2021-32783',
  ],
  noFix: { en: 'Only you know where it was to lead.', ko: '어디로 이어져야 하는지는 사용자만 알 수 있습니다.' },
  judges: [
    eachObject(serviceKind, ({ spec }) => {
      const name = spec?.type === 'ExternalName' ? (spec.externalName ?? '').toLowerCase().replace(/\.$/, '') : ''
      const target = judgeTarget(name)
      return target === undefined ? [] : [{ at: ['spec', 'externalName'], ...target }]
    }),
  ],
  examples: {
    failing: [
      {
        name: 'the metadata server',
        source: `apiVersion: v1
kind: Service
metadata: {name: config, namespace: shop}
spec: {type: ExternalName, externalName: metadata.google.internal}
`,
      },
      {
        name: 'a name that others may register',
        source: `apiVersion: v1
kind: Service
metadata: {name: assets, namespace: shop}
spec: {type: ExternalName, externalName: shop-assets.azurewebsites.net}
`,
      },
    ],
    passing: [
      {
        name: 'a host of one’s own, and a service elsewhere in the cluster',
        source: `apiVersion: v1
kind: Service
metadata: {name: ledger, namespace: shop}
spec: {type: ExternalName, externalName: ledger.corp.example}
---
apiVersion: v1
kind: Service
metadata: {name: orders, namespace: shop}
spec: {type: ExternalName, externalName: orders.backend.svc.cluster.local}
`,
      },
    ],
  },
})
