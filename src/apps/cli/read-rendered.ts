import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join, relative, resolve } from 'node:path'
import type { Scan } from '../../engine/index.ts'
import { brief } from '../../lib/brief.ts'
import type { Text } from '../../model/index.ts'
import { memorySource, type Plan, readManifest } from '../../sources/index.ts'
import {
  isPackedChart,
  kustomizationRoots,
  type Rendered,
  renderChart,
  renderKustomization,
  unpackChart,
} from '../../sources/rendered/index.ts'
import { relocator, type ShownName } from '../../sources/rendered/relocate.ts'
import { type ReadSettings, sinkOf } from './read-sink.ts'

/** Something to render, as the user named it. */
interface Rendering {
  readonly path: string
  readonly name: string
}

/** Renders what the plan found and reads it into the scan. Gives the files that must not be judged on their own any more. */
export async function readRendered(plan: Plan, settings: ReadSettings, scan: Scan): Promise<ReadonlySet<string>> {
  const options = { onProgress: (text: Text) => settings.progress(text.en) }
  for (const chart of plan.charts) {
    settings.progress(`helm: ${chart.name}`)
    await readChart(chart, shownFrom(chart.path), settings, scan)
  }
  const byPath = new Map(plan.kustomizations.map((one) => [resolve(one.path), one]))
  const byFile = new Map(plan.files.map(({ path }) => [resolve(path), path]))
  // Where one cannot be rendered, its resources are better judged as they stand than not at all.
  const covered = new Set(kustomizationFiles(plan))
  for (const { dir, files } of await kustomizationRoots([...byPath.keys()])) {
    const kustomization = byPath.get(dir) ?? { path: dir, name: dir }
    settings.progress(`kustomize: ${kustomization.name}`)
    const rendered = await renderKustomization(dir, options)
    if (take(rendered, kustomization, 'kustomization', shownFrom(kustomization.path), scan))
      for (const file of files) covered.add(byFile.get(file) ?? file)
  }
  return covered
}

/** Renders a chart that `helm package` made. False where the archive is none. */
export async function readPackedChart({ path, name }: Rendering, settings: ReadSettings, scan: Scan): Promise<boolean> {
  if (!(await isPackedChart(path))) return false
  const folder = mkdtempSync(join(tmpdir(), 'haetae-chart-'))
  try {
    const chart = await unpackChart(path, folder)
    if (chart === undefined) return false
    settings.progress(`helm: ${name}`)
    const shown = (file: string) => `${name}!${relative(folder, file)}`
    await readChart({ path: chart, name }, shown, settings, scan)
    return true
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function readChart(chart: Rendering, shown: ShownName, settings: ReadSettings, scan: Scan): Promise<void> {
  const rendered = await renderChart(resolve(chart.path), {
    onProgress: (text: Text) => settings.progress(text.en),
    valuesFiles: [...settings.valuesFiles],
    set: [...settings.set],
  })
  take(rendered, chart, 'chart', shown, scan)
}

/** Names files as the user named the folder they were found in. */
function shownFrom(path: string): ShownName {
  return (file) => (isAbsolute(path) ? file : relative(process.cwd(), file))
}

function kustomizationFiles(plan: Plan): readonly string[] {
  return plan.kustomizations.flatMap(({ path }) => ['kustomization.yaml', 'kustomization.yml'].map((name) => join(path, name)))
}

/** Templates that call themselves make Helm repeat the call a hundred times over. */
const longestComplaint = 600

function take(
  rendered: Rendered,
  { path, name }: Rendering,
  what: 'chart' | 'kustomization',
  shown: ShownName,
  scan: Scan,
): boolean {
  if (!rendered.ok) {
    const detail = rendered.detail === undefined ? '' : ` (${rendered.detail})`
    const named = (text: string) => brief(text.replaceAll(resolve(path), name), longestComplaint)
    scan.gap({
      reason: 'not-rendered',
      message: { en: named(`${rendered.message.en}${detail}`), ko: named(`${rendered.message.ko}${detail}`) },
      file: name,
    })
    return false
  }
  scan.file()
  for (const document of rendered.documents) {
    const source = memorySource(document.template === undefined ? name : shown(document.template), document.text)
    readManifest(
      source,
      document.text,
      { unit: `${what} ${resolve(path)}`, relocate: relocator(document, `${what} ${name}`, shown) },
      sinkOf(scan),
    )
  }
  return true
}
