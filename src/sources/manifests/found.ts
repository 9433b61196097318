import type { KubeObject } from '../../kube/meta.ts'
import { type FoundObject, readObjects, strayItems } from '../../kube/read-object.ts'
import { brief } from '../../lib/brief.ts'
import { isRecord } from '../../lib/shape.ts'
import { formatPath, type Gap, type Origin, type Path } from '../../model/index.ts'
import { type DocumentText, documentOrigin } from './origin.ts'

/** Takes what is found in a source. */
export interface Sink {
  object(found: KubeObject, origin: Origin): void
  /** YAML or JSON that is no Kubernetes object. */
  other(): void
  gap(gap: Gap): void
}

/** For an item of a list that is read by itself: what it lacks of an object, and where it stands in the list and in its own text. */
export interface InList {
  readonly apiVersion: string
  /** `''` for items of a plain `List`, which say themselves what they are. */
  readonly kind: string
  readonly path: Path
  /** `[]` in JSON; `[0]` in YAML, where an item is a sequence of one. */
  readonly at: Path
}

/** Items that are no objects are told one by one up to here. */
const maxStrays = 100

/** Hands over the objects in a document's value, and says what in it is none. */
export function giveFound(value: unknown, document: DocumentText, sink: Sink, inList?: InList): void {
  const whole = inList === undefined ? value : itemOf(value, inList)
  const at = inList?.at ?? []
  const found = readObjects(whole).map((one) => (at.length === 0 ? one : { ...one, at: [...at, ...one.at] }))
  const strays = found.length === 0 && inList !== undefined && whole !== null ? [[], ...strayItems(whole)] : strayItems(whole)
  for (const [index, path] of strays.slice(0, maxStrays + 1).entries()) {
    const { file, line, column } = documentOrigin(document, at).locate(path)
    const item = brief(formatPath([...(inList?.path ?? []), ...path]), 200)
    sink.gap({
      reason: 'invalid',
      message: strayText(item, index < maxStrays ? 0 : strays.length - index - 1),
      file,
      line,
      column,
    })
  }
  if (found.length > 0) giveObjects(found, document, sink)
  else if (strays.length === 0) sink.other()
}

function itemOf(value: unknown, { apiVersion, kind, at }: InList): unknown {
  const item = at.length > 0 && Array.isArray(value) ? value[0] : value
  return isRecord(item) && kind !== '' ? { apiVersion, kind, ...item } : item
}

function strayText(item: string, more: number) {
  const en = more > 0 ? `${item} and ${more} more are no Kubernetes objects` : `${item} is no Kubernetes object`
  const ko = more > 0 ? `${item} 외 ${more}개는` : `${item}은(는)`
  return {
    en: `${en}: an apiVersion and a kind were expected`,
    ko: `${ko} 쿠버네티스 오브젝트가 아닙니다. apiVersion과 kind가 있어야 합니다`,
  }
}

/** Hands over objects, and says what of their metadata is of another type than the API's. */
export function giveObjects(found: readonly FoundObject[], document: DocumentText, sink: Sink): void {
  for (const { object, at, misfits } of found) {
    const origin = documentOrigin(document, at)
    for (const { path, expected } of misfits) {
      const { file, line, column } = origin.locate(path)
      const field = brief(formatPath(path), 200)
      sink.gap({
        reason: 'wrong-type',
        message: {
          en: `${field} is not of type ${expected}; it was not judged`,
          ko: `${field}은(는) ${expected} 형식이어야 하며 판정하지 못했습니다`,
        },
        file,
        line,
        column,
      })
    }
    sink.object(object, origin)
  }
}
