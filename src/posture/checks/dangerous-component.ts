import { imageName } from '../../kube/image-reference.ts'
import { type Cause, defineCheck, eachContainer } from '../check.ts'
import { flawsOf, frozenRegistries } from '../programs/components.ts'
import { imageOf, imagePath } from '../programs/image.ts'

export const dangerousComponent = defineCheck({
  id: 'posture/dangerous-component',
  title: {
    en: 'Component is known to be dangerous or out of support',
    ko: '위험이 알려졌거나 지원이 끝난 구성 요소입니다',
  },
  why: {
    en: 'Exploits for these versions are public, and what is out of support stays open to every one that is published next.',
    ko: '이 버전에 대한 공격 코드는 공개되어 있으며, 지원이 끝난 것은 앞으로 공개될 공격에도 그대로 노출됩니다.',
  },
  fix: {
    en: 'Upgrade to a release that is still supported, or replace a retired component by its successor.',
    ko: '아직 지원되는 릴리스로 올리거나, 종료된 구성 요소를 후속 제품으로 교체합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It has no known hole yet, or one that takes rights first.',
    ko: '아직 알려진 취약점이 없거나 먼저 권한이 필요합니다.',
  },
  stages: ['build', 'registry', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['upgrading'], mitre: ['T1190', 'T1068'], owasp: ['K10'] },
  references: [
    'https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/',
    'https://www.cve.org/CVERecord?id=CVE-2025-1974',
    'https://www.cve.org/CVERecord?id=CVE-2025-55190',
    'https://kubernetes.io/releases/patch-releases/',
  ],
  noFix: {
    en: 'An upgrade needs its release notes read first.',
    ko: '업그레이드하려면 먼저 릴리스 노트를 읽어야 합니다.',
  },
  judges: [
    eachContainer((container) => {
      const image = imageOf(container)
      if (image === undefined) return []
      if ('gap' in image) return [image]
      const known = flawsOf(image)
      const [worst, ...rest] = known?.flaws ?? []
      if (known !== undefined && worst !== undefined) {
        const label = worst.versions === undefined ? known.component.name : `${known.component.name} ${image.tag ?? ''}`
        const others = rest.flatMap(({ advisory }) => advisory ?? []).join(', ')
        const cause: Cause = {
          at: imagePath(container),
          key: known.component.name,
          severity: worst.severity,
          message: {
            en: `${label} ${worst.says.en}${others === '' ? '' : `; also ${others}`}`,
            ko: `${label}${worst.says.ko}${others === '' ? '' : `. 그 밖에 ${others}`}`,
          },
        }
        return [cause]
      }
      const name = imageName(image)
      const frozen = frozenRegistries.find(({ prefix }) => name.startsWith(prefix))
      if (frozen === undefined) return []
      const message = { en: `${name} ${frozen.says.en}`, ko: `${name}${frozen.says.ko}` }
      return [{ at: imagePath(container), key: frozen.prefix, severity: 'low', message }]
    }),
  ],
  examples: {
    failing: [
      {
        name: 'a retired controller with a known way in',
        source: `apiVersion: apps/v1
kind: Deployment
metadata: {name: ingress-nginx-controller, namespace: ingress-nginx}
spec:
  selector: {matchLabels: {app: ingress-nginx}}
  template:
    metadata: {labels: {app: ingress-nginx}}
    spec:
      containers: [{name: controller, image: 'registry.k8s.io/ingress-nginx/controller:v1.11.4'}]
`,
      },
      {
        name: 'images that nobody updates',
        source: `apiVersion: v1
kind: Pod
metadata: {name: queue, namespace: shop}
spec:
  containers: [{name: kafka, image: 'bitnamilegacy/kafka:4.0.0-debian-12-r10'}]
`,
      },
    ],
    passing: [
      {
        name: 'a current version, a minor version that may be current, and another controller with a similar name',
        source: `apiVersion: v1
kind: Pod
metadata: {name: mixed, namespace: shop}
spec:
  containers:
    - {name: a, image: 'redis:8.2.2'}
    - {name: b, image: 'redis:7.4'}
    - {name: c, image: 'nginx/nginx-ingress:4.0.1'}
`,
      },
    ],
  },
})
