import { join } from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { lineOf } from './kustomization-file.ts'
import { originOf } from './kustomization-origin.ts'
import { kustomizationRoots, kustomizationTree } from './kustomization-tree.ts'
import { renderKustomization } from './kustomize.ts'
import { folder, hasManifests, manifests, pathWith } from './render-fixture.ts'
import type { RenderedDocument, RenderOptions } from './rendered.ts'

const buildTime = 15 * 60_000
const engines: [string, string][] = []
for (const name of ['kubectl', 'kustomize', 'go']) {
  const path = await pathWith(name)
  if (path !== undefined) engines.push([name, path])
}
const anyEngine: RenderOptions = { searchPath: engines[0]?.[1] ?? '' }

const deployment = (name: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  labels: {app: ${name}}\nspec:\n  replicas: 1\n  template:\n    spec:\n      containers:\n      - name: main\n        image: ${name}:1\n`

const shop = {
  'base/kustomization.yaml':
    'resources:\n- web.yaml\n- two.yaml\nconfigMapGenerator:\n- name: settings\n  files:\n  - app.conf=config/app.conf\n',
  'base/config/app.conf': 'debug = true\n',
  'base/web.yaml': deployment('web'),
  'base/two.yaml': `# two\napiVersion: v1\nkind: Service\nmetadata: {name: web}\n---\n${deployment('db')}`,
  'parts/debug/kustomization.yaml':
    'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n- path: debug.yaml\n  target: {kind: Deployment, name: "(.*-)?web"}\n',
  'parts/debug/debug.yaml': '- op: add\n  path: /spec/paused\n  value: true\n',
  'overlays/prod/Kustomization':
    'namePrefix: prod-\nnamespace: shop\nresources:\n- ../../base\ncomponents:\n- ../../parts/debug\npatches:\n- path: scale.yaml\n- patch: |-\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata:\n      name: db\n    spec:\n      paused: true\n  target:\n    kind: Deployment\n    labelSelector: app=db\n',
  'overlays/prod/scale.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 5}\n',
}

/** `kind name <- file#document…` for every object, with paths below `root`. */
function origins(documents: readonly RenderedDocument[], root: string): string[] {
  return documents
    .map(({ text, sources }) => {
      const name = `${/^kind: (.*)/m.exec(text)?.[1]} ${/^ {2}name: (.*)/m.exec(text)?.[1]?.replace(/-[a-z0-9]{10}$/, '-HASH')}`
      const from = sources?.map(({ file, documentIndex, patch, line }) => {
        return `${file.slice(root.length + 1)}#${documentIndex}${patch === undefined ? '' : `(${patch})`}${line === undefined ? '' : `:${line}`}`
      })
      return `${name} <- ${from?.join(', ')}`
    })
    .sort()
}

describe.each(engines)('renderKustomization with %s', (_name, searchPath) => {
  it(
    'renders bases, components, patches and generators, and knows what wrote each object',
    async () => {
      const root = folder(shop)
      const rendered = await renderKustomization(join(root, 'overlays/prod'), { searchPath })
      if (!rendered.ok) throw new Error(rendered.detail ?? rendered.message.en)
      expect(origins(rendered.documents, root)).toEqual([
        'ConfigMap prod-settings-HASH <- base/kustomization.yaml#0:5',
        'Deployment prod-db <- base/two.yaml#1, overlays/prod/Kustomization#0(merge):10',
        'Deployment prod-web <- base/web.yaml#0, parts/debug/debug.yaml#0(json), overlays/prod/scale.yaml#0(merge)',
        'Service prod-web <- base/two.yaml#0',
      ])
      const web = rendered.documents.find(({ text }) => text.includes('name: prod-web') && text.includes('Deployment'))
      expect(load(web?.text ?? '')).toMatchObject({ metadata: { namespace: 'shop' }, spec: { replicas: 5, paused: true } })
    },
    buildTime,
  )

  it.each([
    ['a missing file', { 'kustomization.yaml': 'resources: [gone.yaml]\n' }, /gone\.yaml/],
    ['a file outside of the root', { 'kustomization.yaml': 'resources: [../../../etc/hostname]\n' }, /hostname/],
    ['itself', { 'kustomization.yaml': 'resources: [sub]\n', 'sub/kustomization.yaml': 'resources: [..]\n' }, /cycle|sub/],
    ['an unknown field', { 'kustomization.yaml': 'resoures: [a.yaml]\n' }, /resoures/],
  ] as [string, { [path: string]: string }, RegExp][])(
    "gives the tool's complaint about %s",
    async (_case, files, detail) => {
      const rendered = await renderKustomization(folder(files), { searchPath })
      if (rendered.ok) throw new Error('rendered')
      expect(rendered.reason).toBe('failed')
      expect(rendered.detail).toMatch(detail)
    },
    buildTime,
  )

  it.skipIf(!hasManifests).each([
    ['.', 35],
    ['tests/memorystore-with-all-components', 49],
    ['tests/service-mesh-istio-with-all-components', 55],
    ['tests/spanner-with-all-components', 49],
  ])('renders the real kustomization %s', async (path, count) => {
    const rendered = await renderKustomization(join(manifests, 'microservices-demo/kustomize', path), { searchPath })
    if (!rendered.ok) throw new Error(rendered.detail ?? rendered.message.en)
    expect(rendered.documents).toHaveLength(count)
    for (const { sources } of rendered.documents) expect(sources?.length).toBeGreaterThan(0)
  })
})

