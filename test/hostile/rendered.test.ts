import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gapsOf, haetae, pod, privilegedIn, resultOf, Yard } from './run.ts'

const yard = new Yard()
afterAll(() => yard.clear())

// Where there is neither helm nor kustomize, a renderer is built, once, and that takes minutes.
const buildMs = 900_000
beforeAll(async () => {
  yard.put('first/c/Chart.yaml', chart)
  yard.put('first/k/kustomization.yaml', 'resources: []\n')
  await haetae(['scan', '.'], { cwd: yard.folder('first'), patienceMs: buildMs })
}, buildMs)

const chart = 'apiVersion: v2\nname: c\nversion: 1.0.0\n'
const template = pod('"{{ .Values.name }}"')

async function scan(name: string, files: { readonly [path: string]: string }) {
  for (const [path, text] of Object.entries({ 'plain/good.yaml': pod('good'), ...files })) yard.put(`${name}/${path}`, text)
  const ran = await haetae(['scan', '.', '-o', 'json'], { cwd: yard.folder(name) })
  expect([ran.hung, ran.code, ran.err]).toEqual([false, 1, ''])
  const result = resultOf(ran)
  return { gaps: gapsOf(result), names: privilegedIn(result), messages: result.gaps.map(({ message }) => message.en) }
}

function has(command: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`])
    return true
  } catch {
    return false
  }
}

describe.skipIf(!has('helm') && !has('go'))('a chart that cannot be rendered is one gap', () => {
  test.each<[string, { readonly [path: string]: string }]>([
    ['calls itself', { 'c/templates/a.yaml': '{{ define "l" }}{{ include "l" . }}{{ end }}{{ include "l" . }}' }],
    ['counts to a thousand million', { 'c/templates/a.yaml': '{{ range $i := until 1000000000 }}{{ $i }}{{ end }}' }],
    ['writes sixteen gigabytes', { 'c/templates/a.yaml': 'a: {{ repeat 2000000000 "abcdefgh" }}' }],
    ['is no template', { 'c/templates/a.yaml': '{{ if }}' }],
    ['fails', { 'c/templates/a.yaml': '{{ fail "\u001b[31mno" }}' }],
    ['has a list for values', { 'c/values.yaml': '- a\n', 'c/templates/a.yaml': template }],
    ['has no values that can be read', { 'c/values.yaml': 'a: [\n', 'c/templates/a.yaml': template }],
    ['has no name', { 'c/Chart.yaml': 'apiVersion: v2\n', 'c/templates/a.yaml': template }],
    ['is noise', { 'c/Chart.yaml': '\u0000\u0001', 'c/templates/a.yaml': template }],
    [
      'lacks a dependency',
      {
        'c/Chart.yaml': `${chart}dependencies: [{name: redis, version: 1.0.0, repository: "https://registry.example"}]\n`,
        'c/templates/a.yaml': template,
      },
    ],
  ])('%s', async (what, files) => {
    const { gaps, names, messages } = await scan(what, { 'c/Chart.yaml': chart, 'c/values.yaml': 'name: x\n', ...files })
    expect(gaps).toEqual(['c not-rendered'])
    expect(names).toEqual(['good'])
    expect(messages.join()).not.toContain(yard.root)
    expect(messages.join().length).toBeLessThan(700)
  })

  test('what lies beside its templates is judged as it stands', async () => {
    const { gaps, names } = await scan('beside', {
      'c/Chart.yaml': chart,
      'c/values.yaml': 'name: rendered\n',
      'c/templates/a.yaml': template,
      'c/crds/hidden.yaml': pod('in-crds'),
      'c/examples/x.yaml': pod('example'),
    })
    expect([gaps, names]).toEqual([[], ['example', 'good', 'in-crds', 'rendered']])
  })
})

describe.skipIf(!has('kustomize') && !has('kubectl') && !has('go'))(
  'a kustomization that cannot be rendered is one gap, and its files are judged as they stand',
  () => {
    test.each<[string, { readonly [path: string]: string }, readonly string[]]>([
      [
        'made of each other',
        {
          'a/kustomization.yaml': 'resources: [../b]\n',
          'b/kustomization.yaml': 'resources: [../a, r.yaml]\n',
          'b/r.yaml': pod('r'),
        },
        ['r'],
      ],
      ['made of itself', { 'a/kustomization.yaml': 'resources: [., r.yaml]\n', 'a/r.yaml': pod('r') }, ['r']],
      [
        'from the network',
        { 'a/kustomization.yaml': 'resources: ["https://registry.example/x.yaml", r.yaml]\n', 'a/r.yaml': pod('r') },
        ['r'],
      ],
      ['without a file it names', { 'a/kustomization.yaml': 'resources: [none.yaml, r.yaml]\n', 'a/r.yaml': pod('r') }, ['r']],
      ['out of its folder', { 'a/kustomization.yaml': 'resources: [/etc/passwd, r.yaml]\n', 'a/r.yaml': pod('r') }, ['r']],
      ['not YAML', { 'a/kustomization.yaml': 'resources: [\n', 'a/r.yaml': pod('r') }, ['r']],
      ['a list', { 'a/kustomization.yaml': '- a\n', 'a/r.yaml': pod('r') }, ['r']],
      ['empty', { 'a/kustomization.yaml': '', 'a/r.yaml': pod('r') }, ['r']],
      [
        'with a program of its own',
        {
          'a/kustomization.yaml': 'generators: [g.yaml]\nresources: [r.yaml]\n',
          'a/g.yaml':
            'apiVersion: x/v1\nkind: G\nmetadata:\n  name: g\n  annotations:\n    config.kubernetes.io/function: |\n      exec: {path: ./run.sh}\n',
          'a/r.yaml': pod('r'),
        },
        ['r'],
      ],
    ])('%s', async (what, files, names) => {
      const read = await scan(what, files)
      expect(read.gaps).toEqual(['a not-rendered'])
      expect(read.names).toEqual(['good', ...names])
      // The same run again says the same: no times, no numbers of processes.
      expect(read.messages.join()).not.toMatch(/\d{2}:\d{2}:\d{2}/)
    })
  },
)
