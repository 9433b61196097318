import { expect, test } from 'vitest'
import { disagreements } from './catalogues.ts'
import { isTypeScript, readTree, tree } from './source.ts'

test('every list of checks agrees with its folder, and every id is its path', () => {
  expect(disagreements(readTree(['src'], isTypeScript))).toEqual([])
})

const good = {
  'src/posture/checks.ts': "import { check as hostPort } from './checks/host-port.ts'\nexport const checks = [hostPort]",
  'src/posture/checks/host-port.ts': "export const check = { id: 'posture/host-port' }",
  'src/posture/checks/host-port.test.ts': '',
}

test('a list and a folder that agree pass', () => {
  expect(disagreements(tree(good))).toEqual([])
})

test.each([
  [
    'a check that nobody lists',
    { 'src/posture/checks/extra.ts': "const c = { id: 'posture/extra' }" },
    'extra.ts is not imported by',
  ],
  [
    'a type import does not list',
    { 'src/posture/checks.ts': "import type { C } from './checks/host-port.ts'" },
    'is not imported by',
  ],
  [
    'a listed check that is gone',
    { 'src/posture/checks.ts': "import { check } from './checks/host-port.ts'\nimport { gone } from './checks/gone.ts'" },
    'imports src/posture/checks/gone.ts, which is not there',
  ],
  [
    'an id that is not the path',
    { 'src/posture/checks/host-port.ts': "const c = { id: 'posture/port' }" },
    "id: 'posture/host-port'",
  ],
  [
    'a folder with no list',
    { 'src/images/checks/root.ts': "const c = { id: 'images/root' }" },
    'src/images/checks.ts is missing',
  ],
])('%s', (_, change, message) => {
  const found = disagreements(tree({ ...good, ...change }))
  expect(found).toHaveLength(1)
  expect(found[0]).toContain(message)
})
