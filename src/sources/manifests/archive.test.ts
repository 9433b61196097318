import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { afterAll, expect, test } from 'vitest'
import { readArchive } from './archive.ts'

const folder = mkdtempSync(join(tmpdir(), 'haetae-archive-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function tar(): Promise<Buffer> {
  const archive = pack()
  archive.entry({ name: 'a/pod.yaml' }, 'kind: Pod\n')
  archive.entry({ name: '../../evil.yaml' }, 'kind: Evil\n')
  archive.entry({ name: 'link.yaml', type: 'symlink', linkname: '/etc/passwd' })
  archive.entry({ name: 'readme.md' }, 'no')
  archive.finalize()
  return await buffer(archive)
}

async function read(name: string, bytes: Uint8Array) {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const texts: [string, string][] = []
  const gaps: string[] = []
  for await (const item of readArchive(path, name)) {
    if ('gap' in item) gaps.push(item.gap.reason)
    else texts.push([item.source.name, item.text])
  }
  return { texts, gaps }
}

const expected = [
  ['x!a/pod.yaml', 'kind: Pod\n'],
  ['x!../../evil.yaml', 'kind: Evil\n'],
]

test('reads manifests out of plain and packed archives, without unpacking anything', async () => {
  const bytes = await tar()
  expect(await read('x.tar', bytes)).toEqual({
    texts: expected.map(([name, text]) => [name?.replace('x!', 'x.tar!'), text]),
    gaps: [],
  })
  expect(await read('x.tgz', gzipSync(bytes))).toEqual({
    texts: expected.map(([name, text]) => [name?.replace('x!', 'x.tgz!'), text]),
    gaps: [],
  })
})

test('a truncated archive is a gap, and what came before is kept', async () => {
  const bytes = await tar()
  const cut = await read('cut.tar', bytes.subarray(0, 1100))
  expect(cut.texts).toHaveLength(1)
  expect(cut.gaps).toEqual(['unreadable'])
  const packed = gzipSync(bytes)
  expect((await read('cut.tgz', packed.subarray(0, packed.length - 20))).gaps).toEqual(['unreadable'])
  expect((await read('no.tgz', Buffer.from('not gzip'))).gaps).toEqual(['unreadable'])
})
