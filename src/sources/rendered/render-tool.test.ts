import { describe, expect, test } from 'vitest'
import { firstComplaint, runTool } from './render-tool.ts'

test.each([
  ['Error: no such file\nUsage: x\n', 'no such file'],
  ['warning: old\nerror: broken\n', 'broken'],
  ['E1124 23:49:56.310567    4724 run.go:72] "command failed" err="cycle detected"\n', '"cycle detected"'],
  ['W0102 01:02:03.000001 7 x_y.go:1] careful\n', 'careful'],
  ['\u001b[31mred\u0007\n', '[31mred'],
  ['', ''],
])('of %j the complaint is %j', (stderr, complaint) => {
  expect(firstComplaint(stderr)).toBe(complaint)
})

describe.skipIf(process.platform === 'win32')('runTool', () => {
  const run = (args: readonly string[], maxMemory?: number) =>
    runTool('/bin/sh', args, { timeoutMs: 10_000, env: {}, ...(maxMemory === undefined ? {} : { maxMemory }) })

  test.each([undefined, 4_000_000])('hands over its arguments as they are, with a memory of %s', async (maxMemory) => {
    const odd = ['-c', 'printf "%s|" "$@"', 'x', '$(id)', 'a b', "'", '', '; exit 1']
    expect(await run(odd, maxMemory)).toEqual({ ok: true, stdout: "$(id)|a b|'||; exit 1|" })
  })

  test.skipIf(process.platform !== 'linux')('limits the memory', async () => {
    expect(await run(['-c', 'ulimit -v'], 4_000_000)).toEqual({ ok: true, stdout: '4000000\n' })
  })

  test('a program that ran out of memory says so in words of ours', async () => {
    const script = 'echo "runtime: out of memory: cannot allocate 16000000000-byte block (7340032 in use)" >&2; exit 2'
    expect(await run(['-c', script])).toEqual({
      ok: false,
      why: 'failed',
      stderr: 'rendering needs more memory than it is given',
    })
  })
})
