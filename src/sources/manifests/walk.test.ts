import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { planTargets } from './walk.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'haetae-walk-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function put(path: string): void {
  const whole = join(root, path)
  mkdirSync(join(whole, '..'), { recursive: true })
  writeFileSync(whole, 'a: 1\n')
}

const found = (targets: readonly string[]) => {
  const plan = planTargets(targets)
  const short = (items: readonly { path: string }[]) => items.map(({ path }) => relative(root, path))
  return {
    files: short(plan.files),
    charts: short(plan.charts),
    kustomizations: short(plan.kustomizations),
    archives: short(plan.archives),
    gaps: plan.gaps,
  }
}

describe('planTargets', () => {
  test('finds manifests in folders, in a stable order', () => {
    for (const path of ['b/x.yml', 'a/x.yaml', 'a/x.json', 'a/readme.md', 'a/x.YAML']) put(path)
    expect(found([root]).files).toEqual(['a/x.YAML', 'a/x.json', 'a/x.yaml', 'b/x.yml'])
  })

  test('a file named by the user is read whatever its ending', () => {
    put('manifest.txt')
    expect(found([join(root, 'manifest.txt')]).files).toEqual(['manifest.txt'])
  })

  test('charts are left to their engine, kustomizations are noted', () => {
    for (const path of ['chart/Chart.yaml', 'chart/templates/x.yaml', 'k/kustomization.yaml', 'k/r.yaml']) put(path)
    expect(found([root])).toMatchObject({ charts: ['chart'], kustomizations: ['k'], files: ['k/kustomization.yaml', 'k/r.yaml'] })
  })

  test('what lies beside a chart’s own files is read as it stands', () => {
    for (const name of [
      'Chart.yaml',
      'values.yaml',
      'templates/a.yaml',
      'charts/sub/x.yaml',
      'crds/crd.yaml',
      'examples/x.yaml',
      'own.yaml',
    ])
      put(`chart/${name}`)
    expect(found([root])).toMatchObject({
      charts: ['chart'],
      files: ['chart/crds/crd.yaml', 'chart/examples/x.yaml', 'chart/own.yaml'],
    })
  })

  test('a folder that is called Chart.yaml makes no chart', () => {
    put('x/Chart.yaml/a.yaml')
    put('x/templates/b.yaml')
    expect(found([root])).toMatchObject({ charts: [], files: ['x/Chart.yaml/a.yaml', 'x/templates/b.yaml'] })
  })

  test('patterns', () => {
    for (const path of ['a/x.yaml', 'b/x.yaml', 'b/y.yaml']) put(path)
    expect(found([join(root, '*/x.yaml')]).files).toEqual(['a/x.yaml', 'b/x.yaml'])
    expect(() => planTargets([join(root, '*/z.yaml')])).toThrow(/no such file/)
  })

  test('a target that is not there is an error, not an empty result', () => {
    expect(() => planTargets([join(root, 'none')])).toThrow(/none: no such file or folder/)
  })

  test('links inside the folder are followed, out of it they are gaps, in circles they end', () => {
    put('inner/x.yaml')
    mkdirSync(join(root, 'target'))
    symlinkSync(join(root, 'inner'), join(root, 'target', 'outside'))
    symlinkSync('.', join(root, 'target', 'circle'))
    symlinkSync('nowhere.yaml', join(root, 'target', 'broken.yaml'))
    put('target/real.yaml')
    symlinkSync('real.yaml', join(root, 'target', 'link.yaml'))
    const plan = found([join(root, 'target')])
    // One file by two names is one file.
    expect(plan.files).toEqual(['target/link.yaml'])
    expect(plan.gaps.map(({ reason, file }) => [reason, relative(root, file ?? '')])).toEqual([
      ['unreadable', 'target/broken.yaml'],
      ['excluded', 'target/outside'],
    ])
  })

  test('a link to itself ends nothing else', () => {
    symlinkSync('loop.yaml', join(root, 'loop.yaml'))
    put('x.yaml')
    const plan = found([root])
    expect(plan.files).toEqual(['x.yaml'])
    expect(plan.gaps).toMatchObject([{ reason: 'unreadable', file: join(root, 'loop.yaml') }])
    expect(() => planTargets([join(root, 'loop.yaml')])).toThrow(/loop.yaml: no such file or folder/)
  })

  test.each(['node_modules/x.yaml', '.git/x.yaml', 'release.tgz', 'a/release.tar.gz'])('that %s is left out is said', (path) => {
    put(path)
    const { files, archives, gaps } = found([root])
    expect([files, archives]).toEqual([[], []])
    expect(gaps).toMatchObject([{ reason: 'excluded', byChoice: true }])
  })

  test('an archive that is named is opened', () => {
    put('release.tgz')
    expect(found([join(root, 'release.tgz')])).toMatchObject({ archives: ['release.tgz'], gaps: [] })
  })

  test.skipIf(process.getuid?.() === 0)('a folder that cannot be read is a gap', () => {
    put('closed/x.yaml')
    chmodSync(join(root, 'closed'), 0)
    expect(found([root]).gaps).toMatchObject([{ reason: 'unreadable' }])
    chmodSync(join(root, 'closed'), 0o755)
  })
})
