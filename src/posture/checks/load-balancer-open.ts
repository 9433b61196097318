import { loadBalancerReach } from '../../kube/load-balancer.ts'
import type { Severity, Text } from '../../model/index.ts'
import { type Cause, defineCheck, together, type WorldVerdict } from '../check.ts'
import { type Door, doors } from '../exposure.ts'
import { type Sensitive, sensitiveBehind } from '../reached.ts'

const webPorts = new Set([80, 443, 8080, 8443])

const forTheWeb: Text = {
  en: 'It opens the ports of websites only.',
  ko: '웹사이트용 포트만 엽니다.',
}
const notForThePublic: Text = {
  en: 'What listens there is not made for the public.',
  ko: '그곳에서 수신하는 것은 일반 공개용이 아닙니다.',
}

function weigh(worst: Sensitive | undefined, door: Door): { readonly severity?: Severity; readonly severityReason?: Text } {
  if (worst !== undefined) return { severity: worst.severity, severityReason: notForThePublic }
  if (door.ports.every(({ port }) => port !== undefined && webPorts.has(port)))
    return { severity: 'low', severityReason: forTheWeb }
  return {}
}

function describe(worst: Sensitive | undefined, door: Door, range: string | undefined): Text {
  const ports = door.ports.map(({ port }) => port ?? '?').join(', ')
  const en = range === undefined ? '' : ` (${range})`
  if (worst !== undefined)
    return {
      en: `the load balancer lets any address of the internet${en} connect to port ${worst.port ?? '?'}, ${worst.name}: ${worst.gives.en}`,
      ko: `로드 밸런서가 인터넷의 모든 주소${en}에서 포트 ${worst.port ?? '?'}(${worst.name})에 접속하도록 허용합니다: ${worst.gives.ko}`,
    }
  return {
    en: `the load balancer lets any address of the internet${en} connect to port ${ports}`,
    ko: `로드 밸런서가 인터넷의 모든 주소${en}에서 포트 ${ports}에 접속하도록 허용합니다`,
  }
}

export const loadBalancerOpen = defineCheck({
  id: 'posture/load-balancer-open',
  title: { en: 'Load balancer is open to every address', ko: '로드 밸런서가 모든 주소에 열려 있습니다' },
  why: {
    en: 'Scanners find a public address within minutes; whatever listens behind it meets every exploit and password list of the internet directly.',
    ko: '공개 주소는 몇 분 안에 스캐너에 발견되며, 그 뒤의 프로그램은 인터넷의 모든 공격 코드와 비밀번호 목록에 그대로 노출됩니다.',
  },
  fix: {
    en: 'List the address ranges of the callers in spec.loadBalancerSourceRanges, or make the load balancer internal by your cloud’s annotation.',
    ko: 'spec.loadBalancerSourceRanges에 호출자의 주소 범위를 나열하거나 클라우드의 어노테이션으로 내부용 로드 밸런서로 만듭니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes a weakness in what listens there.',
    ko: '그곳에서 수신하는 프로그램에 약점이 있어야 합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['network-policies'], mitre: ['T1190', 'T1133'], owasp: ['K07'] },
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer',
    'https://kubernetes.io/docs/tasks/access-application-cluster/create-external-load-balancer/',
  ],
  noFix: { en: 'Only you know who is to connect.', ko: '누가 접속해야 하는지는 사용자만 알 수 있습니다.' },
  judges: [
    together((world) =>
      doors(world).flatMap((door): WorldVerdict => {
        if (door.by !== 'LoadBalancer') return []
        const on = door.service
        const reach = loadBalancerReach(on.body, on.object.metadata.annotations)
        if (reach.by === 'elsewhere')
          return [
            {
              on,
              at: reach.at,
              gap: {
                en: 'who may connect to the load balancer is decided by what this annotation names, which is not in the manifest',
                ko: '로드 밸런서에 접속할 수 있는 대상은 이 어노테이션이 가리키는 것이 결정하며 매니페스트에는 없습니다',
              },
            },
          ]
        if (reach.by !== 'anyone') return []
        const worst = sensitiveBehind(door).find(({ kind }) => kind !== 'interface')
        const cause: Cause = { at: reach.at, message: describe(worst, door, reach.range), ...weigh(worst, door) }
        return [{ on, ...cause }]
      }),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'a database for everyone',
        source: `apiVersion: v1
kind: Service
metadata: {name: orders-db, namespace: shop}
spec:
  type: LoadBalancer
  selector: {app: orders-db}
  ports: [{port: 5432}]
`,
      },
      {
        name: 'ranges that are the whole world',
        source: `apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  type: LoadBalancer
  loadBalancerSourceRanges: [0.0.0.0/0]
  selector: {app: web}
  ports: [{port: 443}]
`,
      },
    ],
    passing: [
      {
        name: 'ranges, an internal load balancer, and one that the AWS controller makes internal by default',
        source: `apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  type: LoadBalancer
  loadBalancerSourceRanges: [203.0.113.0/24]
  selector: {app: web}
  ports: [{port: 443}]
---
apiVersion: v1
kind: Service
metadata:
  name: orders-db
  namespace: shop
  annotations: {service.beta.kubernetes.io/azure-load-balancer-internal: "true"}
spec:
  type: LoadBalancer
  selector: {app: orders-db}
  ports: [{port: 5432}]
---
apiVersion: v1
kind: Service
metadata:
  name: cache
  namespace: shop
  annotations: {service.beta.kubernetes.io/aws-load-balancer-type: external}
spec:
  type: LoadBalancer
  selector: {app: cache}
  ports: [{port: 6379}]
`,
      },
    ],
  },
})
