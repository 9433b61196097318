import { type Dirent, globSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { AppError, type Gap, type Text } from '../../model/index.ts'

/** What the user's targets come to. Names are relative as the user wrote them; paths can be opened. */
export interface Plan {
  readonly files: readonly { readonly path: string; readonly name: string }[]
  /** Folders with a Chart.yaml. */
  readonly charts: readonly { readonly path: string; readonly name: string }[]
  /** Folders with a kustomization; their files are in `files` too. */
  readonly kustomizations: readonly { readonly path: string; readonly name: string }[]
  readonly archives: readonly { readonly path: string; readonly name: string }[]
  readonly gaps: readonly Gap[]
}

interface Draft {
  files: { path: string; name: string }[]
  charts: { path: string; name: string }[]
  kustomizations: { path: string; name: string }[]
  archives: { path: string; name: string }[]
  gaps: Gap[]
}

const manifestNames = /\.(?:ya?ml|json)$/i
const archiveNames = /\.(?:tar|tar\.gz|tgz)$/i
const kustomizationNames = new Set(['kustomization.yaml', 'kustomization.yml', 'Kustomization'])

/** Folders that hold no manifests of the user's own. Left out by choice, and said so. */
const skippedFolders = new Set(['.git', 'node_modules'])

/** What a chart is rendered from: never judged as it stands. */
const partsOfChart = new Set(['templates', 'charts', 'Chart.yaml', 'values.yaml', 'values.schema.json', 'requirements.yaml'])

const maxDepth = 64
const maxEntries = 500_000

/** Finds what there is to read under the targets. Throws AppError NOT_FOUND for a target that is not there. */
export function planTargets(targets: readonly string[]): Plan {
  const plan: Draft = { files: [], charts: [], kustomizations: [], archives: [], gaps: [] }
  const walker = new Walker(plan)
  for (const target of targets) {
    const stats = statOf(target)
    if (stats !== undefined) walker.target(target, stats)
    else if (isDenied(target))
      plan.gaps.push({
        reason: 'unreadable',
        message: { en: 'cannot be read: permission denied', ko: '읽을 수 없습니다: permission denied' },
        file: target,
      })
    else for (const match of matchesOf(target)) walker.target(match, statOf(match))
  }
  return plan
}

/** What a path leads to; undefined where it leads nowhere, as a link to itself does, or where the way may not be taken. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

function isDenied(path: string): boolean {
  try {
    statSync(path)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EACCES'
  }
  return false
}

function matchesOf(target: string): readonly string[] {
  const matches = /[*?[{]/.test(target) ? globSync(target).sort() : []
  if (matches.length > 0) return matches
  throw new AppError('NOT_FOUND', {
    en: `${target}: no such file or folder`,
    ko: `${target}: 파일이나 폴더가 없습니다`,
  })
}

class Walker {
  readonly #plan: Draft
  readonly #entered = new Set<string>()
  readonly #listed = new Set<string>()
  #entries = 0
  #root = ''

  constructor(plan: Draft) {
    this.#plan = plan
  }

  target(path: string, stats: Stats | undefined): void {
    if (stats?.isDirectory()) {
      this.#root = realpathSync(path)
      this.#folder(path, this.#root, 0)
    } else if (archiveNames.test(path)) this.#plan.archives.push({ path, name: path })
    // `haetae scan <(helm template .)` names a pipe. One in a folder is left alone: it may never end.
    else if (stats?.isFile() || stats?.isFIFO()) this.#file(path, safeRealpath(path))
    else this.#gap('unreadable', path, { en: 'neither a file nor a folder', ko: '파일도 폴더도 아닙니다' })
  }

  /** Lists a file once, by whatever links and names it is met: a mounted ConfigMap shows each of its files twice. */
  #file(path: string, real: string): void {
    if (this.#listed.has(real)) return
    this.#listed.add(real)
    this.#plan.files.push({ path, name: path })
  }

  #gap(reason: Gap['reason'], file: string, message: Text, byChoice = false): void {
    this.#plan.gaps.push({ reason, message, file, ...(byChoice ? { byChoice } : {}) })
  }

  #folder(path: string, real: string, depth: number): void {
    // A link back to a parent folder would never end.
    if (this.#entered.has(real)) return
    this.#entered.add(real)
    if (depth > maxDepth) {
      this.#gap('too-large', path, { en: `folders nest deeper than ${maxDepth}`, ko: `폴더 깊이가 ${maxDepth}을(를) 넘습니다` })
      return
    }
    const entries = this.#list(path)
    const names = new Set(entries.flatMap((entry) => (entry.isDirectory() ? [] : [entry.name])))
    const chart = names.has('Chart.yaml')
    if (chart) this.#plan.charts.push({ path, name: path })
    else if ([...kustomizationNames].some((name) => names.has(name))) this.#plan.kustomizations.push({ path, name: path })
    // Helm installs what lies in crds/ as it is, and people keep plain manifests beside a chart's own files.
    for (const entry of entries)
      if (!chart || !partsOfChart.has(entry.name)) this.#entry(join(path, entry.name), join(real, entry.name), entry, depth)
  }

  #list(path: string): readonly Dirent[] {
    try {
      return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
    } catch (error) {
      this.#gap('unreadable', path, {
        en: `the folder cannot be read: ${reasonOf(error)}`,
        ko: `폴더를 읽을 수 없습니다: ${reasonOf(error)}`,
      })
      return []
    }
  }

  #entry(path: string, real: string, entry: Dirent, depth: number): void {
    this.#entries++
    if (this.#entries === maxEntries + 1)
      this.#gap('too-large', path, {
        en: `more than ${maxEntries} files; the rest was not read`,
        ko: `파일이 ${maxEntries}개를 넘어 나머지는 읽지 않았습니다`,
      })
    if (this.#entries > maxEntries) return
    if (entry.isSymbolicLink()) this.#link(path, depth)
    else if (entry.isDirectory()) this.#subfolder(path, real, entry.name, depth)
    else if (entry.isFile() && manifestNames.test(entry.name)) this.#file(path, real)
    else if (entry.isFile() && archiveNames.test(entry.name))
      this.#gap(
        'excluded',
        path,
        {
          en: 'archives inside folders are not opened; name it to have it read',
          ko: '폴더 안의 아카이브는 열지 않습니다. 검사하려면 직접 지정하십시오',
        },
        true,
      )
  }

  #subfolder(path: string, real: string, name: string, depth: number): void {
    if (skippedFolders.has(name))
      this.#gap(
        'excluded',
        path,
        { en: `${name} folders are not searched for manifests`, ko: `${name} 폴더는 검사하지 않습니다` },
        true,
      )
    else this.#folder(path, real, depth + 1)
  }

  /** Links are followed inside the folder that the user named, as in a mounted ConfigMap; a link out of it is not. */
  #link(path: string, depth: number): void {
    const real = safeRealpath(path)
    const stats = statOf(path)
    if (stats === undefined) {
      if (manifestNames.test(path)) this.#gap('unreadable', path, { en: 'the link leads nowhere', ko: '링크 대상이 없습니다' })
      return
    }
    const inside = real === this.#root || real.startsWith(this.#root + sep)
    if (!stats.isDirectory() && !manifestNames.test(path)) return
    if (!inside)
      this.#gap('excluded', path, {
        en: 'the link leads out of the folder that was named',
        ko: '링크가 지정한 폴더 밖을 가리킵니다',
      })
    else if (stats.isDirectory()) this.#folder(path, real, depth + 1)
    else this.#file(path, real)
  }
}

function safeRealpath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/** The system's own word for why something failed, without the path it repeats. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const words: { readonly [code: string]: string } = {
    EACCES: 'permission denied',
    EPERM: 'not permitted',
    ENOENT: 'no such file',
    EISDIR: 'is a folder',
    Z_DATA_ERROR: 'it is damaged',
    Z_BUF_ERROR: 'it breaks off in the middle',
  }
  return code === undefined ? error.message : (words[code] ?? code)
}
