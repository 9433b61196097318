import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { load } from 'js-yaml'
import { pack } from 'tar-stream'
import { describe, expect, it } from 'vitest'
import { goTool } from './go-tool.ts'
import { type ChartOptions, renderChart } from './helm.ts'
import { folder, hasManifests, manifests, pathWith } from './render-fixture.ts'
import { findOnPath } from './render-tool.ts'
import type { RenderedDocument } from './rendered.ts'

// The first run builds the renderer.
const buildTime = 15 * 60_000
const searchPath = await pathWith('go')
const helmPath = (await findOnPath(['helm'], {})) === undefined ? undefined : process.env.PATH
if (helmPath === undefined) console.log('skipped with the helm command: there is no helm on PATH')
const engines: [string, string][] = []
if (searchPath !== undefined) engines.push(['built', searchPath])
if (helmPath !== undefined) engines.push(['command', helmPath])

async function render(dir: string, options: ChartOptions): Promise<readonly RenderedDocument[]> {
  const rendered = await renderChart(dir, options)
  if (!rendered.ok) throw new Error(`${rendered.message.en}: ${rendered.detail}`)
  return rendered.documents
}

/** The places of every line that holds `text`: file name, line, ~ for not exact, values key. */
function placesOf(documents: readonly RenderedDocument[], text: string): string[] {
  return documents.flatMap((document) =>
    document.text.split('\n').flatMap((line, index) => {
      if (!line.includes(text)) return []
      const place = document.lines?.(index + 1)
      if (place === undefined) return ['nowhere']
      const name = place.file.split('/').at(-1)
      return [`${name}:${place.line}${place.exact ? '' : '~'}${place.valuesKey === undefined ? '' : ` ${place.valuesKey}`}`]
    }),
  )
}

async function packed(files: { readonly [path: string]: string }): Promise<Buffer> {
  const archive = pack()
  for (const [name, text] of Object.entries(files)) archive.entry({ name }, text)
  archive.finalize()
  const chunks: Uint8Array[] = []
  for await (const chunk of archive) if (Buffer.isBuffer(chunk)) chunks.push(chunk)
  return gzipSync(Buffer.concat(chunks))
}

const chartYaml = 'apiVersion: v2\nname: shop\nversion: 1.0.0\n'

async function shop(): Promise<string> {
  return folder({
    'Chart.yaml':
      `${chartYaml}dependencies:\n` +
      '- {name: db, version: 1.0.0, alias: store}\n- {name: cache, version: 1.0.0}\n- {name: extra, version: 1.0.0, condition: extra.enabled}\n',
    'values.yaml': 'image: {tag: "1"}\nreplicas: 1\nlist: []\nextra: {enabled: false}\nstore: {size: 1Gi}\n',
    'templates/app.yaml':
      'kind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\n  namespace: {{ .Release.Namespace }}\nspec:\n' +
      '  replicas: {{ .Values.replicas }}\n  image: "app:{{ .Values.image.tag }}"\n  args:\n  {{- range .Values.list }}\n  - {{ . | quote }}\n  {{- end }}\n',
    'templates/NOTES.txt': 'thanks\n',
    'templates/_helpers.tpl': '{{ define "x" }}y{{ end }}',
    'templates/tests/t.yaml': 'kind: Pod\nmetadata:\n  annotations: {helm.sh/hook: test}\n  name: t\n',
    'crds/crd.yaml': 'kind: CustomResourceDefinition\n',
    'charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
    'charts/db/values.yaml': 'size: 5Gi\nglobal: {zone: a}\n',
    'charts/db/templates/db.yaml': 'kind: StatefulSet\nname: db\nsize: {{ .Values.size }}\nzone: {{ .Values.global.zone }}\n',
    'charts/extra/Chart.yaml': 'apiVersion: v2\nname: extra\nversion: 1.0.0\n',
    'charts/extra/templates/e.yaml': 'kind: Extra\nname: extra\n',
    'charts/cache-1.0.0.tgz': await packed({
      'cache/Chart.yaml': 'apiVersion: v2\nname: cache\nversion: 1.0.0\n',
      'cache/values.yaml': 'port: 6379\n',
      'cache/templates/c.yaml': '# packed\nkind: Service\nport: {{ .Values.port }}\n',
    }),
    'prod.yaml': 'image: {tag: prod}\nreplicas: 2\n',
    'later.yaml': 'replicas: 4\n',
  })
}

