import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { isRecord } from '../../lib/shape.ts'
import type { Text } from '../../model/text.ts'
import { type ChartFiles, chartInFolder } from './chart-files.ts'
import { goTool } from './go-tool.ts'
import { defaultTimeoutMs, findOnPath, offlineEnv, renderMemory, runFailure, runTool } from './render-tool.ts'
import { type Failure, failure, type Rendered, type RenderOptions } from './rendered.ts'
import { chartDocuments, type RenderedTemplate, splitHelmOutput } from './rendered-chart.ts'

/** What `helm template` can be told, by the same names. */
export interface ChartOptions extends RenderOptions {
  /** Files, later ones over earlier ones; addresses are refused. */
  readonly valuesFiles?: readonly string[]
  /** `--set` expressions: `image.tag=1.2,list={a,b}`. */
  readonly set?: readonly string[]
  /** Default: `release-name`, as Helm has it. */
  readonly releaseName?: string
  /** Default: `default`. */
  readonly namespace?: string
  /** The version that templates see as `.Capabilities.KubeVersion`. Default: the renderer's own. */
  readonly kubeVersion?: string
}

interface Request {
  readonly dir: string
  readonly release: string
  readonly namespace: string
  readonly kubeVersion: string
  readonly valuesFiles: readonly string[]
  readonly set: readonly string[]
}

type Templates = { readonly ok: true; readonly tool: string; readonly templates: readonly RenderedTemplate[] } | Failure

/**
 * Renders the chart in `dir` with Helm's own engine: the `helm` command where there is one, else a renderer built once from Helm's Go
 * module. Hooks are rendered, NOTES.txt and crds/ are not. A library chart renders to nothing. Never throws, never uses the network.
 */
export async function renderChart(dir: string, options: ChartOptions = {}): Promise<Rendered> {
  const chart = await chartInFolder(resolve(dir))
  if (chart.metadata === undefined) {
    return failure('failed', {
      en: `${dir} has no Chart.yaml that names a chart`,
      ko: `${dir}에 차트 이름이 적힌 Chart.yaml이 없습니다`,
    })
  }
  const request = await readRequest(dir, options)
  if ('ok' in request) return request
  if (chart.metadata.library) return { ok: true, tool: 'helm', documents: [] }
  const helm = await findOnPath(['helm'], options)
  const answer = helm === undefined ? await withBuiltRenderer(dir, request, options) : await withHelm(helm, dir, request, options)
  if (!answer.ok) return answer
  return { ok: true, tool: answer.tool, documents: await documentsOf(chart, answer.templates) }
}

function documentsOf(chart: ChartFiles, templates: readonly RenderedTemplate[]): ReturnType<typeof chartDocuments> {
  return chartDocuments(
    chart,
    templates.filter(({ name }) => !name.endsWith('/NOTES.txt')),
  )
}

/** Checks the options, so that nothing in them is taken for another option or fetched from afar. */
async function readRequest(dir: string, options: ChartOptions): Promise<Request | Failure> {
  const release = options.releaseName ?? 'release-name'
  const namespace = options.namespace ?? 'default'
  const kubeVersion = options.kubeVersion ?? ''
  for (const name of [release, namespace]) {
    if (name.length > 63 || !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name)) return badOption(name)
  }
  if (!/^(v?\d+(\.\d+){0,2}([-+][\w.+-]+)?)?$/.test(kubeVersion)) return badOption(kubeVersion)
  const valuesFiles: string[] = []
  for (const file of options.valuesFiles ?? []) {
    const path = resolve(file)
    const info = await stat(path).catch(() => undefined)
    if (info?.isFile() !== true) {
      return failure('failed', { en: `there is no values file ${file}`, ko: `값 파일 ${file}이(가) 없습니다` })
    }
    valuesFiles.push(path)
  }
  const set = options.set ?? []
  const bad = set.find((expression) => expression.includes('\u0000'))
  if (bad !== undefined) return badOption(bad)
  return { dir: resolve(dir), release, namespace, kubeVersion, valuesFiles, set }
}

