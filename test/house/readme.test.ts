import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { excerpt, markedBlock } from './excerpt.ts'
import { readTree, root } from './source.ts'

const target = 'examples/shop/manifests'
const maxLines = 42

/** What `haetae scan` prints into a pipe, which is 100 columns wide. */
function scan(language: string): string {
  const main = join(root, 'src/apps/cli/main.ts')
  const { NO_COLOR: _no, FORCE_COLOR: _force, COLUMNS: _columns, ...env } = process.env
  const words = [main, 'scan', target, '--lang', language]
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8', env })
  expect(status, stderr).toBe(1)
  return stdout
}

test.each([
  ['README.md', 'en'],
  ['README.ko.md', 'ko'],
])('%s shows what the command prints now', (file, language) => {
  const path = join(root, file)
  const page = readFileSync(path, 'utf8')
  const block = markedBlock(page, '<!-- the output of: haetae scan')
  const now = excerpt(scan(language), maxLines)
  if (process.env.UPDATE === '1' && block !== undefined) writeFileSync(path, block.before + now + block.after)
  const kept = markedBlock(readFileSync(path, 'utf8'), '<!-- the output of: haetae scan')?.text
  expect(kept, 'the output in the README is not what the command prints now: UPDATE=1 make check').toBe(now)
})

test('links in the documents lead to files that are there', () => {
  const broken: string[] = []
  for (const [path, text] of readTree(['.'], (path) => path.endsWith('.md')))
    for (const [, link = ''] of text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/\]\(([^)\s#]+)[^)]*\)/g))
      if (!URL.canParse(link) && !existsSync(join(root, dirname(path), link))) broken.push(`${path}: ${link}`)
  expect(broken).toEqual([])
})

test('every page in Korean stands beside one in English, and the English one leads to it', () => {
  const pages = readTree(['docs'], (path) => path.endsWith('.md'))
  const korean = [...pages.keys()].filter((path) => path.startsWith('docs/ko/'))
  expect(korean.length).toBeGreaterThan(0)
  for (const path of korean) {
    const english = path.replace('docs/ko/', 'docs/')
    expect(pages.get(english), english).toContain(`](${path.replace('docs/', '')})`)
  }
})

const output = 'a\nb\n\nc\n\nd\n\nsum\nscope\n'

test.each([
  [99, 'a\nb\n\nc\n\nd\n\nsum\nscope'],
  [9, 'a\nb\n\nc\n\n…\n\nsum\nscope'],
  [8, 'a\nb\n\n…\n\nsum\nscope'],
  [1, '…\n\nsum\nscope'],
])('an excerpt of at most %d lines', (lines, expected) => {
  expect(excerpt(output, lines)).toBe(expected)
})

test('a block is found behind its marker only', () => {
  const page = '```text\nno\n```\n<!-- x -->\n```text\nyes\n\nmore\n```\nend\n'
  expect(markedBlock(page, '<!-- x')).toMatchObject({ text: 'yes\n\nmore', after: '\n```\nend\n' })
  expect(markedBlock(page, '<!-- y')).toBeUndefined()
})
