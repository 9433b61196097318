import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { diffLines, unifiedDiff } from './unified-diff.ts'

const folder = mkdtempSync(join(tmpdir(), 'haetae-diff-'))
afterAll(() => rmSync(folder, { recursive: true }))

test.each<[string, string, string, string]>([
  ['equal texts', 'a\nb\n', 'a\nb\n', ''],
  ['a line changed', 'a\nb\nc\n', 'a\nx\nc\n', '--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n'],
  ['lines from nothing', '', 'a\n', '--- a/f\n+++ b/f\n@@ -0,0 +1 @@\n+a\n'],
  ['no line break at the end', 'a\nb', 'a\nb\n', '--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n'],
  [
    'far changes are hunks of their own',
    'a\n1\n2\n3\n4\n5\n6\n7\nb\n',
    'A\n1\n2\n3\n4\n5\n6\n7\nB\n',
    '--- a/f\n+++ b/f\n@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n',
  ],
])('%s', (_name, before, after, diff) => {
  expect(unifiedDiff('f', before, after)).toBe(diff)
})

const text = fc
  .tuple(fc.array(fc.constantFrom('a', 'b', 'c', 'd', '', 'e\r'), { maxLength: 30 }), fc.boolean())
  .map(([lines, lastBreak]) => lines.join('\n') + (lastBreak && lines.length > 0 ? '\n' : ''))

describe('any two texts', () => {
  test('the diff holds both', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after)
        const side = (without: '-' | '+') =>
          lines
            .filter(({ sign }) => sign !== without)
            .map(({ line }) => line)
            .join('')
        expect(side('+')).toBe(before)
        expect(side('-')).toBe(after)
      }),
      { numRuns: 2000 },
    )
  })

  test('git makes one into the other with it', () => {
    const inner = join(folder, 'my "files"')
    mkdirSync(inner, { recursive: true })
    fc.assert(
      fc.property(text, text, fc.constantFrom('f.yaml', 'a b.yaml'), (before, after, name) => {
        fc.pre(before !== after && before !== '' && after !== '')
        writeFileSync(join(inner, name), before)
        const input = unifiedDiff(`my "files"/${name}`, before, after)
        execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, input, stdio: ['pipe', 'pipe', 'pipe'] })
        expect(readFileSync(join(inner, name), 'utf8')).toBe(after)
      }),
      { numRuns: 40 },
    )
  })
})