function badOption(value: string): Failure {
  const shown = JSON.stringify(value)
  return failure('failed', { en: `${shown} cannot be passed to Helm`, ko: `${shown}은(는) Helm에 전달할 수 없는 값입니다` })
}

async function withHelm(helm: string, dir: string, request: Request, options: ChartOptions): Promise<Templates> {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs
  const args = ['template', `--namespace=${request.namespace}`]
  if (request.kubeVersion !== '') args.push(`--kube-version=${request.kubeVersion}`)
  // Helm splits the argument of --values at commas, in the manner of CSV.
  for (const file of request.valuesFiles) args.push(`--values=${/[",\n]/.test(file) ? `"${file.replaceAll('"', '""')}"` : file}`)
  for (const expression of request.set) args.push(`--set=${expression}`)
  const run = await runTool(helm, [...args, '--', request.release, request.dir], {
    timeoutMs,
    env: offlineEnv(),
    maxMemory: renderMemory,
  })
  if (run.ok) return { ok: true, tool: 'helm', templates: splitHelmOutput(run.stdout) }
  return missingDependencies(dir, run.stderr) ?? runFailure('helm', dir, run, timeoutMs)
}

async function withBuiltRenderer(dir: string, request: Request, options: ChartOptions): Promise<Templates> {
  const tool = await goTool('helm', options)
  if (!tool.ok) return failure('no-tool', tool.why === 'no-go' ? howToGetHelm : notBuilt, tool.detail)
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs
  const run = await runTool(tool.file, [], {
    timeoutMs,
    env: offlineEnv(),
    maxMemory: renderMemory,
    input: JSON.stringify(request),
  })
  const name = `helm ${tool.version} (built from source)`
  if (!run.ok) return runFailure(name, dir, run, timeoutMs)
  const answer = readAnswer(run.stdout)
  if (typeof answer !== 'string') return { ok: true, tool: name, templates: answer }
  return missingDependencies(dir, answer) ?? runFailure(name, dir, { ok: false, why: 'failed', stderr: answer }, timeoutMs)
}

/** The rendered templates, or the error. */
function readAnswer(stdout: string): readonly RenderedTemplate[] | string {
  let data: unknown
  try {
    data = JSON.parse(stdout)
  } catch {
    return 'the renderer gave no answer'
  }
  if (!isRecord(data)) return 'the renderer gave no answer'
  if (typeof data.error === 'string') return data.error
  const templates: RenderedTemplate[] = []
  for (const document of Array.isArray(data.documents) ? data.documents : []) {
    if (!isRecord(document)) continue
    const { template, text } = document
    if (typeof template === 'string' && typeof text === 'string') templates.push({ name: template, text })
  }
  return templates
}

function missingDependencies(dir: string, complaint: string): Failure | undefined {
  const names = /missing in charts\/ directory: (.+)/.exec(complaint)?.[1]?.trim()
  if (names === undefined) return undefined
  return failure('failed', {
    en: `the chart ${dir} lacks dependencies that its Chart.yaml names: ${names}. Run "helm dependency build ${dir}" to put them into charts/`,
    ko: `차트 ${dir}에 Chart.yaml에 적힌 의존 차트가 없습니다: ${names}. "helm dependency build ${dir}"를 실행하여 charts/에 넣으십시오`,
  })
}

const howToGetHelm: Text = {
  en: 'charts need Helm to be rendered: install helm (https://helm.sh/docs/intro/install/), or Go 1.26 or later, from which haetae builds a renderer once',
  ko: '차트를 렌더링하려면 Helm이 필요합니다. helm을 설치하거나(https://helm.sh/docs/intro/install/) Go 1.26 이상을 설치하십시오. Go가 있으면 haetae가 렌더러를 한 번 빌드합니다',
}

const notBuilt: Text = {
  en: 'the Helm renderer could not be built with the Go that is here (it needs Go 1.26 or later and, the first time, the Go module proxy): install helm (https://helm.sh/docs/intro/install/)',
  ko: '설치된 Go로 Helm 렌더러를 빌드하지 못했습니다(Go 1.26 이상과, 처음 한 번은 Go 모듈 프록시가 필요합니다). helm을 설치하십시오(https://helm.sh/docs/intro/install/)',
}