describe('renderKustomization', () => {
  it.each([
    ['resources:\n- https://example.invalid/a.yaml\n', 'https://example.invalid/a.yaml'],
    ['resources:\n- git::https://example.invalid/x//deploy\n', 'git::'],
    ['resources:\n- github.com/example/x?ref=v1\n', 'github.com'],
    ['resources:\n- git@example.invalid:x/y.git\n', 'git@'],
    ['components:\n- ssh://git@example.invalid/x\n', 'ssh:'],
    ['patches:\n- path: https://example.invalid/p.yaml\n', 'p.yaml'],
    ['configMapGenerator:\n- name: a\n  files: ["k=https://example.invalid/f"]\n', 'example.invalid/f'],
    ['openapi: {path: "HTTPS://example.invalid/o.json"}\n', 'o.json'],
    [
      'transformers:\n- |-\n  apiVersion: builtin\n  kind: PatchTransformer\n  metadata: {name: x}\n  path: https://example.invalid/t.yaml\n',
      't.yaml',
    ],
    ['resources: [sub]\n', 'example.invalid/deep'],
  ])('fetches nothing: %s', async (text, address) => {
    const dir = folder({ 'kustomization.yaml': text, 'sub/kustomization.yml': 'resources: ["https://example.invalid/deep"]\n' })
    const rendered = await renderKustomization(dir, { searchPath: '' })
    expect(rendered).toMatchObject({ ok: false, reason: 'failed' })
    expect(rendered.ok ? '' : rendered.message.en).toContain(address)
  })

  it('refuses a component, and a folder without a kustomization', async () => {
    const component = folder({ 'kustomization.yaml': 'kind: Component\n' })
    for (const dir of [component, folder({}), folder({ 'kustomization.yaml': '- a\n' }), folder({ 'kustomization.yaml': '{' })]) {
      expect(await renderKustomization(dir, anyEngine)).toMatchObject({ ok: false, reason: 'failed' })
    }
  })

  it('says how to get Kustomize where nothing can render', async () => {
    const dir = folder({ 'kustomization.yaml': 'resources: []\n' })
    const rendered = await renderKustomization(dir, { searchPath: '', cacheDir: folder({}) })
    expect(rendered).toMatchObject({ ok: false, reason: 'no-tool' })
    expect(rendered.ok ? '' : rendered.message.en).toMatch(/install kubectl or kustomize/)
  })

  it('does not run a tool that the search path names relative to the folder', async () => {
    const dir = folder({ 'kustomization.yaml': 'resources: []\n' })
    expect(await renderKustomization(dir, { searchPath: '.:./bin:', cacheDir: folder({}) })).toMatchObject({ reason: 'no-tool' })
  })
})

describe('kustomizationTree', () => {
  it('names every file and folder that the kustomization is made of', async () => {
    const root = folder(shop)
    const tree = await kustomizationTree(join(root, 'overlays/prod'))
    const below = (paths: Iterable<string> | undefined): string[] =>
      [...(paths ?? [])].map((path) => path.slice(root.length + 1)).sort()
    expect(below(tree?.files)).toEqual(Object.keys(shop).sort())
    expect(below(tree?.directories)).toEqual(['base', 'parts/debug'])
    expect(tree?.component).toBe(false)
  })

  it('takes one that cannot be read for a root, so that rendering tells why', async () => {
    const root = folder({
      'a/kustomization.yaml': 'resources: [\n',
      'b/kustomization.yaml': '- list\n',
      'c/kustomization.yaml': '',
    })
    const dirs = ['a', 'b', 'c'].map((dir) => join(root, dir))
    expect((await kustomizationRoots(dirs)).map(({ dir }) => dir)).toEqual(dirs)
    for (const dir of dirs) expect(await renderKustomization(dir)).toMatchObject({ ok: false })
  })

  it('reads each kustomization once, however long the chain', async () => {
    const count = 300
    const files = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`k${index}/kustomization.yaml`, `resources: [../k${index + 1}]\n`]),
    )
    const root = folder(files)
    const before = process.cpuUsage()
    const roots = await kustomizationRoots(Array.from({ length: count }, (_, index) => join(root, `k${index}`)))
    expect(roots.map(({ dir }) => dir)).toEqual([join(root, 'k0')])
    expect(process.cpuUsage(before).user).toBeLessThan(1_500_000)
  })

  it('tells roots from parts, and ends at a cycle', async () => {
    const root = folder({
      ...shop,
      'ring/a/kustomization.yaml': 'resources: [../b]\n',
      'ring/b/kustomization.yaml': 'resources: [../a]\n',
    })
    const dirs = ['base', 'parts/debug', 'overlays/prod', 'gone'].map((dir) => join(root, dir))
    const roots = await kustomizationRoots(dirs)
    expect(roots.map(({ dir }) => dir)).toEqual([join(root, 'overlays/prod')])
    expect((await kustomizationRoots([join(root, 'ring/a'), join(root, 'ring/b')])).map(({ dir }) => dir)).toEqual([
      join(root, 'ring/a'),
    ])
    expect(roots[0]?.files.has(join(root, 'base/config/app.conf'))).toBe(true)
    expect((await kustomizationTree(join(root, 'ring/a')))?.directories).toEqual(new Set([join(root, 'ring/b')]))
  })

  it('notes what is missing', async () => {
    const root = folder({
      'kustomization.yaml': 'resources: [a.yaml, b]\nsecretGenerator:\n- name: s\n  envs: [e.env]\n',
      'b/x.yaml': '',
    })
    const tree = await kustomizationTree(root)
    expect(tree?.missing.map((path) => path.slice(root.length + 1)).sort()).toEqual(['a.yaml', 'b', 'e.env'])
  })
})

