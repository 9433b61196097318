import { imageName, isFloatingTag } from '../../kube/image-reference.ts'
import { defineCheck, eachContainer } from '../check.ts'
import { imageOf, imagePath } from '../programs/image.ts'

export const imageTagMutable = defineCheck({
  id: 'posture/image-tag-mutable',
  title: { en: 'Image is named by a tag that moves', ko: '이미지가 바뀔 수 있는 태그로 지정되었습니다' },
  why: {
    en: 'Whoever may push to the repository replaces what the tag means, and the next start of the pod runs their program; nothing in the manifest shows the change.',
    ko: '저장소에 푸시할 수 있는 사람이 태그의 내용을 바꾸면 다음 파드 시작 때 그 프로그램이 실행되며, 매니페스트에는 변화가 드러나지 않습니다.',
  },
  fix: {
    en: 'Name the released version, with its digest: image: app:1.4.2@sha256:….',
    ko: '릴리스 버전을 다이제스트와 함께 지정합니다. 예: image: app:1.4.2@sha256:….',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes the right to push to the repository first.',
    ko: '먼저 저장소에 푸시할 권한이 필요합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { 'cis-kubernetes': ['5.5.1'], nsa: ['secure-images'], mitre: ['T1525', 'T1204.003'], owasp: ['K02'] },
  references: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
  noFix: {
    en: 'Which version was meant stands in the registry, not in the manifest.',
    ko: '어떤 버전을 의도했는지는 매니페스트가 아니라 레지스트리에 있습니다.',
  },
  judges: [
    eachContainer((container) => {
      const image = imageOf(container)
      if (image === undefined) return []
      if ('gap' in image) return [image]
      if (image.digest !== undefined || (image.tag !== undefined && !isFloatingTag(image.tag))) return []
      const name = imageName(image)
      const message =
        image.tag === undefined
          ? {
              en: `${name} has no tag: whatever is pushed as latest runs at the next start`,
              ko: `${name}에 태그가 없어 다음 시작 때 latest로 푸시된 것이 그대로 실행됩니다`,
            }
          : {
              en: `the tag ${image.tag} of ${name} moves from build to build: whatever is pushed under it runs at the next start`,
              ko: `${name}의 태그 ${image.tag}은(는) 빌드할 때마다 옮겨 가므로 다음 시작 때 그 태그로 푸시된 것이 그대로 실행됩니다`,
            }
      return [{ at: imagePath(container), message }]
    }),
  ],
  examples: {
    failing: [
      {
        name: 'no tag, and a channel',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - {name: web, image: nginx}
    - {name: cache, image: 'redis:alpine'}
`,
      },
    ],
    passing: [
      {
        name: 'a version, and a digest beside latest',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - {name: web, image: 'nginx:1.29.1-alpine'}
    - name: cache
      image: redis:latest@sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef
`,
      },
    ],
  },
})
