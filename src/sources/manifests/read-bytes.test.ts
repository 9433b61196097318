import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { maxFile, readBytes, TooLarge } from './read-bytes.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'haetae-bytes-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function put(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

test.each(['', 'a: 1\n', 'x'.repeat(200_000)])('a file', (text) => {
  expect(Buffer.from(readBytes(put('a', text)).bytes).toString()).toBe(text)
})

test('more than fits is refused before it is read', () => {
  const path = put('a', '')
  truncateSync(path, maxFile + 1)
  expect(() => readBytes(path)).toThrow(TooLarge)
})

test.skipIf(process.platform !== 'linux')('a file of the kernel that has no end is refused when enough was read', () => {
  expect(() => readBytes('/proc/self/pagemap')).toThrow(TooLarge)
})

test.skipIf(process.platform === 'win32')('a pipe is read once, to its end', () => {
  const path = join(folder, 'pipe')
  execFileSync('mkfifo', [path])
  spawn('sh', ['-c', `echo "a: 1" > "$0"`, path])
  const { bytes, once } = readBytes(path)
  expect([Buffer.from(bytes).toString(), once]).toEqual(['a: 1\n', true])
})

test('neither a folder nor a device is a file', () => {
  mkdirSync(join(folder, 'x.yaml'))
  expect(() => readBytes(join(folder, 'x.yaml'))).toThrow('neither a file nor a folder')
  if (process.platform !== 'win32') expect(() => readBytes('/dev/zero')).toThrow('neither a file nor a folder')
})
