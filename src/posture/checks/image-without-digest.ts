import { imageName, isFloatingTag } from '../../kube/image-reference.ts'
import { defineCheck, eachContainer } from '../check.ts'
import { imageOf, imagePath } from '../programs/image.ts'

export const imageWithoutDigest = defineCheck({
  id: 'posture/image-without-digest',
  title: { en: 'Image is pinned to a tag, not to its content', ko: '이미지가 내용이 아닌 태그로 고정되었습니다' },
  why: {
    en: 'A version tag can be pushed again with another content: a node that pulls it later runs something that was never reviewed.',
    ko: '버전 태그도 다른 내용으로 다시 푸시될 수 있어, 나중에 받아 오는 노드는 검토되지 않은 프로그램을 실행합니다.',
  },
  fix: {
    en: 'Add the digest of the reviewed image after the tag: app:1.4.2@sha256:….',
    ko: '태그 뒤에 검토한 이미지의 다이제스트를 붙입니다. 예: app:1.4.2@sha256:….',
  },
  severity: 'info',
  severityReason: {
    en: 'Most registries can forbid overwriting tags; where yours does, nothing is lost.',
    ko: '대부분의 레지스트리는 태그 덮어쓰기를 금지할 수 있으며, 그렇게 설정했다면 문제가 없습니다.',
  },
  stages: ['build', 'admission'],
  owner: 'customer',
  controls: { 'cis-kubernetes': ['5.5.1'], nsa: ['secure-images'], mitre: ['T1525'], owasp: ['K02'] },
  references: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
  noFix: { en: 'The digest has to be read from the registry.', ko: '다이제스트는 레지스트리에서 읽어야 합니다.' },
  judges: [
    eachContainer((container) => {
      const image = container.role === 'ephemeral' ? undefined : imageOf(container)
      if (image === undefined) return []
      if ('gap' in image) return [image]
      // A tag that moves is told by image-tag-mutable.
      if (image.digest !== undefined || image.tag === undefined || isFloatingTag(image.tag)) return []
      const { tag } = image
      const name = imageName(image)
      return [
        {
          at: imagePath(container),
          message: {
            en: `${name}:${tag} may be pushed again with another content`,
            ko: `${name}:${tag}은(는) 다른 내용으로 다시 푸시될 수 있습니다`,
          },
        },
      ]
    }),
  ],
  examples: {
    failing: [
      {
        name: 'tag only',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - {name: web, image: 'registry.example:5000/web:1.4.2'}
`,
      },
    ],
    passing: [
      {
        name: 'tag and digest',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: web
      image: registry.example:5000/web:1.4.2@sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef
`,
      },
    ],
  },
})
