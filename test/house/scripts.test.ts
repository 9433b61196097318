import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundle, bundledPackages, entry } from '../../scripts/bundle.ts'
import { totals } from '../../scripts/totals.ts'
import { root } from './source.ts'
import { scratch } from './types.ts'

const file = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map((status) => ({ status })) })

test.each([
  [{ success: true, testResults: [file('passed', 'passed', 'passed')] }, '2 passed, 0 failed', true],
  [{ success: true, testResults: [file('passed', 'passed', 'pending', 'todo')] }, '1 passed, 0 failed, 2 skipped', true],
  [{ success: false, testResults: [file('failed', 'passed', 'failed')] }, '1 passed, 1 failed', false],
  [{ success: false, testResults: [file('failed'), file('passed', 'passed')] }, '1 passed, 1 failed', false],
  // An error outside every test: nothing failed by name, and the run is no success all the same.
  [{ success: false, testResults: [file('passed', 'passed')] }, '1 passed, 0 failed', false],
  [{ success: true, testResults: [] }, '0 passed, 0 failed', false],
])('the sum of %j', (results, line, good) => {
  expect(totals(results)).toEqual({ line, good })
})

test('the bundled packages are those whose code is in it, once each, scoped ones and nested ones too', () => {
  const inputs = {
    'src/apps/cli/main.ts': { bytes: 1, imports: [] },
    'node_modules/zod/v4/index.js': { bytes: 1, imports: [] },
    'node_modules/zod/v4/core.js': { bytes: 1, imports: [] },
    'node_modules/@a/b/index.js': { bytes: 1, imports: [] },
    'node_modules/@a/b/node_modules/c/index.js': { bytes: 1, imports: [] },
  }
  expect(bundledPackages({ inputs })).toEqual(['node_modules/@a/b', 'node_modules/@a/b/node_modules/c', 'node_modules/zod'])
})

const program =
  "(function(moduleUrl){function unused(){return 1}console.log(moduleUrl.endsWith('/build/cli.js')?'started':moduleUrl)})\n"

test('the entry refuses an old Node in one line, and passes on a new one', () => {
  const { folder, write } = scratch('entry')
  mkdirSync(join(root, folder, 'build'))
  write('build/cli.js', program)
  const run = (version: string) => {
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '${version}' })\n`
    const preload = write('pretend.mjs', pretend)
    const main = write('entry.mjs', entry('build'))
    const env = { ...process.env, XDG_CACHE_HOME: join(root, '.cache/house/entry') }
    return spawnSync(process.execPath, ['--import', preload, main], { encoding: 'utf8', env })
  }
  expect(run('22.11.0')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: 'haetae: needs Node 24 or newer, and this is Node 22.11.0\n',
  })
  expect(run('24.0.0')).toMatchObject({ status: 0, stdout: 'started\n', stderr: '' })
})

test('the entry keeps what was compiled of the first three scans, and never of another build', () => {
  const { folder, write } = scratch('compiled')
  const cache = join(root, folder, 'cache')
  const kept = () =>
    existsSync(cache) ? readdirSync(join(cache, 'haetae/compile')).map((name) => name.replace(/^.*\.(?=\w+\.\d$)/, '')) : []
  const run = (build: string, word: string, cached = true) => {
    mkdirSync(join(root, folder, build), { recursive: true })
    write(`${build}/cli.js`, program)
    const main = write('entry.mjs', entry(build))
    const { NODE_DISABLE_COMPILE_CACHE: _, ...inherited } = process.env
    const env = { ...inherited, XDG_CACHE_HOME: cache, ...(cached ? {} : { NODE_DISABLE_COMPILE_CACHE: '1' }) }
    const { status, stderr } = spawnSync(process.execPath, [main, word], { encoding: 'utf8', env })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    return kept()
  }
  expect(run('build', 'scan', false)).toEqual([])
  expect(run('build', '--version')).toEqual([])
  expect(run('build', 'scan')).toEqual(['build.1'])
  expect(run('build', '--version')).toEqual(['build.1'])
  expect(run('build', 'scan')).toEqual(['build.2'])
  expect(run('build', 'scan')).toEqual(['build.3'])
  expect(run('build', 'scan')).toEqual(['build.3'])
  writeFileSync(join(cache, 'haetae/compile', readdirSync(join(cache, 'haetae/compile'))[0] ?? ''), 'broken')
  expect(run('build', 'scan')).toEqual(['build.1'])
  expect(run('other', 'scan')).toEqual(['other.1'])
})

test('the bundle starts from a folder of its own, with what code finds beside itself, and a second run changes nothing', async () => {
  const { folder } = scratch('bundle')
  const out = join(root, folder)
  await bundle(out, true)
  const build = /'\.\/(\w+)\/cli\.js'/.exec(readFileSync(join(out, 'haetae.mjs'), 'utf8'))?.[1] ?? ''
  expect(readdirSync(out).toSorted()).toEqual(['THIRD-PARTY.txt', 'haetae.mjs', build].toSorted())
  expect(readdirSync(join(out, build))).toContain('cli.js')
  expect(readdirSync(join(out, build, 'go')).toSorted()).toEqual(readdirSync(join(root, 'src/sources/rendered/go')).toSorted())
  expect(readFileSync(join(out, 'THIRD-PARTY.txt'), 'utf8')).toContain('commander')
  const { mtimeMs } = statSync(join(out, build))
  await bundle(out, false)
  expect(readdirSync(out)).toHaveLength(3)
  expect(statSync(join(out, build)).mtimeMs).toBe(mtimeMs)
})
