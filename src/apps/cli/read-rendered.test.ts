import { chmodSync } from 'node:fs'
import { delimiter, join, relative } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Scan } from '../../engine/index.ts'
import { planTargets } from '../../sources/index.ts'
import { folder } from '../../sources/rendered/render-fixture.ts'
import { readRendered } from './read-rendered.ts'

// Stands for kustomize, which not every machine has: it says what lies ready, and fails where nothing does.
const tools = folder({
  kustomize: '#!/bin/sh\n[ -f "$2/rendered" ] || { echo "no such base" >&2; exit 1; }\nexec /bin/cat "$2/rendered"\n',
})
chmodSync(join(tools, 'kustomize'), 0o755)

const path = process.env.PATH
beforeEach(() => {
  process.env.PATH = `${tools}${delimiter}${path}`
})
afterEach(() => {
  process.env.PATH = path
})

const pod = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{name: a, image: x}]}\n`

test('a kustomization that cannot be rendered leaves its own files to be judged, and those of no other', async () => {
  const root = folder({
    'base/kustomization.yaml': 'resources: [shared.yaml]\n',
    'base/shared.yaml': pod('shared'),
    'good/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
    'good/patch.yaml': pod('shared'),
    'good/rendered': pod('shared'),
    'bad/kustomization.yaml': 'resources: [../base, own.yaml]\n',
    'bad/own.yaml': pod('own'),
    'plain.yaml': pod('plain'),
  })
  const scan = new Scan({ version: '0', startedAt: '', targets: [], checks: [] })
  const plan = planTargets([root])
  const covered = await readRendered(plan, { valuesFiles: [], set: [], progress() {} }, scan)
  const left = plan.files.filter((file) => !covered.has(file.path)).map((file) => relative(root, file.path))
  expect(left).toEqual(['bad/own.yaml', 'plain.yaml'])
  const { gaps, scope } = scan.finish({ wallMs: 0, phases: {} })
  expect(gaps.map(({ reason, file }) => [reason, relative(root, file ?? '')])).toEqual([['not-rendered', 'bad']])
  expect(scope.kinds).toEqual({ Pod: 1 })
})
