import { type ImageReference, imageName } from '../../kube/image-reference.ts'
import type { Params } from '../../model/index.ts'
import { type Context, defineCheck, eachContainer } from '../check.ts'
import { imageOf, imagePath } from '../programs/image.ts'

const settings = {
  allowed: {
    default: [],
    about: {
      en: 'Registries and repository prefixes that images may come from, such as registry.example:5000, ghcr.io/acme or *.dkr.ecr.eu-west-1.amazonaws.com; with none given the check says nothing',
      ko: '이미지를 가져올 수 있는 레지스트리와 저장소 접두사. 예: registry.example:5000, ghcr.io/acme, *.dkr.ecr.eu-west-1.amazonaws.com. 지정하지 않으면 판정하지 않습니다',
    },
  },
} as const satisfies Params

/** True when the image lies under the prefix: whole path segments only, so that `ghcr.io/acme` does not allow `ghcr.io/acme-evil`. */
function lies(image: ImageReference, prefix: string): boolean {
  const wanted = prefix.replace(/\/+$/, '')
  const slash = wanted.indexOf('/')
  const first = slash < 0 ? wanted : wanted.slice(0, slash)
  const isHost = /[.:*]/.test(first) || first === 'localhost' || first.toLowerCase() !== first
  if (!isHost) return lies(image, `docker.io/${wanted}`)
  if (first.startsWith('*.')) {
    const rest = slash < 0 ? '' : wanted.slice(slash)
    return image.registry.endsWith(first.slice(1)) && `/${image.repository}/`.startsWith(`${rest}/`)
  }
  return `${imageName(image)}/`.startsWith(`${wanted}/`)
}

export const imageRegistry = defineCheck({
  id: 'posture/image-registry',
  title: { en: 'Image comes from a registry that is not allowed', ko: '허용되지 않은 레지스트리의 이미지입니다' },
  why: {
    en: 'An image from elsewhere passed none of your scans and signatures: its publisher, or whoever takes over the account, runs code in the cluster.',
    ko: '다른 곳의 이미지는 검사와 서명을 거치지 않았으므로, 게시자나 그 계정을 탈취한 사람이 클러스터에서 코드를 실행합니다.',
  },
  fix: {
    en: 'Mirror the image into an allowed registry and name it there, or add its repository to allowed.',
    ko: '이미지를 허용된 레지스트리로 미러링하여 그 이름을 사용하거나, 저장소를 allowed에 추가합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes a hostile or stolen publisher first.',
    ko: '먼저 게시자가 악의적이거나 계정이 탈취되어야 합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { 'cis-kubernetes': ['5.5.1'], nsa: ['secure-images'], mitre: ['T1204.003'], owasp: ['K02'] },
  references: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
  params: settings,
  noFix: { en: 'The image has to be mirrored first.', ko: '먼저 이미지를 미러링해야 합니다.' },
  judges: [
    eachContainer((container, _pod, { params }: Context<typeof settings>) => {
      if (params.allowed.length === 0) return []
      const image = imageOf(container)
      if (image === undefined) return []
      if ('gap' in image) return [image]
      if (params.allowed.some((prefix) => lies(image, prefix))) return []
      const name = imageName(image)
      return [
        {
          at: imagePath(container),
          message: {
            en: `${name} is in none of the allowed registries, so that its publisher decides what runs here`,
            ko: `${name}은(는) 허용된 레지스트리에 없으므로 그 게시자가 여기서 실행될 것을 정합니다`,
          },
        },
      ]
    }),
  ],
  examples: {
    failing: [
      {
        name: 'another registry, and a name that only begins alike',
        params: { allowed: ['registry.example', 'ghcr.io/acme'] },
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - {name: web, image: 'nginx:1.29.1'}
    - {name: side, image: 'ghcr.io/acme-evil/side:1.0.0'}
`,
      },
    ],
    passing: [
      {
        name: 'allowed by registry, by prefix and by wildcard',
        params: { allowed: ['registry.example', 'ghcr.io/acme', 'library/redis', '*.dkr.ecr.eu-west-1.amazonaws.com/shop'] },
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - {name: web, image: 'registry.example/team/web:1.4.2'}
    - {name: side, image: 'ghcr.io/acme/side:1.0.0'}
    - {name: cache, image: 'redis:8.2.2'}
    - {name: cart, image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/cart:2'}
`,
      },
      {
        name: 'nothing configured',
        source: 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: nginx}]}\n',
      },
    ],
  },
})
