import { setImmediate } from 'node:timers/promises'
import type { Scan } from '../../engine/index.ts'
import { AppError, type Gap } from '../../model/index.ts'
import { decodeText } from '../../sources/manifests/decode.ts'
import { readManifest } from '../../sources/manifests/documents.ts'
import { maxFile, readToEnd, TooLarge } from '../../sources/manifests/read-bytes.ts'
import { fileSource, memorySource, type TextSource } from '../../sources/manifests/text-source.ts'
import { type Plan, planTargets, reasonOf } from '../../sources/manifests/walk.ts'
import { growSlowly, isMemoryShort } from './memory.ts'
import { type ReadSettings, sinkOf } from './read-sink.ts'

/** Characters read between two turns of the event loop. */
const breathEvery = 6 * 1024 * 1024

/** Reads everything under the targets into the scan. Throws AppError for a target that is not there. */
export async function readTargets(targets: readonly string[], settings: ReadSettings, scan: Scan): Promise<Plan> {
  const plan = planTargets(targets.filter((target) => target !== '-'))
  if (plan.charts.length + plan.archives.length === 0) refuseChartOptions(settings)
  for (const gap of plan.gaps) scan.gap(gap)
  if (targets.includes('-')) readStdin(scan)
  const rendered = plan.charts.length + plan.kustomizations.length > 0 ? await import('./read-rendered.ts') : undefined
  const covered = rendered === undefined ? new Set<string>() : await rendered.readRendered(plan, settings, scan)
  let sinceBreath = 0
  let large = false
  for (const [index, { path, name }] of plan.files.entries()) {
    if (covered.has(path)) {
      scan.objectFiles.add(name)
      continue
    }
    sinceBreath += readFile(path, name, scan)
    if (sinceBreath < breathEvery) continue
    if (!large) growSlowly()
    large = true
    const left = plan.files.length - index - 1
    if (left > 0 && isMemoryShort()) {
      scan.gap(outOfMemory(name, left))
      break
    }
    // Signals, timers and what is held weakly get their turn.
    await setImmediate()
    settings.progress(name)
    sinceBreath = 0
  }
  if (plan.archives.length > 0) await readArchives(plan.archives, settings, scan)
  return plan
}

/** Values that no chart gets would be a mistake that nobody sees. */
function refuseChartOptions({ valuesFiles, set }: ReadSettings): void {
  if (valuesFiles.length + set.length === 0) return
  throw new AppError('USAGE', {
    en: '--values and --set are for charts, and there is none among the targets',
    ko: '--values와 --set은 차트에 쓰이는데, 대상에 차트가 없습니다',
  })
}

/** Reads one file of plain manifests; gives the number of characters read. */
export function readFile(path: string, name: string, scan: Scan): number {
  const source = fileSource(path, name)
  let text: string
  try {
    text = source.read()
  } catch (error) {
    if (error instanceof TooLarge) scan.file()
    scan.gap(error instanceof TooLarge ? tooLarge(name) : unreadable(name, error))
    return 0
  }
  readText(source, text, scan)
  return text.length
}

function readText(source: TextSource, text: string, scan: Scan): void {
  scan.file()
  // In a file that has objects in it, only the document with the odd character is none.
  if (text.includes('\u0000') && !text.includes('apiVersion')) {
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
    text = decodeText(readToEnd(0))
  } catch (cause) {
    if (!(cause instanceof TooLarge))
      throw new AppError('UNREADABLE', { en: 'standard input cannot be read', ko: '표준 입력을 읽을 수 없습니다' }, { cause })
    scan.file()
    scan.gap(tooLarge('-'))
    return
  }
  readText(memorySource('-', text), text, scan)
  // Whatever was to write manifests into the pipe has failed, or wrote something else.
  if (!scan.objectFiles.has('-'))
    scan.gap({
      reason: 'invalid',
      message: { en: 'standard input holds no Kubernetes object', ko: '표준 입력에 쿠버네티스 오브젝트가 없습니다' },
      file: '-',
    })
}

async function readArchives(archives: Plan['archives'], settings: ReadSettings, scan: Scan): Promise<void> {
  const { readArchive } = await import('../../sources/manifests/archive.ts')
  const { readPackedChart } = await import('./read-rendered.ts')
  for (const archive of archives) {
    if (await readPackedChart(archive, settings, scan)) continue
    for await (const item of readArchive(archive.path, archive.name)) {
      if ('gap' in item) scan.gap(item.gap)
      else readText(item.source, item.text, scan)
    }
  }
}

function outOfMemory(file: string, more: number): Gap {
  const message = {
    en: `there is no memory for more: ${more} file${more === 1 ? '' : 's'} after this one ${more === 1 ? 'was' : 'were'} not read`,
    ko: `메모리가 부족하여 이 파일 뒤의 ${more}개 파일은 읽지 못했습니다`,
  }
  return { reason: 'too-large', message, file }
}

function tooLarge(file: string): Gap {
  return { reason: 'too-large', message: { en: `larger than ${maxFile >> 20} MiB`, ko: `${maxFile >> 20} MiB보다 큽니다` }, file }
}

function unreadable(file: string, error: unknown): Gap {
  return {
    reason: 'unreadable',
    message: { en: `cannot be read: ${reasonOf(error)}`, ko: `읽을 수 없습니다: ${reasonOf(error)}` },
    file,
  }
}
