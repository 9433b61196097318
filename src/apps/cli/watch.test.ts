import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { watch } from './watch.ts'

let root = ''
let abort = new AbortController()
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'haetae-watch-'))
  mkdirSync(join(root, 'a/b'), { recursive: true })
  writeFileSync(join(root, 'a/b/x.yaml'), '')
  abort = new AbortController()
})
afterEach(() => {
  abort.abort()
  rmSync(root, { recursive: true, force: true })
})

interface Running {
  readonly scans: () => number
  readonly failures: readonly unknown[]
  readonly done: Promise<void>
}

/** Watches with a scan that does `each` at every run. */
function running(path: string, each: (run: number) => void = () => {}, written: readonly string[] = []): Running {
  let scans = 0
  const failures: unknown[] = []
  const done = watch({
    paths: [path],
    written,
    signal: abort.signal,
    failed: (error) => failures.push(error),
    scan: async () => each(++scans),
  })
  return { scans: () => scans, failures, done }
}

const touch = (path: string) => writeFileSync(join(root, path), `${Math.random()}`)
const settle = () => new Promise((resolve) => setTimeout(resolve, 500))

describe('watch', () => {
  test.each([
    ['a folder', '.', 'a/b/x.yaml'],
    ['a new file in a folder', 'a', 'a/b/new.yaml'],
    ['a file', 'a/b/x.yaml', 'a/b/x.yaml'],
    ['a pattern', 'a/*/x.yaml', 'a/b/x.yaml'],
  ])('scans again after a change of %s', async (_name, path, change) => {
    const { scans } = running(join(root, path))
    expect(scans()).toBe(1)
    touch(change)
    await vi.waitFor(() => expect(scans()).toBe(2), 5000)
  })

  test('what a scan writes, and what was not named, starts no other', async () => {
    const out = join(root, 'out.json')
    const { scans } = running(root, () => writeFileSync(out, 'x'), [out])
    await settle()
    expect(scans()).toBe(1)
    const file = running(join(root, 'a/b/x.yaml'))
    touch('a/b/y.yaml')
    await settle()
    expect(file.scans()).toBe(1)
  })

  test('a later scan that fails does not end the watch', async () => {
    const { scans, failures } = running(root, (run) => {
      if (run === 2) throw new Error('gone')
    })
    touch('a/b/x.yaml')
    await vi.waitFor(() => expect(failures).toHaveLength(1), 5000)
    touch('a/b/x.yaml')
    await vi.waitFor(() => expect(scans()).toBe(3), 5000)
  })

  test('a folder that goes away and comes back is watched on', async () => {
    const { scans, failures } = running(join(root, 'a'), (run) => {
      if (run === 2) throw new Error('gone')
    })
    rmSync(join(root, 'a'), { recursive: true })
    await vi.waitFor(() => expect(failures).toHaveLength(1), 5000)
    mkdirSync(join(root, 'a'))
    await vi.waitFor(() => expect(scans()).toBeGreaterThan(2), 5000)
    await settle()
    const before = scans()
    touch('a/y.yaml')
    await vi.waitFor(() => expect(scans()).toBeGreaterThan(before), 5000)
  })

  test('the first one that fails does', async () => {
    const fails = running(root, () => {
      throw new Error('wrong')
    })
    await expect(fails.done).rejects.toThrow('wrong')
  })

  test.each([
    ['-', /needs files or folders/],
    ['none.yaml', /none\.yaml: no such file/],
    ['none/*.yaml', /none\/\*\.yaml: no such file/],
  ])('%s is an error', async (path, message) => {
    await expect(running(path).done).rejects.toThrow(message)
  })
})
