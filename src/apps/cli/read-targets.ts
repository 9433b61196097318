import { readFileSync } from 'node:fs'
import type { Scan } from '../../engine/index.ts'
import { AppError, type Gap } from '../../model/index.ts'
import {
  fileSource,
  memorySource,
  type Plan,
  planTargets,
  readArchive,
  readManifest,
  reasonOf,
  type TextSource,
} from '../../sources/index.ts'
import { type ReadSettings, sinkOf } from './read-sink.ts'

/** Larger files than this are not manifests that anyone wrote or applies: the API server takes 3 MiB. */
const maxFile = 256 * 1024 * 1024

/** Reads everything under the targets into the scan. Throws AppError for a target that is not there. */
export async function readTargets(targets: readonly string[], settings: ReadSettings, scan: Scan): Promise<Plan> {
  const plan = planTargets(targets.filter((target) => target !== '-'))
  for (const gap of plan.gaps) scan.gap(gap)
  if (targets.includes('-')) readStdin(scan)
  const rendered = plan.charts.length + plan.kustomizations.length > 0 ? await import('./read-rendered.ts') : undefined
  const covered = rendered === undefined ? new Set<string>() : await rendered.readRendered(plan, settings, scan)
  for (const { path, name } of plan.files) if (!covered.has(path)) readFile(path, name, scan)
  for (const { path, name } of plan.archives) await readWholeArchive(path, name, scan)
  return plan
}

/** Reads one file of plain manifests. */
export function readFile(path: string, name: string, scan: Scan): void {
  const source = fileSource(path, name)
  let text: string
  try {
    text = source.read()
  } catch (error) {
    scan.gap(unreadable(name, error))
    return
  }
  readText(source, text, scan)
}

function readText(source: TextSource, text: string, scan: Scan): void {
  scan.file()
  if (text.length > maxFile) {
    scan.gap({
      reason: 'too-large',
      message: { en: `larger than ${maxFile >> 20} MiB`, ko: `${maxFile >> 20} MiB보다 큽니다` },
      file: source.name,
    })
    return
  }
  if (text.includes('\u0000')) {
    scan.gap({
      reason: 'invalid',
      message: { en: 'a binary file, not YAML or JSON', ko: 'YAML이나 JSON이 아닌 바이너리 파일입니다' },
      file: source.name,
    })
    return
  }
  readManifest(source, text, { unit: '' }, sinkOf(scan))
}

function readStdin(scan: Scan): void {
  let text: string
  try {
    text = readFileSync(0, 'utf8')
  } catch (cause) {
    throw new AppError('UNREADABLE', { en: 'standard input cannot be read', ko: '표준 입력을 읽을 수 없습니다' }, { cause })
  }
  readText(memorySource('-', text), text, scan)
}

async function readWholeArchive(path: string, name: string, scan: Scan): Promise<void> {
  for await (const item of readArchive(path, name)) {
    if ('gap' in item) scan.gap(item.gap)
    else readText(item.source, item.text, scan)
  }
}

function unreadable(file: string, error: unknown): Gap {
  return {
    reason: 'unreadable',
    message: { en: `cannot be read: ${reasonOf(error)}`, ko: `읽을 수 없습니다: ${reasonOf(error)}` },
    file,
  }
}
