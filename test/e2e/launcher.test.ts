import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const minutes = 60_000

// Everybody may enter: one of the tests runs as somebody else.
const temp = mkdtempSync(join(tmpdir(), 'haetae-launcher-'))
const clone = join(temp, 'a checkout')
const haetae = join(clone, 'haetae')
const env = { ...process.env, XDG_CACHE_HOME: join(temp, 'cache'), npm_config_prefer_offline: 'true', LC_ALL: 'C' }

interface Run {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

function run(command: string, words: readonly string[], options: Parameters<typeof spawnSync>[2] = {}): Run {
  const { status, stdout, stderr, error } = spawnSync(command, words, { cwd: temp, env, ...options, encoding: 'utf8' })
  if (error !== undefined) throw error
  return { status, stdout, stderr }
}

const told = { status: 0, stdout: `${version}\n`, stderr: '' }

beforeAll(() => {
  chmodSync(temp, 0o755)
  expect(run('git', ['clone', '--quiet', root, clone])).toMatchObject({ status: 0 })
})

afterAll(() => rmSync(temp, { recursive: true, force: true }))

describe('a clean clone', () => {
  test('without npm says what is missing', () => {
    const bin = join(temp, 'bin')
    mkdirSync(bin)
    for (const tool of ['sh', 'cat', 'cmp', 'dirname', 'find', 'id', 'mkdir', 'mv', 'rm', 'sleep', 'tail', 'uname']) {
      const { stdout } = run('sh', ['-c', `command -v ${tool}`])
      symlinkSync(stdout.trim(), join(bin, tool))
    }
    const { status, stderr } = run(haetae, ['--version'], { env: { ...env, PATH: bin } })
    expect(status).toBe(2)
    expect(stderr).toMatch(/^haetae: npm is needed once.*\n$/)
    const korean = run(haetae, ['--version'], { env: { ...env, PATH: bin, LC_ALL: 'ko_KR.UTF-8' } })
    expect(korean.stderr).toMatch(/^haetae: .*npm이 한 번 필요합니다.*\n$/)
  })

  test('that npm cannot fill says so, ends with 2, and leaves no lock behind', { timeout: 2 * minutes }, () => {
    const unreachable = {
      npm_config_registry: 'http://127.0.0.1:9',
      npm_config_cache: join(temp, 'no-cache'),
      npm_config_fetch_retries: '0',
    }
    const { status, stdout, stderr } = run(haetae, ['--version'], { env: { ...env, ...unreachable } })
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('haetae: npm ci failed')
    expect(stderr.split('\n').length).toBeLessThan(20)
    expect(existsSync(join(clone, '.cache/setup.lock'))).toBe(false)
  })

  test('installs itself on the first start, in one line, and is silent from then on', { timeout: 10 * minutes }, () => {
    // A run that died on this machine left its lock: no process has this number.
    mkdirSync(join(clone, '.cache/setup.lock'), { recursive: true })
    writeFileSync(join(clone, '.cache/setup.lock/owner'), `${run('uname', ['-n']).stdout.trim()} 4194305\n`)
    const first = run(haetae, ['--version'])
    expect(first).toEqual({ ...told, stderr: 'haetae: installing packages, once; this takes up to a minute\n' })
    expect(run(haetae, ['--version'])).toEqual(told)
  })
})

describe('a checkout that is set up', () => {
  test('starts through symbolic links, relative and absolute, and from any folder', () => {
    mkdirSync(join(temp, 'links'))
    symlinkSync('../a checkout/haetae', join(temp, 'links/one'))
    symlinkSync(join(temp, 'links/one'), join(temp, 'links/two'))
    expect(run(join(temp, 'links/two'), ['--version'])).toEqual(told)
    expect(run('./one', ['--version'], { cwd: join(temp, 'links') })).toEqual(told)
    expect(run('../haetae', ['--version'], { cwd: join(clone, 'src') })).toEqual(told)
    expect(run('sh', ['haetae', '--version'], { cwd: clone })).toEqual(told)
    expect(run('haetae', ['--version'], { env: { ...env, PATH: `${clone}:${process.env.PATH}` } })).toEqual(told)
  })

  test('installs nothing anew for a lock file that was only touched', () => {
    const now = new Date()
    utimesSync(join(clone, 'package-lock.json'), now, now)
    expect(run(haetae, ['--version'])).toEqual(told)
  })

  test('bundles what has changed, and nothing else', () => {
    const bundle = join(clone, 'dist/haetae.mjs')
    const before = readFileSync(bundle, 'utf8')
    const main = join(clone, 'src/apps/cli/main.ts')
    const text = readFileSync(main, 'utf8')
    writeFileSync(main, `console.error('changed')\n${text}`)
    expect(run(haetae, ['--version']).stderr).toBe('changed\n')
    expect(readFileSync(bundle, 'utf8')).not.toBe(before)
    writeFileSync(main, text)
    expect(run(haetae, ['--version'])).toEqual(told)
    expect(readFileSync(bundle, 'utf8')).toBe(before)
  })

  test('says so, with 2, when the code cannot be bundled', () => {
    const broken = join(clone, 'src/apps/cli/main.ts')
    const text = readFileSync(broken, 'utf8')
    writeFileSync(broken, `${text}\nconst = 1\n`)
    const { status, stderr } = run(haetae, ['--version'])
    writeFileSync(broken, text)
    expect(status).toBe(2)
    expect(stderr).toContain('haetae: the program could not be bundled')
    expect(run(haetae, ['--version'])).toEqual(told)
  })

  test.runIf(process.getuid?.() === 0)('that belongs to somebody else is bundled into the cache of the user', () => {
    const home = join(temp, 'home')
    mkdirSync(home)
    const nobody = { uid: 65534, gid: 65534, cwd: '/' }
    run('chown', ['65534', home])
    rmSync(join(clone, 'dist'), { recursive: true })
    expect(run(haetae, ['--version'], { ...nobody, env: { PATH: process.env.PATH, HOME: home } })).toEqual(told)
    expect(existsSync(join(clone, 'dist'))).toBe(false)
    const nowhere = run(haetae, ['--version'], { ...nobody, env: { PATH: process.env.PATH } })
    expect(nowhere).toMatchObject({ status: 2, stderr: expect.stringContaining('is read-only') })
    expect(run(haetae, ['--version'])).toEqual(told)
    // A bundle that stands is used as it is, with no home at all.
    expect(run(haetae, ['--version'], { ...nobody, env: { PATH: process.env.PATH } })).toEqual(told)
  })
})

test('the npm package, packed and installed elsewhere, runs on its own', { timeout: 10 * minutes }, () => {
  const bin = `${join(clone, 'node_modules/.bin')}:${process.env.PATH}`
  const packed = run('npm', ['pack', '--silent', '--pack-destination', temp], { cwd: clone, env: { ...env, PATH: bin } })
  expect(packed).toMatchObject({ status: 0, stdout: expect.stringContaining(`haetae-${version}.tgz`) })
  const elsewhere = join(temp, 'elsewhere')
  mkdirSync(elsewhere)
  const install = [
    'install',
    '--prefix',
    elsewhere,
    join(temp, `haetae-${version}.tgz`),
    '--omit=dev',
    '--prefer-offline',
    '--no-audit',
  ]
  expect(run('npm', install)).toMatchObject({ status: 0 })
  const installed = join(elsewhere, 'node_modules/haetae')
  expect(existsSync(join(installed, 'src'))).toBe(false)
  expect(existsSync(join(installed, 'dist/THIRD-PARTY.txt'))).toBe(true)
  expect(run(process.execPath, [join(elsewhere, 'node_modules/.bin/haetae'), '--version'])).toEqual(told)
})
