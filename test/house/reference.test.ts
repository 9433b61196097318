import { expect, test } from 'vitest'
import { formatUses, keptPages, referencePages, writePages } from '../../scripts/reference.ts'
import { pageName, prose } from '../../scripts/reference-check.ts'
import { formats } from '../../src/apps/cli/output/formats.ts'
import { checks } from '../../src/posture/index.ts'

const pages = referencePages()
if (process.env.UPDATE === '1') writePages(pages)
const kept = keptPages()
const hint = 'the reference is not what the program says now: UPDATE=1 make check'

test('the reference has a page for every check in both languages, and none for others', () => {
  expect([...kept.keys()].toSorted(), hint).toEqual([...pages.keys()].toSorted())
  for (const { id } of checks)
    for (const folder of ['', 'ko/']) expect(pages.has(`${folder}checks/${pageName(id)}`), id).toBe(true)
})

test('what is committed is what the program says', () => {
  const stale = [...pages].filter(([path, text]) => kept.get(path) !== text).map(([path]) => path)
  expect(stale, hint).toEqual([])
})

test('every format says what it is for', () => {
  expect(Object.keys(formatUses)).toEqual(formats.map(({ name }) => name))
})

test('links of the pages lead to pages or files', () => {
  const broken: string[] = []
  for (const [path, text] of pages)
    for (const [, target = ''] of text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/\]\(([^)#]+)\)/g)) {
      const url = new URL(target, `file:///${path}`)
      if (url.protocol === 'file:' && !pages.has(url.pathname.slice(1))) broken.push(`${path}: ${target}`)
    }
  expect(broken).toEqual([])
})

test('a page shows stars, brackets and bars of a sentence as they are', () => {
  expect(prose('get on * of <all> [a|b]')).toBe('get on \\* of &lt;all&gt; \\[a\\|b\\]')
})
