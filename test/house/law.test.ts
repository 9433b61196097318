import { expect, test } from 'vitest'
import { brokenEdges, house, pureRooms, roomOf } from './law.ts'
import { importsOf, isTypeScript, readTree, tree } from './source.ts'

test('no edge breaks the import law', () => {
  expect(brokenEdges(readTree(['src', 'web'], isTypeScript))).toEqual([])
})

test('nothing pure may import anything that is not', () => {
  const impure = pureRooms.flatMap((room) => house[room]?.rooms.filter((other) => !pureRooms.includes(other)) ?? [])
  expect(impure).toEqual([])
  expect(pureRooms.toSorted()).toEqual(
    ['engine', 'graph', 'hosts', 'images', 'kube', 'lib', 'model', 'network', 'posture', 'runtime'].toSorted(),
  )
})

test.each([
  ['src/posture/a.ts', "import { x } from '../images/index.ts'", 'posture may not import images: five judges'],
  ['src/posture/a.ts', "import type { X } from '../images/index.ts'", 'posture may not import images: five judges'],
  ['src/posture/a.ts', "export * from '../graph/index.ts'", 'posture may not import graph'],
  ['src/posture/a.ts', "type X = import('../network/index.ts').X", 'posture may not import network'],
  ['src/posture/a.ts', "const x = await import('../runtime/index.ts')", 'posture may not import runtime'],
  ['src/posture/a.test.ts', "import { x } from '../images/index.ts'", 'posture may not import images'],
  ['src/posture/a.test.ts', "import { x } from '../../test/data.ts'", 'posture may not import from outside src/'],
  ['src/posture/a.ts', "import fs from 'node:fs'", 'posture may not use node:fs'],
  ['src/posture/a.ts', "import fs from 'fs/promises'", 'posture may not use node:fs/promises'],
  ['src/posture/a.ts', "import { z } from 'zod'", 'posture may not import the package zod (allowed: none)'],
  ['src/posture/a.ts', 'const x = await import(name)', 'a computed import'],
  ['src/lib/a.ts', "import type { Text } from '../model/index.ts'", 'lib may not import model'],
  ['src/lib/a.ts', "import { z } from 'zod/v4'", 'lib may not import the package zod (allowed: js-yaml)'],
  ['src/engine/a.ts', "import x from '../cluster/index.ts'", 'engine may not import cluster'],
  ['src/response/a.ts', "import x from '../posture/index.ts'", 'response may not import posture'],
  ['src/cluster/a.ts', "import x from '@kubernetes/other/deep'", 'cluster may not import the package @kubernetes/other'],
  ['src/apps/cli/a.ts', "import x from '../server/main.ts'", 'apps/cli may not import apps/server: apps are wiring'],
  ['src/apps/cli/a.ts', "import x from '../shared.ts'", 'apps/cli may not import (none)'],
  ['src/drawer/a.ts', '', '"drawer" is no room of the house'],
  ['src/a.ts', '', '"(none)" is no room of the house'],
  ['web/a.ts', "import x from '../src/posture/index.ts'", 'web may not import posture'],
])('%s: %s is refused', (path, text, reason) => {
  const broken = brokenEdges(tree({ [path]: text }))
  expect(broken).toHaveLength(1)
  expect(broken[0]).toContain(reason)
  expect(broken[0]).toContain(path)
})

test.each([
  ['src/posture/a.ts', "import { x } from '../model/index.ts'\nimport y from './checks/b.ts'"],
  ['src/posture/a.test.ts', "import fs from 'node:fs'\nimport { test } from 'vitest'\nimport fc from 'fast-check'"],
  ['src/lib/a.ts', "import { load } from 'js-yaml'"],
  ['src/kube/a.ts', "import { x } from '../lib/yaml.ts'"],
  ['src/engine/a.ts', "import { x } from '../posture/index.ts'"],
  ['src/response/a.ts', "import { x } from '../cluster/index.ts'"],
  ['src/cluster/a.ts', "import fs from 'node:fs'"],
  ['src/apps/cli/a.ts', "import x from '../../engine/index.ts'\nimport p from '../../../package.json' with { type: 'json' }"],
  ['src/posture/a.ts', "// import x from '../images/index.ts'\nconst s = \"import x from '../images/index.ts'\""],
  ['test/e2e/a.ts', "import x from '../../src/apps/cli/main.ts'\nimport y from '../../src/posture/index.ts'"],
])('%s: %s is allowed', (path, text) => {
  expect(brokenEdges(tree({ [path]: text }))).toEqual([])
})

test('what only tests import is part of the tests; what code imports as well is not', () => {
  const files = {
    'src/posture/golden.ts': "import { expect } from 'vitest'",
    'src/posture/a.test.ts': "import { golden } from './golden.ts'",
    'src/posture/a.ts': '',
  }
  expect(brokenEdges(tree(files))).toEqual([])
  expect(brokenEdges(tree({ ...files, 'src/posture/a.ts': "import { golden } from './golden.ts'" }))).toHaveLength(1)
  expect(brokenEdges(tree({ ...files, 'src/posture/a.test.ts': '' }))).toHaveLength(1)
})

test('imports are read whatever their form', () => {
  const text = [
    "import './effect.ts'",
    "import a, { type B } from './static.ts'",
    "import { type C, type D } from './names.ts'",
    "import type E from './type.ts'",
    "export { f } from './export.ts'",
    "export type { G } from './export-type.ts'",
    "const lazy = () => import('./lazy.ts')",
    "new Worker(new URL('./worker.ts', import.meta.url))",
    "let h: import('./inline.ts').H",
  ].join('\n')
  expect(importsOf('src/x/a.ts', text).map(({ specifier, kind, line }) => `${line} ${kind} ${specifier}`)).toEqual([
    '1 static ./effect.ts',
    '2 static ./static.ts',
    '3 type ./names.ts',
    '4 type ./type.ts',
    '5 static ./export.ts',
    '6 type ./export-type.ts',
    '7 dynamic ./lazy.ts',
    '8 dynamic ./worker.ts',
    '9 type ./inline.ts',
  ])
})

test.each([
  ['src/posture/checks/a.ts', 'posture'],
  ['src/apps/cli/main.ts', 'apps/cli'],
  ['src/apps/main.ts', '(none)'],
  ['web/src/app.tsx', 'web'],
  ['bench/a.ts', undefined],
])('%s belongs to %s', (path, room) => {
  expect(roomOf(path)).toBe(room)
})
