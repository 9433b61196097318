import { hasPlaceholder, type ImageReference, parseImageReference } from '../../kube/image-reference.ts'
import type { PodContainer } from '../../kube/pod.ts'
import type { Path } from '../../model/index.ts'
import type { Unknown } from '../check.ts'

/** Where a container's image is named. */
export function imagePath(container: PodContainer): Path {
  return [...container.path, 'image']
}

/** What a container runs: its image, or why that cannot be told; undefined where none is named. */
export function imageOf(container: PodContainer): ImageReference | Unknown | undefined {
  const text = container.spec.image
  if (text === undefined || text === '') return undefined
  const image = parseImageReference(text)
  if (image !== undefined) return image
  const at = imagePath(container)
  return hasPlaceholder(text)
    ? {
        at,
        gap: {
          en: `the image ${text} holds a variable that is not filled in, so that what runs is not known`,
          ko: `이미지 ${text}에 채워지지 않은 변수가 있어 무엇이 실행되는지 알 수 없습니다`,
        },
      }
    : {
        at,
        gap: {
          en: `${JSON.stringify(text)} is not an image reference, no container runtime takes it`,
          ko: `${JSON.stringify(text)}은(는) 컨테이너 런타임이 받아들이는 이미지 참조가 아닙니다`,
        },
      }
}

/** The image where it is known, for judges whose gap another check tells. */
export function knownImage(container: PodContainer): ImageReference | undefined {
  const image = imageOf(container)
  return image === undefined || 'gap' in image ? undefined : image
}
