import { splitApiVersion } from '../../kube/meta.ts'
import { readKinds } from '../../kube/objects.ts'
import { readObjects } from '../../kube/read-object.ts'
import { podTemplatePaths } from '../../kube/workload.ts'
import { tooDeepAt } from '../../lib/json-depth.ts'
import { maxDepth, parseYaml, splitYaml, type YamlFault } from '../../lib/yaml.ts'
import type { Gap, Text } from '../../model/index.ts'
import { giveFound, giveObjects, type InList, type Sink } from './found.ts'
import { cutList, cutSequence } from './list-items.ts'
import { type DocumentText, keepParse, placeInFile, placeOf, type Relocate } from './origin.ts'
import { cutHead, mentionsContainers, sniff } from './sniff.ts'
import type { TextSource } from './text-source.ts'

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
        giveObjects(found, document, sink)
        return
      }
    }
  }
  if (!readLargeList(text, document, sink) && !readSequence(text, document, sink)) readWhole(text, document, sink)
}

/** Reads JSON objects that stand one behind the other. False where the text is something else. */
function readSequence(text: string, document: DocumentText, sink: Sink): boolean {
  if (!/^\s*\{/.test(text) || parseJson(text) !== undefined) return false
  const items = cutSequence(text)
  for (const { start, end, line, column } of items ?? []) {
    const place = { start: document.start + start, end: document.start + end, line: document.line + line, column }
    readWhole(text.slice(start, end), { ...document, ...place }, sink)
  }
  return items !== undefined
}

/** Lists of this many characters are read item by item: parsed as a whole, which is faster, they would take some thirty times their length of memory. */
const largeList = 2 * 1024 * 1024

/** Reads a large list item by item. False where it is none, or cannot be cut for certain. */
function readLargeList(text: string, document: DocumentText, sink: Sink): boolean {
  const list = text.length < largeList ? undefined : cutList(text)
  if (list === undefined) return false
  const inList = { apiVersion: list.apiVersion, kind: list.kind.slice(0, -'List'.length), at: list.form === 'json' ? [] : [0] }
  for (const [index, { start, end, line, column }] of list.items.entries()) {
    const place = { start: document.start + start, end: document.start + end, line: document.line + line, column }
    readWhole(text.slice(start, end), { ...document, ...place }, sink, { ...inList, path: ['items', index] })
  }
  return true
}

function readWhole(text: string, document: DocumentText, sink: Sink, inList?: InList): void {
  const json = parseJson(text)
  if (json !== undefined && 'value' in json) {
    giveFound(json.value, document, sink, inList)
    return
  }
  const parsed = json ?? parseYaml(text)
  if ('fault' in parsed) {
    // A text that is not certainly a manifest (a template of something else) is told too: nothing in it was looked at.
    sink.gap(
      invalid(document, parsed.fault, {
        en: `the document is not valid ${json === undefined ? 'YAML' : 'JSON'}: ${parsed.fault.reason}`,
        ko: `문서가 올바른 ${json === undefined ? 'YAML' : 'JSON'}이 아닙니다: ${parsed.fault.reason}`,
      }),
    )
    return
  }
  keepParse(document, parsed.parse)
  const { duplicate, rest, value } = parsed.document
  if (rest !== undefined)
    sink.gap(
      invalid(document, rest, {
        en: 'what follows the end of a document without a line of --- was not judged; kubectl does not read it either',
        ko: '문서가 끝난 뒤 --- 줄 없이 이어지는 내용은 판정하지 않았습니다. kubectl도 읽지 않습니다',
      }),
    )
  if (duplicate !== undefined && readObjects(value).length > 0)
    sink.gap(
      invalid(document, duplicate, {
        en: 'a key stands twice in one mapping; the last one was judged, as the API server reads it',
        ko: '같은 키가 한 매핑에 두 번 있습니다. API 서버처럼 마지막 값을 판정했습니다',
      }),
    )
  giveFound(value, document, sink, inList)
}

/** A gap for something wrong at a place in a document. */
function invalid(document: DocumentText, fault: YamlFault, message: Text): Gap {
  const place = placeInFile(fault, document)
  return { reason: 'invalid', message, file: document.source.name, ...place }
}

/** JSON documents are parsed as what they are: faster, and with JSON's own rules. Undefined for what is not JSON, YAML's braces among it. */
function parseJson(text: string): { readonly value: unknown } | { readonly fault: YamlFault } | undefined {
  const first = /\S/.exec(text)?.[0]
  if (first !== '{' && first !== '[') return undefined
  const deep = tooDeepAt(text, maxDepth)
  try {
    const value: unknown = deep === undefined ? JSON.parse(text) : undefined
    if (deep === undefined) return { value }
  } catch {
    return undefined
  }
  const before = text.slice(0, deep)
  const [line, column] = [before.split('\n').length, before.length - before.lastIndexOf('\n')]
  return { fault: { reason: `nesting exceeded maxDepth (${maxDepth})`, line, column } }
}
