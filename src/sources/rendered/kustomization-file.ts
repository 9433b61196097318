import { readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { EVENT_ID, loadAll, parseEvents } from 'js-yaml'
import { isRecord } from '../../lib/shape.ts'

/** The names a kustomization can have, in Kustomize's order. */
export const kustomizationNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const

const maxFileBytes = 8 * 1024 * 1024

export interface Kustomization {
  readonly dir: string
  readonly file: string
  readonly text: string
  /** A component is only ever part of another kustomization. */
  readonly component: boolean
  readonly fields: { readonly [key: string]: unknown }
}

/** What a path that a kustomization names turns out to be. */
export type Target =
  | { readonly type: 'file'; readonly path: string }
  | { readonly type: 'directory'; readonly path: string }
  | { readonly type: 'remote'; readonly address: string }
  | { readonly type: 'missing'; readonly path: string }

/** The kustomization in `dir`; undefined where there is none or it is not a YAML mapping. */
export async function readKustomization(dir: string): Promise<Kustomization | undefined> {
  for (const name of kustomizationNames) {
    const file = join(dir, name)
    const text = await readText(file)
    if (text === undefined) continue
    const fields = parseDocuments(text)[0]
    if (!isRecord(fields)) return undefined
    return { dir, file, text, component: fields.kind === 'Component', fields }
  }
  return undefined
}

/** The text of a file of at most 8 MiB. */
export async function readText(file: string): Promise<string | undefined> {
  try {
    const info = await stat(file)
    return info.isFile() && info.size <= maxFileBytes ? await readFile(file, 'utf8') : undefined
  } catch {
    return undefined
  }
}

/** The YAML documents of a text; none where it is not YAML. */
export function parseDocuments(text: string): unknown[] {
  try {
    return loadAll(text, { maxAliases: 1000, json: true })
  } catch {
    return []
  }
}

/**
 * Says what `entry` is, seen from the kustomization's folder. An address is one by Kustomize's own rules: a scheme, a user name in
 * front of a host, or a GitHub host. `https:` is never taken for a path; the others only where no such path exists.
 */
export async function locate(dir: string, entry: string): Promise<Target> {
  if (/^https?:\/\//i.test(entry)) return { type: 'remote', address: entry }
  const path = resolve(dir, entry)
  try {
    const info = await stat(path)
    return { type: info.isDirectory() ? 'directory' : 'file', path }
  } catch {
    return isAddress(entry) ? { type: 'remote', address: entry } : { type: 'missing', path }
  }
}

function isAddress(entry: string): boolean {
  return /^(git::)?([a-z][a-z0-9+.-]*:\/\/|[^/@\s]+@[^/:\s]+[:/]|(www\.)?github\.com[/:]|gh:)/i.test(entry)
}

/** True for an entry that is YAML itself and not the path of a file. */
export function isInline(entry: string): boolean {
  return entry.includes('\n') || /^\s*(\{|[\w.-]+:\s)/.test(entry)
}

export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}

export function records(value: unknown): { readonly [key: string]: unknown }[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

/**
 * The line (from 1) on which the value at `path` of the first YAML document begins: for a block scalar, its first line of text.
 * Undefined where there is none.
 */
export function lineOf(text: string, path: readonly (string | number)[]): number | undefined {
  let offset: number | undefined
  try {
    offset = offsetOf(text, path)
  } catch {
    return undefined
  }
  return offset === undefined ? undefined : text.slice(0, offset).split('\n').length
}

interface Open {
  readonly mapping: boolean
  /** The steps that lead to the next value; a mapping's key until its value is read. */
  next: string | number | undefined
  /** It is itself a mapping's key. */
  readonly key: boolean
}

function offsetOf(text: string, path: readonly (string | number)[]): number | undefined {
  const open: Open[] = []
  for (const event of parseEvents(text, {})) {
    if (event.type === EVENT_ID.DOCUMENT) {
      if (open.length > 0) break
      continue
    }
    const top = open.at(-1)
    if (event.type === EVENT_ID.POP) {
      if (open.pop()?.key === false) advance(open.at(-1))
      continue
    }
    if (top?.mapping === true && top.next === undefined) {
      // A key. One that is not a plain scalar leads nowhere.
      top.next = event.type === EVENT_ID.SCALAR ? text.slice(event.valueStart, event.valueEnd) : ''
      if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) {
        open.push({ mapping: event.type === EVENT_ID.MAPPING, next: event.type === EVENT_ID.MAPPING ? undefined : 0, key: true })
      }
      continue
    }
    if (open.length === path.length && open.every((level, index) => level.next === path[index])) {
      if (event.type === EVENT_ID.SCALAR) return event.valueStart
      if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) return event.start
    }
    if (event.type === EVENT_ID.SEQUENCE) open.push({ mapping: false, next: 0, key: false })
    else if (event.type === EVENT_ID.MAPPING) open.push({ mapping: true, next: undefined, key: false })
    else advance(top)
  }
  return undefined
}

/** A value is complete: on to the next key or element. */
function advance(level: Open | undefined): void {
  if (level === undefined) return
  level.next = typeof level.next === 'number' ? level.next + 1 : undefined
}
