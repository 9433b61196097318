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

test('whether it is packed is told by its bytes, not by its name', async () => {
  const bytes = await tar()
  expect(await read('packed.tar', gzipSync(bytes))).toMatchObject({ texts: [{}, {}], gaps: [] })
  expect(await read('plain.tgz', bytes)).toMatchObject({ texts: [{}, {}], gaps: [] })
})

/** A header alone, as tar has it: ustar, with any size. */
function header(name: string, size: number, type = '0'): Buffer {
  const block = Buffer.alloc(512)
  block.write(name, 0)
  block.write('0000644\0', 100)
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  block.write(' '.repeat(8), 148)
  block.write(type, 156)
  block.write('ustar\x0000', 257)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

const mebibyte = 1024 * 1024
const repeated = (unit: Buffer, count: number) => Buffer.concat(Array.from({ length: count }, () => unit))

test.each<[string, () => Buffer, readonly string[]]>([
  ['a size beyond everything', () => header('x.yaml', 8 ** 11 - 1), ['too-large', 'unreadable']],
  [
    'a header that is itself too large',
    () => Buffer.concat([header('pax', 900 * mebibyte, 'x'), Buffer.alloc(mebibyte, 97)]),
    ['unreadable'],
  ],
  ['more entries than anyone packs', () => repeated(header('x.txt', 0), 100_001), ['too-large']],
  ['noise', () => Buffer.alloc(mebibyte, 'noise'), ['unreadable']],
])('%s is a gap', async (_what, bytes, gaps) => {
  expect((await read('hostile.tar', bytes())).gaps).toEqual(gaps)
})

/** Parts of a packed stream may be packed one by one, and stand one behind the other. */
const packed = (...parts: readonly Buffer[]) => parts.map((part) => gzipSync(part, { level: 1 }))

test('more manifests than fit into memory are read up to there', async () => {
  const [one] = packed(Buffer.concat([header('x.yaml', 40 * mebibyte), Buffer.alloc(40 * mebibyte, '#')]))
  const { texts, gaps } = await read('large.tgz', repeated(one ?? expect.unreachable(), 5))
  expect(texts).toHaveLength(3)
  expect(gaps).toEqual(['too-large'])
})

test('what unpacks without end is given up', async () => {
  const [first, zeros] = packed(header('x.bin', 8 ** 11 - 1), Buffer.alloc(50 * mebibyte))
  const bomb = Buffer.concat([first ?? expect.unreachable(), repeated(zeros ?? expect.unreachable(), 100)])
  expect((await read('bomb.tgz', bomb)).gaps).toEqual(['unreadable'])
})
