import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isPackedChart, unpackChart } from './packed-chart.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'haetae-packed-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function packed(
  entries: readonly { readonly name: string; readonly text?: string; readonly link?: string }[],
): Promise<string> {
  const archive = pack()
  for (const { name, text = '', link } of entries)
    if (link === undefined) archive.entry({ name }, text)
    else archive.entry({ name, type: 'symlink', linkname: link })
  archive.finalize()
  const path = join(folder, 'x.tgz')
  writeFileSync(path, gzipSync(await buffer(archive)))
  return path
}

test('a chart is told from other archives, and unpacked with its plain files only', async () => {
  const path = await packed([
    { name: 'web/Chart.yaml', text: 'name: web\n' },
    { name: 'web/templates/a.yaml', text: 'kind: Pod\n' },
    { name: 'web/templates/link.yaml', link: '/etc/passwd' },
    { name: '../outside.yaml', text: 'x' },
    { name: '/absolute.yaml', text: 'x' },
    { name: 'web/../../outside2.yaml', text: 'x' },
  ])
  expect(await isPackedChart(path)).toBe(true)
  const into = mkdtempSync(join(folder, 'into-'))
  expect(await unpackChart(path, into)).toBe(join(into, 'web'))
  expect(readdirSync(into, { recursive: true }).toSorted()).toEqual([
    'web',
    'web/Chart.yaml',
    'web/templates',
    'web/templates/a.yaml',
  ])
  expect(readFileSync(join(into, 'web/templates/a.yaml'), 'utf8')).toBe('kind: Pod\n')
  expect(readdirSync(folder).toSorted()).toEqual([into.slice(folder.length + 1), 'x.tgz'].toSorted())
})

test.each([
  ['manifests', [{ name: 'web/a.yaml', text: 'kind: Pod\n' }]],
  ['a chart file deeper down', [{ name: 'a/b/Chart.yaml', text: 'name: b\n' }]],
])('%s are no chart', async (_name, entries) => {
  expect(await isPackedChart(await packed(entries))).toBe(false)
})

test('a broken archive is no chart', async () => {
  const path = join(folder, 'x.tgz')
  writeFileSync(path, 'not gzip')
  expect(await isPackedChart(path)).toBe(false)
  expect(await unpackChart(path, folder)).toBeUndefined()
})

test('a chart that breaks off in the middle is none: part of it would pass for the whole', async () => {
  const noise = Array.from({ length: 4000 }, (_, index) => Math.sin(index)).join('\n')
  const path = await packed([
    { name: 'web/Chart.yaml', text: 'name: web\n' },
    { name: 'web/templates/a.yaml', text: noise },
    { name: 'web/templates/b.yaml', text: noise },
  ])
  const whole = readFileSync(path)
  writeFileSync(path, whole.subarray(0, whole.length / 2))
  expect(await unpackChart(path, folder)).toBeUndefined()
})