describe('originOf', () => {
  const object = (kind: string, name: string): unknown => ({ apiVersion: 'v1', kind, metadata: { name } })

  it.each([
    [
      'suffix and two overlays of one base',
      {
        'kustomization.yaml': 'resources: [a, b]\n',
        'a/kustomization.yaml':
          'nameSuffix: -a\nresources: [../c]\npatches:\n- patch: "{apiVersion: v1, kind: Pod, metadata: {name: x}, spec: {}}"\n',
        'b/kustomization.yaml': 'nameSuffix: -b\nresources: [../c]\n',
        'c/kustomization.yaml': 'resources: [x.yaml]\n',
        'c/x.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n',
      },
      object('Pod', 'x-b'),
      ['c/x.yaml'],
    ],
    [
      'a patch by a former name',
      {
        'kustomization.yaml': 'resources: [b]\npatches:\n- path: p.yaml\n',
        'p.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n',
        'b/kustomization.yaml': 'namePrefix: b-\nresources: [x.yaml]\n',
        'b/x.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n',
      },
      object('Pod', 'b-x'),
      ['b/x.yaml', 'p.yaml'],
    ],
    [
      'a list',
      {
        'kustomization.yaml': 'resources: [l.yaml]\n',
        'l.yaml': 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: x}}\n',
      },
      object('Pod', 'x'),
      ['l.yaml'],
    ],
    [
      'strategic merge, inline and by file',
      {
        'kustomization.yaml':
          'resources: [x.yaml]\npatchesStrategicMerge:\n- p.yaml\n- |-\n  apiVersion: v1\n  kind: Pod\n  metadata: {name: x}\n',
        'p.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: y}\n',
        'x.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n',
      },
      object('Pod', 'x'),
      ['x.yaml', 'kustomization.yaml'],
    ],
    [
      'a pattern that would not end',
      {
        'kustomization.yaml': `resources: [x.yaml]\npatches:\n- patch: "[]"\n  target: {name: "${'.*'.repeat(40)}b"}\n- patch: "[]"\n  target: {name: "(a|a)*b"}\n`,
        'x.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: ${'a'.repeat(200)}}\n`,
      },
      object('Pod', 'a'.repeat(200)),
      ['x.yaml'],
    ],
    [
      'another kind',
      { 'kustomization.yaml': 'resources: [x.yaml]\n', 'x.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n' },
      object('Service', 'x'),
      [],
    ],
    ['no object', { 'kustomization.yaml': 'resources: [x.yaml]\n', 'x.yaml': '- 1\n---\n: {' }, 'text', []],
  ] as [string, { [path: string]: string }, unknown, string[]][])('%s', async (_name, files, document, expected) => {
    const root = folder(files)
    expect((await originOf(document, root)).map(({ file }) => file.slice(root.length + 1))).toEqual(expected)
  })
})

describe('lineOf', () => {
  const text = '# c\na: 1\npatches:\n- path: x\n- target: {kind: A}\n  patch: |-\n    x: 1\n? [k]\n: v\nlast: {b: [1, 2]}\n'
  it.each([
    [['a'], 2],
    [['patches', 1, 'patch'], 7],
    [['patches', 1], 5],
    [['patches', 1, 'target', 'kind'], 5],
    [['last', 'b', 1], 10],
    [['none'], undefined],
    [['patches', 2], undefined],
  ] as [(string | number)[], number | undefined][])('%j', (path, line) => {
    expect(lineOf(text, path)).toBe(line)
  })

  it('gives nothing for what is no YAML', () => {
    expect(lineOf('{', ['a'])).toBeUndefined()
  })
})
