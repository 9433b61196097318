import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dependenciesOf, programs, reaches } from './reaches.ts'
import { isTypeScript, readTree, root, tree } from './source.ts'

const files = readTree(['src'], isTypeScript)
const dependencies = dependenciesOf(readFileSync(join(root, 'package-lock.json'), 'utf8'))
const golden = (program: string) => join(root, 'test/house', `reaches-${program}.txt`)

test('each program reaches what its golden list says', () => {
  for (const program of programs(files)) {
    const now = reaches(files, program, dependencies)
    if (process.env.UPDATE === '1') writeFileSync(golden(program), now)
    const kept = existsSync(golden(program)) ? readFileSync(golden(program), 'utf8') : ''
    expect(now, `apps/${program} reaches something else now; if that is meant: UPDATE=1 make check`).toBe(kept)
  }
})

test('no golden list outlives its program', () => {
  const kept = readdirSync(join(root, 'test/house')).flatMap((name) => /^reaches-(.+)\.txt$/.exec(name)?.[1] ?? [])
  expect(kept.filter((program) => !programs(files).includes(program))).toEqual([])
})

const small = tree({
  'src/apps/cli/main.ts': "import '../../posture/index.ts'\nimport type { S } from '../../store/index.ts'\nimport('./scan.ts')",
  'src/apps/cli/scan.ts': "import { Command } from 'commander'\nimport tar from 'tar-stream/extract.js'",
  'src/apps/agent/main.ts': '',
  'src/posture/index.ts': "import './checks/one.ts'\nimport 'node:fs'",
  'src/posture/checks/one.ts': '',
  'src/store/index.ts': "import 'node:sqlite'",
})

test('programs are found by their main.ts', () => {
  expect(programs(small)).toEqual(['cli', 'agent'])
})

test('lazy imports count, types do not, and packages are followed to the end', () => {
  const packages = new Map([
    ['tar-stream', ['streamx']],
    ['streamx', ['b4a']],
    ['unused', ['other']],
  ])
  expect(reaches(small, 'cli', packages)).toBe(`# What apps/cli reaches at run time. Rewritten by: UPDATE=1 make check

rooms:
  apps/cli
  posture

packages:
  commander  (src/apps/cli/scan.ts)
  tar-stream  (src/apps/cli/scan.ts)

packages that these bring along:
  b4a
  streamx

parts of Node:
  node:fs  (src/posture/index.ts)

folders:
  src/apps/cli
  src/posture
  src/posture/checks
`)
})

test('the lock file is read, packages inside packages too', () => {
  const lock = {
    packages: {
      '': { dependencies: { a: '1' } },
      'node_modules/a': { dependencies: { b: '1' } },
      'node_modules/a/node_modules/b': {},
    },
  }
  expect([...dependenciesOf(JSON.stringify(lock))]).toEqual([
    ['', ['a']],
    ['a', ['b']],
    ['b', []],
  ])
})
