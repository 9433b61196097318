import { isAbsolute, join, relative, resolve } from 'node:path'
import type { Scan } from '../../engine/index.ts'
import type { Text } from '../../model/index.ts'
import { memorySource, type Plan, readManifest } from '../../sources/index.ts'
import { kustomizationRoots, type Rendered, renderChart, renderKustomization } from '../../sources/rendered/index.ts'
import { relocator } from '../../sources/rendered/relocate.ts'
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
    const rendered = await renderChart(resolve(chart.path), {
      ...options,
      valuesFiles: [...settings.valuesFiles],
      set: [...settings.set],
    })
    take(rendered, chart, 'chart', scan)
  }
  const byPath = new Map(plan.kustomizations.map((one) => [resolve(one.path), one]))
  const { roots, files } = await kustomizationRoots([...byPath.keys()])
  let whole = true
  for (const path of roots) {
    const kustomization = byPath.get(path) ?? { path, name: path }
    settings.progress(`kustomize: ${kustomization.name}`)
    whole = take(await renderKustomization(path, options), kustomization, 'kustomization', scan) && whole
  }
  // Where one could not be rendered, its resources are better judged as they stand than not at all.
  return whole
    ? new Set(plan.files.map(({ path }) => path).filter((path) => files.has(resolve(path))))
    : new Set(kustomizationFiles(plan))
}

function kustomizationFiles(plan: Plan): readonly string[] {
  return plan.kustomizations.flatMap(({ path }) => ['kustomization.yaml', 'kustomization.yml'].map((name) => join(path, name)))
}

function take(rendered: Rendered, { path, name }: Rendering, what: 'chart' | 'kustomization', scan: Scan): boolean {
  if (!rendered.ok) {
    const detail = rendered.detail === undefined ? '' : ` (${rendered.detail})`
    scan.gap({
      reason: 'not-rendered',
      message: { en: `${rendered.message.en}${detail}`, ko: `${rendered.message.ko}${detail}` },
      file: name,
    })
    return false
  }
  const shown = (file: string) => (isAbsolute(path) ? file : relative(process.cwd(), file))
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
