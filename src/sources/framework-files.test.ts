import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { AppError } from '../model/index.ts'
import { frameworkIds, loadFramework, parseFramework } from './framework-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'haetae-frameworks-'))
afterAll(() => rmSync(folder, { recursive: true }))

const profile = `id: ours
title: Our own rules
version: '1'
controls:
  - id: '1.10'
    title: {en: No host access, ko: 호스트 접근 금지}
    section: Hosts
    checks: [posture/host-*]
  - id: A
    title: Contracts
    owner: shared
    how: manual
    note: People have to look.
`
writeFileSync(join(folder, 'ours.yaml'), profile)
writeFileSync(join(folder, 'notes.txt'), '')
const known = (pattern: string) => pattern === 'posture/host-*'

function errorOf(run: () => unknown): AppError {
  try {
    run()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('a framework that is as it should be', () => {
  const expected = {
    id: 'ours',
    title: { en: 'Our own rules', ko: 'Our own rules' },
    version: '1',
    controls: [
      {
        id: '1.10',
        title: { en: 'No host access', ko: '호스트 접근 금지' },
        section: { en: 'Hosts', ko: 'Hosts' },
        owner: 'customer',
        how: 'checks',
        checks: ['posture/host-*'],
      },
      {
        id: 'A',
        title: { en: 'Contracts', ko: 'Contracts' },
        owner: 'shared',
        how: 'manual',
        checks: [],
        note: { en: 'People have to look.', ko: 'People have to look.' },
      },
    ],
  }

  test('loads by its id', () => {
    expect(loadFramework('ours', folder)).toEqual(expected)
  })

  test('loads by its path, and names checks that are known', () => {
    expect(loadFramework(join(folder, 'ours.yaml'), '/nowhere', known)).toEqual(expected)
  })

  test('a byte order mark is no part of it', () => {
    expect(parseFramework(`\uFEFF${profile}`, 'ours.yaml')).toEqual(expected)
  })
})

test('ids are the names of the YAML files', () => {
  expect(frameworkIds(folder)).toEqual(['ours'])
  expect(frameworkIds('/nowhere')).toEqual([])
})

test.each(['theirs', '../ours', 'ours.txt', ''])('%j is no framework', (id) => {
  const error = errorOf(() => loadFramework(id, folder))
  expect(error.code).toBe('USAGE')
  expect(error.text.en).toBe(`unknown framework ${id}: expected one of ours`)
  expect(error.text.ko).toContain('ours 중 하나여야 합니다')
})

test('a profile that is not there', () => {
  const error = errorOf(() => loadFramework(join(folder, 'gone.yaml'), folder))
  expect(error.code).toBe('NOT_FOUND')
  expect(error.text.en).toMatch(/gone\.yaml: cannot be read$/)
})

test.each<[string, (text: string) => string, number, RegExp, RegExp]>([
  ['is no YAML', (text) => text.replace('title: Our', 'title: [Our'), 3, /./, /./],
  ['is empty', () => '', 1, /expected object/, /./],
  ['is a list', () => '- a\n', 1, /expected object/, /./],
  [
    'has a key twice',
    (text) => text.replace("version: '1'", "version: '1'\nid: again"),
    4,
    /a key stands twice/,
    /같은 키가 두 번/,
  ],
  ['has a number for an id', (text) => text.replace("'1.10'", '1.10'), 5, /controls\.0\.id: .*quotes/, /./],
  ['has a number for a version', (text) => text.replace("version: '1'", 'version: 1.10'), 3, /version: .*quotes/, /./],
  ['has an unknown key', (text) => text.replace('    checks:', '    check:'), 8, /controls\.0: .*"check"/, /"check"/],
  [
    'has one language of two',
    (text) => text.replace(', ko: 호스트 접근 금지', ''),
    6,
    /controls\.0\.title\.ko: /,
    /controls\.0\.title\.ko: /,
  ],
  ['has an unknown side', (text) => text.replace('owner: shared', 'owner: us'), 11, /controls\.1\.owner: .*provider/, /provider/],
  ['has no controls', (text) => `${text.slice(0, text.indexOf('controls'))}controls: []\n`, 4, /controls: /, /controls: /],
  ['has a control twice', (text) => text.replace('id: A', "id: '1.10'"), 9, /control 1\.10 stands twice/, /두 번/],
  [
    'names no check',
    (text) => text.replace('host-*', 'hots-*'),
    8,
    /1\.10: no check matches posture\/hots-\*/,
    /해당하는 점검이 없습니다/,
  ],
  [
    'gives no reason',
    (text) => text.replace('    note: People have to look.\n', ''),
    12,
    /A: how: manual: expected a note/,
    /note가 있어야/,
  ],
  [
    'is both ways',
    (text) => text.replace('how: manual', 'how: manual\n    checks: [posture/host-*]'),
    12,
    /expected one or the other/,
    /둘 중 하나/,
  ],
  ['has a source that is no address', (text) => `${text}source: javascript:alert(1)\n`, 14, /source: /, /source: /],
])('a framework that %s', (_name, change, line, en, ko) => {
  const error = errorOf(() => parseFramework(change(profile), 'ours.yaml', known))
  expect(error.code).toBe('CONFIG')
  for (const text of [error.text.en, error.text.ko]) expect(text).toMatch(new RegExp(`^ours\\.yaml:${line}: `))
  expect(error.text.en).toMatch(en)
  expect(error.text.ko).toMatch(ko)
})
