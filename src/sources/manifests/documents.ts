import { type KubeObject, splitApiVersion } from '../../kube/meta.ts'
import { readKinds } from '../../kube/objects.ts'
import { type FoundObject, readObjects, strayItems } from '../../kube/read-object.ts'
import { podTemplatePaths } from '../../kube/workload.ts'
import { brief } from '../../lib/brief.ts'
import { parseYaml, splitYaml } from '../../lib/yaml.ts'
import { formatPath, type Gap, type Origin } from '../../model/index.ts'
import { type DocumentText, documentOrigin, keepParse, placeOf, type Relocate } from './origin.ts'
import { cutHead, mentionsContainers, sniff } from './sniff.ts'
import type { TextSource } from './text-source.ts'

/** Takes what is found in a source. */
export interface Sink {
  object(found: KubeObject, origin: Origin): void
  /** YAML or JSON that is no Kubernetes object. */
  other(): void
  gap(gap: Gap): void
}

export interface ReadOptions {
  /** Chart or kustomization that the text was rendered from; `''` for plain manifests. */
  readonly unit: string
  /** Moves a position in this text to where it was rendered from. */
  readonly relocate?: Relocate
}

/** More documents in one file than this are refused. */
const maxDocuments = 50_000

/** Reads every document of a source. Never throws for what is in it: what is broken is a gap, and the rest is read. */
export function readManifest(source: TextSource, text: string, options: ReadOptions, sink: Sink): void {
  const documents = splitYaml(text)
  for (const [index, document] of documents.entries()) {
    if (index >= maxDocuments) {
      sink.gap({
        reason: 'too-large',
        message: {
          en: `more than ${maxDocuments} documents in one file; the rest was not read`,
          ko: `한 파일에 문서가 ${maxDocuments}개를 넘어 나머지는 읽지 않았습니다`,
        },
        file: source.name,
        line: document.line,
      })
      return
    }
    readDocument(document.text, { source, ...placeOf(document), ...options }, sink)
  }
}

const readKindNames = new Set(readKinds.map(({ kind }) => kind))

/** True when no check reads more than the head of such an object. */
function headIsEnough(kind: string, apiVersion: string, text: string): boolean {
  if (kind === 'CustomResourceDefinition') return true
  if (kind.endsWith('List') || readKindNames.has(kind)) return false
  const { group, version } = splitApiVersion(apiVersion)
  const object = { apiVersion, group, version, kind, metadata: {}, body: {} }
  return podTemplatePaths(object).length === 0 && !mentionsContainers(text)
}

function readDocument(text: string, document: DocumentText, sink: Sink): void {
  const sniffed = sniff(text)
  if (sniffed.is === 'other') {
    sink.other()
    return
  }
  if (sniffed.is === 'object' && headIsEnough(sniffed.kind, sniffed.apiVersion, text)) {
    const head = cutHead(text)
    const parsed = head === undefined ? undefined : parseYaml(head)
    if (parsed !== undefined && !('fault' in parsed)) {
      const found = readObjects(parsed.document.value)
      if (found.length > 0) {
        give(found, document, sink)
        return
      }
    }
  }
  readWhole(text, document, sink, sniffed.is === 'object')
}

function readWhole(text: string, document: DocumentText, sink: Sink, certain: boolean): void {
  const { source, line } = document
  const json = parseJson(text)
  if (json !== undefined) {
    giveOrOther(json.value, readObjects(json.value), document, sink)
    return
  }
  const parsed = parseYaml(text)
  if ('fault' in parsed) {
    const { fault } = parsed
    // A text that is neither YAML nor certainly a manifest (a template of something else) is still told: nothing in it was looked at.
    sink.gap({
      reason: 'invalid',
      message: {
        en: `${certain ? 'the manifest' : 'the document'} is not valid YAML: ${fault.reason}`,
        ko: `${certain ? '매니페스트가' : '문서가'} 올바른 YAML이 아닙니다: ${fault.reason}`,
      },
      file: source.name,
      line: line + fault.line - 1,
      column: fault.column,
    })
    return
  }
  keepParse(document, parsed.parse)
  const { duplicate, value } = parsed.document
  const found = readObjects(value)
  if (duplicate !== undefined && found.length > 0)
    sink.gap({
      reason: 'invalid',
      message: {
        en: 'a key stands twice in one mapping; the last one was judged, as the API server reads it',
        ko: '같은 키가 한 매핑에 두 번 있습니다. API 서버처럼 마지막 값을 판정했습니다',
      },
      file: source.name,
      line: line + duplicate.line - 1,
      column: duplicate.column,
    })
  giveOrOther(value, found, document, sink)
}

function giveOrOther(value: unknown, found: readonly FoundObject[], document: DocumentText, sink: Sink): void {
  const strays = strayItems(value)
  for (const path of strays) {
    const { file, line, column } = documentOrigin(document, []).locate(path)
    const item = formatPath(path)
    sink.gap({
      reason: 'invalid',
      message: {
        en: `${item} is no Kubernetes object: an apiVersion and a kind were expected`,
        ko: `${item}은(는) 쿠버네티스 오브젝트가 아닙니다. apiVersion과 kind가 있어야 합니다`,
      },
      file,
      line,
      column,
    })
  }
  if (found.length > 0) give(found, document, sink)
  else if (strays.length === 0) sink.other()
}

function give(found: readonly FoundObject[], document: DocumentText, sink: Sink): void {
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

/** JSON documents are parsed as what they are: faster, and with JSON's own rules. */
function parseJson(text: string): { readonly value: unknown } | undefined {
  const first = /\S/.exec(text)?.[0]
  if (first !== '{' && first !== '[') return undefined
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}