describe.each(engines)('renderChart with the engine %s', (_name, path) => {
  it(
    'renders subcharts in folders and archives, under their conditions and aliases',
    async () => {
      const dir = await shop()
      const documents = await render(dir, { searchPath: path })
      const kinds = documents.map(({ text }) => /kind: (\w+)/.exec(text)?.[1]).sort()
      expect(kinds).toEqual(['Deployment', 'Pod', 'Service', 'StatefulSet'])
      expect(placesOf(documents, 'size: 1Gi')).toEqual(['db.yaml:3 store.size'])
      expect(placesOf(documents, 'zone:')).toEqual(['db.yaml:4 global.zone'])
      expect(placesOf(documents, 'port:')).toEqual(['c.yaml:3 cache.port'])
      const templates = documents.map(({ template }) => template?.slice(dir.length)).sort()
      expect(templates).toEqual([
        '/charts/cache-1.0.0.tgz/cache/templates/c.yaml',
        '/charts/db/templates/db.yaml',
        '/templates/app.yaml',
        '/templates/tests/t.yaml',
      ])
    },
    buildTime,
  )

  it('takes values files in order, then --set with its types', async () => {
    const dir = await shop()
    const documents = await render(dir, {
      searchPath: path,
      releaseName: 'prod',
      namespace: 'web',
      valuesFiles: [join(dir, 'prod.yaml'), join(dir, 'later.yaml')],
      set: ['list={a,b}', 'extra.enabled=true,store.size=9Gi'],
    })
    const app = documents.find(({ text }) => text.includes('kind: Deployment'))?.text
    expect(app?.trim().split('\n').slice(1)).toEqual([
      'metadata:',
      '  name: prod',
      '  namespace: web',
      'spec:',
      '  replicas: 4',
      '  image: "app:prod"',
      '  args:',
      '  - "a"',
      '  - "b"',
    ])
    expect(documents.some(({ text }) => text.includes('kind: Extra'))).toBe(true)
    expect(placesOf(documents, '  - "')).toEqual(['app.yaml:10 list', 'app.yaml:10 list'])
    expect(placesOf(documents, 'size: 9Gi')).toEqual(['db.yaml:3 store.size'])
  })

  it.each([
    [
      'a missing dependency',
      { 'Chart.yaml': `${chartYaml}dependencies:\n- {name: redis, version: 1.0.0, repository: "https://charts.invalid"}\n` },
      {},
      /redis.*helm dependency build/,
      undefined,
    ],
    [
      'a broken template',
      { 'Chart.yaml': chartYaml, 'templates/a.yaml': 'a: 1\nb: {{ fail "no tag" }}\n' },
      {},
      /could not render/,
      /shop\/templates\/a\.yaml:2:\d+.*no tag/,
    ],
    [
      'a template that does not parse',
      { 'Chart.yaml': chartYaml, 'templates/a.yaml': 'a: 1\nb: {{ if }}\n' },
      {},
      /could not render/,
      /a\.yaml:2/,
    ],
    [
      'values against the schema',
      { 'Chart.yaml': chartYaml, 'values.schema.json': '{"required":["tag"]}', 'templates/a.yaml': 'a: 1' },
      {},
      /could not render/,
      /./,
    ],
    [
      'a schema on the network',
      { 'Chart.yaml': chartYaml, 'values.schema.json': '{"$ref":"http://192.0.2.1/s.json"}', 'templates/a.yaml': 'a: 1' },
      {},
      /could not render/,
      /./,
    ],
    ['a wrong --set', { 'Chart.yaml': chartYaml, 'templates/a.yaml': 'a: 1' }, { set: ['a[b=1'] }, /could not render/, /./],
    [
      'an endless template',
      { 'Chart.yaml': chartYaml, 'templates/a.yaml': '{{ range until 99999 }}{{ range until 99999 }}{{ end }}{{ end }}' },
      { timeoutMs: 1500 },
      /within 1\.5 s/,
      undefined,
    ],
    [
      'templates that include themselves',
      { 'Chart.yaml': chartYaml, 'templates/a.yaml': '{{ define "a" }}{{ include "a" . }}{{ end }}a: {{ include "a" . }}' },
      {},
      /could not render/,
      /nested reference/,
    ],
  ] as [string, { [path: string]: string }, ChartOptions, RegExp, RegExp | undefined][])(
    'says why it fails: %s',
    async (_case, files, options, message, detail) => {
      const rendered = await renderChart(folder(files), { ...options, searchPath: path })
      if (rendered.ok) throw new Error('rendered')
      expect(rendered.reason).toBe('failed')
      expect(rendered.message.en).toMatch(message)
      expect(rendered.message.ko).toMatch(/[가-힣]/)
      if (detail !== undefined) expect(rendered.detail).toMatch(detail)
    },
    buildTime,
  )

  it.skipIf(!hasManifests)('points into the templates of real charts', async () => {
    const goat = await render(join(manifests, 'kubernetes-goat/scenarios/metadata-db'), { searchPath: path })
    expect(goat).toHaveLength(3)
    expect(placesOf(goat, 'image:')).toContain('deployment.yaml:24 image.repository')
    expect(placesOf(goat, 'memory:')).toEqual(['deployment.yaml:41~ resources', 'deployment.yaml:41~ resources'])
    expect(placesOf(goat, 'image: busybox')).toEqual(['test-connection.yaml:15'])

    const boutique = await render(join(manifests, 'microservices-demo/helm-chart'), { searchPath: path })
    expect(boutique).toHaveLength(36)
    let exact = 0
    for (const document of boutique) {
      for (const [index, row] of document.text.split('\n').entries()) {
        const place = document.lines?.(index + 1)
        if (row.trim() === '' || place?.exact !== true) continue
        exact++
        const source = readFileSync(place.file, 'utf8').split('\n')[place.line - 1] ?? ''
        expect(row.trim().startsWith(source.trim().split('{{')[0]?.trim() ?? '')).toBe(true)
      }
    }
    expect(exact).toBeGreaterThan(1000)
  })

  it('never gives a path outside of the chart', async () => {
    const text = '---\n# Source: shop/../../etc/passwd\nkind: A\n{{ "---" }}\n# Source: shop/templates/../../x\nkind: B\n'
    const dir = folder({ 'Chart.yaml': chartYaml, 'templates/a.yaml': text })
    for (const { template } of await render(dir, { searchPath: path })) expect(template).toBe(join(dir, 'templates/a.yaml'))
  })
})

