import { basename, resolve } from 'node:path'
import type { Text } from '../../model/text.ts'
import { goTool } from './go-tool.ts'
import { parseDocuments } from './kustomization-file.ts'
import { traceOrigins } from './kustomization-origin.ts'
import { kustomizationTree } from './kustomization-tree.ts'
import { defaultTimeoutMs, findOnPath, offlineEnv, renderMemory, runFailure, runTool } from './render-tool.ts'
import { type Failure, failure, type Rendered, type RenderedDocument, type RenderOptions } from './rendered.ts'
import { splitDocuments } from './rendered-chart.ts'

interface Tool {
  readonly ok: true
  readonly name: string
  readonly file: string
  readonly args: readonly string[]
}

/**
 * Renders the kustomization in `dir` with Kustomize's own code: the `kustomize` command or `kubectl kustomize` where there is one,
 * else a renderer built once from Kustomize's Go module. A kustomization that needs the network is refused before anything is started.
 * Never throws.
 */
export async function renderKustomization(dir: string, options: RenderOptions = {}): Promise<Rendered> {
  const root = resolve(dir)
  const tree = await kustomizationTree(root)
  if (tree === undefined) {
    return failure('failed', {
      en: `${dir} has no kustomization.yaml that can be read`,
      ko: `${dir}에 읽을 수 있는 kustomization.yaml이 없습니다`,
    })
  }
  if (tree.component) {
    return failure('failed', {
      en: `${tree.file} is a component: it renders only as part of a kustomization`,
      ko: `${tree.file}은(는) 컴포넌트이므로 다른 kustomization의 일부로만 렌더링됩니다`,
    })
  }
  if (tree.remote.length > 0) {
    const addresses = tree.remote.join(', ')
    return failure('failed', {
      en: `the kustomization ${dir} takes parts from the network, which are not fetched: ${addresses}. Save them as local files and name those instead`,
      ko: `kustomization ${dir}은(는) 네트워크에서 가져오는 부분이 있어 렌더링하지 않습니다: ${addresses}. 로컬 파일로 저장하여 그 파일을 가리키도록 바꾸십시오`,
    })
  }
  const tool = await chooseTool(options)
  if (!tool.ok) return tool
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs
  const run = await runTool(tool.file, [...tool.args, root], { timeoutMs, env: offlineEnv(), maxMemory: renderMemory })
  if (!run.ok) return runFailure(tool.name, dir, run, timeoutMs)
  return { ok: true, tool: tool.name, documents: await withSources(run.stdout, root) }
}

async function withSources(output: string, root: string): Promise<RenderedDocument[]> {
  const sourcesOf = await traceOrigins(root)
  return splitDocuments(output).map(({ text }) => ({ text, sources: sourcesOf(parseDocuments(text)[0]) }))
}

async function chooseTool(options: RenderOptions): Promise<Tool | Failure> {
  const command = await findOnPath(['kustomize', 'kubectl'], options)
  if (command !== undefined) {
    const kubectl = basename(command).startsWith('kubectl')
    if (kubectl) return { ok: true, name: 'kubectl kustomize', file: command, args: ['kustomize'] }
    return { ok: true, name: 'kustomize', file: command, args: ['build'] }
  }
  const built = await goTool('kustomize', options)
  if (!built.ok) return failure('no-tool', built.why === 'no-go' ? howToGetKustomize : notBuilt, built.detail)
  return { ok: true, name: `kustomize api ${built.version} (built from source)`, file: built.file, args: [] }
}

const howToGetKustomize: Text = {
  en: 'kustomizations need Kustomize to be rendered: install kubectl or kustomize (https://kubectl.docs.kubernetes.io/installation/kustomize/), or Go 1.26 or later, from which haetae builds a renderer once',
  ko: 'kustomization을 렌더링하려면 Kustomize가 필요합니다. kubectl이나 kustomize를 설치하거나(https://kubectl.docs.kubernetes.io/installation/kustomize/) Go 1.26 이상을 설치하십시오. Go가 있으면 haetae가 렌더러를 한 번 빌드합니다',
}

const notBuilt: Text = {
  en: 'the Kustomize renderer could not be built with the Go that is here (it needs Go 1.26 or later and, the first time, the Go module proxy): install kubectl or kustomize',
  ko: '설치된 Go로 Kustomize 렌더러를 빌드하지 못했습니다(Go 1.26 이상과, 처음 한 번은 Go 모듈 프록시가 필요합니다). kubectl이나 kustomize를 설치하십시오',
}
