import { asksForLogin, isInternalIngress } from '../../kube/ingress-traits.ts'
import { loadBalancerReach } from '../../kube/load-balancer.ts'
import { ingressKind } from '../../kube/objects.ts'
import { formatSubject, type Severity, severities, type Text } from '../../model/index.ts'
import { type Cause, defineCheck, together } from '../check.ts'
import { subjectOf } from '../collect.ts'
import { type Door, doors } from '../exposure.ts'
import { type Sensitive, sensitiveBehind } from '../reached.ts'
import type { World } from '../world.ts'

const nodesOnly: Text = {
  en: 'It is open where the nodes’ own addresses are, which is seldom the internet.',
  ko: '노드 주소가 있는 곳에만 열려 있으며 그곳은 대개 인터넷이 아닙니다.',
}
const insideOnly: Text = {
  en: 'The ingress is served inside the network only.',
  ko: '이 인그레스는 내부 네트워크에서만 제공됩니다.',
}

/** How far the door opens: to the internet, to a smaller circle (with the reason), or not at all. */
function width(door: Door, world: World): 'internet' | 'none' | Text {
  const { annotations = {}, namespace, name } = door.on.object.metadata
  if (door.by === 'LoadBalancer') return loadBalancerReach(door.service.body, annotations).by === 'anyone' ? 'internet' : 'none'
  if (door.by === 'NodePort' || door.by === 'externalIPs') return nodesOnly
  if (door.by === 'HTTPRoute') return 'internet'
  if (asksForLogin(annotations)) return 'none'
  const ingress = world.find(ingressKind, namespace, name)[0]
  return ingress !== undefined && isInternalIngress(ingress.body, annotations) ? insideOnly : 'internet'
}

function oneLower(severity: Severity): Severity {
  return severities[Math.min(severities.indexOf(severity) + 1, severities.indexOf('low'))] ?? severity
}

function causeOf(what: Sensitive, door: Door, how: 'internet' | Text): Cause {
  const where = what.pod === undefined ? undefined : formatSubject(subjectOf(what.pod.object))
  const port = what.port === undefined ? '' : `${what.port}`
  return {
    at: door.at,
    key: what.name,
    message: {
      en: `${door.by} ${door.through} leads to ${what.name} ${where === undefined ? `on port ${port}` : `in ${where}`}: ${what.gives.en}`,
      ko: `${door.by} ${door.through}이(가) ${where === undefined ? `포트 ${port}` : where}의 ${what.name}(으)로 이어집니다: ${what.gives.ko}`,
    },
    severity: how === 'internet' ? what.severity : oneLower(what.severity),
    ...(how === 'internet' ? {} : { severityReason: how }),
  }
}

export const exposedAdminInterface = defineCheck({
  id: 'posture/exposed-admin-interface',
  title: {
    en: 'Database or administration interface is reachable from outside',
    ko: '데이터베이스나 관리 인터페이스에 외부에서 접근할 수 있습니다',
  },
  why: {
    en: 'Such programs trust their network: many ask for no login, the others are the first target of password lists and published exploits.',
    ko: '이런 프로그램은 네트워크를 신뢰하여 로그인을 요구하지 않는 것이 많고, 나머지도 비밀번호 목록과 공개된 공격 코드의 첫 표적이 됩니다.',
  },
  fix: {
    en: 'Take the route away and reach it by kubectl port-forward or a VPN, or put an authenticating proxy in front of it.',
    ko: '경로를 제거하고 kubectl port-forward나 VPN으로 접근하거나, 앞에 인증 프록시를 둡니다.',
  },
  severity: 'high',
  severityReason: {
    en: 'What it administers falls with it.',
    ko: '그것이 관리하는 대상까지 함께 장악됩니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['network-policies', 'authentication'], mitre: ['T1133', 'T1190'], owasp: ['K06', 'K07'] },
  references: [
    'https://kubernetes.io/docs/concepts/security/application-security-checklist/',
    'https://kubernetes.io/docs/tasks/access-application-cluster/port-forward-access-application-cluster/',
  ],
  noFix: {
    en: 'Who uses it, and by which other way they can, is not in the manifest.',
    ko: '누가 사용하며 다른 어떤 경로로 접근할 수 있는지는 매니페스트에 없습니다.',
  },
  judges: [
    together((world) =>
      doors(world).flatMap((door) => {
        const how = width(door, world)
        if (how === 'none') return []
        return (
          sensitiveBehind(door)
            // An open load balancer in front of a database is told by load-balancer-open.
            .filter(({ kind }) => door.by !== 'LoadBalancer' || kind === 'interface')
            .map((what) => ({ on: door.on, ...causeOf(what, door, how) }))
        )
      }),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'phpMyAdmin for everyone',
        source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: pma, namespace: shop}
spec:
  ingressClassName: nginx
  tls: [{hosts: [pma.shop.example], secretName: pma-tls}]
  rules:
    - host: pma.shop.example
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: pma, port: {name: http}}}}
---
apiVersion: v1
kind: Service
metadata: {name: pma, namespace: shop}
spec: {selector: {app: pma}, ports: [{name: http, port: 80, targetPort: web}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: pma, namespace: shop}
spec:
  selector: {matchLabels: {app: pma}}
  template:
    metadata: {labels: {app: pma}}
    spec:
      containers:
        - {name: pma, image: 'mirror.example/phpmyadmin/phpmyadmin:5.2.1', ports: [{name: web, containerPort: 80}]}
`,
      },
      {
        name: 'Redis on every node',
        source: `apiVersion: v1
kind: Service
metadata: {name: cache, namespace: shop}
spec: {type: NodePort, selector: {app: cache}, ports: [{port: 6379, nodePort: 30379}]}
`,
      },
    ],
    passing: [
      {
        name: 'behind a login, and beside an application on another port',
        source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: prometheus
  namespace: monitoring
  annotations: {nginx.ingress.kubernetes.io/auth-url: 'https://login.shop.example/oauth2/auth'}
spec:
  rules:
    - host: prometheus.shop.example
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: prometheus, port: {number: 9090}}}}
---
apiVersion: v1
kind: Service
metadata: {name: prometheus, namespace: monitoring}
spec: {selector: {app: prometheus}, ports: [{port: 9090}]}
---
apiVersion: v1
kind: Pod
metadata: {name: prometheus, namespace: monitoring, labels: {app: prometheus}}
spec:
  containers: [{name: prometheus, image: 'quay.io/prometheus/prometheus:v3.5.0', ports: [{containerPort: 9090}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec:
  containers:
    - {name: web, image: 'registry.example/web:1.0.0', ports: [{containerPort: 8080}]}
    - {name: cache, image: 'redis:8.2.2', ports: [{containerPort: 6379}]}
`,
      },
    ],
  },
})
