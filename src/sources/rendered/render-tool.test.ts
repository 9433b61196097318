import { expect, test } from 'vitest'
import { firstComplaint } from './render-tool.ts'

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