describe('renderChart', () => {
  it.each([
    ['no chart', { 'a.yaml': 'a: 1' }, {}, /Chart\.yaml/],
    ['a Chart.yaml that is no YAML', { 'Chart.yaml': '{' }, {}, /Chart\.yaml/],
    [
      'no values file',
      { 'Chart.yaml': chartYaml },
      { valuesFiles: ['https://example.invalid/values.yaml'] },
      /no values file https/,
    ],
    ['a release name that is an option', { 'Chart.yaml': chartYaml }, { releaseName: '--post-renderer' }, /cannot be passed/],
    ['a namespace that is an option', { 'Chart.yaml': chartYaml }, { namespace: '-f' }, /cannot be passed/],
    ['a zero byte', { 'Chart.yaml': chartYaml }, { set: ['a=\u0000'] }, /cannot be passed/],
  ] as [string, { [path: string]: string }, ChartOptions, RegExp][])('refuses %s', async (_name, files, options, message) => {
    const rendered = await renderChart(folder(files), options)
    expect(rendered.ok ? '' : rendered.message.en).toMatch(message)
  })

  it('has nothing to render in a library', async () => {
    expect(await renderChart(folder({ 'Chart.yaml': `${chartYaml}type: library\n` }))).toMatchObject({ ok: true, documents: [] })
  })

  it('says how to get Helm where nothing can render', async () => {
    const options = { searchPath: folder({ helm: 'not executable' }), cacheDir: folder({}) }
    const rendered = await renderChart(folder({ 'Chart.yaml': chartYaml }), options)
    expect(rendered).toMatchObject({ ok: false, reason: 'no-tool' })
    expect(rendered.ok ? '' : rendered.message.en).toMatch(/install helm/)
  })

  it.skipIf(engines.length < 2 || !hasManifests)('reads the same from both engines', async () => {
    const dir = join(manifests, 'microservices-demo/helm-chart')
    const of = async (path: string | undefined): Promise<string[]> => {
      const documents = await render(dir, path === undefined ? {} : { searchPath: path })
      return documents.map(({ text, template }) => JSON.stringify([template, load(text)])).sort()
    }
    expect(await of(searchPath)).toEqual(await of(helmPath))
  })
})

describe('goTool', () => {
  it.skipIf(searchPath === undefined)(
    'builds once, though two ask at once',
    async () => {
      const cacheDir = folder({})
      const told: string[] = []
      const ask = (dir: string): ReturnType<typeof goTool> =>
        goTool('kustomize', { cacheDir: dir, searchPath: searchPath ?? '', onProgress: ({ en }) => told.push(en) })
      const [first, second] = await Promise.all([ask(cacheDir), ask(`${cacheDir}/`)])
      expect(first).toMatchObject({ ok: true })
      expect(second.ok && first.ok && second.file === first.file).toBe(true)
      expect(told).toHaveLength(1)
    },
    buildTime,
  )

  it('says that a build failed, and why', async () => {
    const searchPath = folder({ go: '#!/bin/sh\necho "main.go:1:1: no such thing" >&2\nexit 1\n' })
    chmodSync(join(searchPath, 'go'), 0o755)
    expect(await goTool('helm', { searchPath, cacheDir: folder({}) })).toEqual({
      ok: false,
      why: 'not-built',
      detail: 'main.go:1:1: no such thing',
    })
  })
})
