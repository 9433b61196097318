import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Located } from '../../model/index.ts'
import { relocator } from './relocate.ts'

const folder = mkdtempSync(join(tmpdir(), 'haetae-relocate-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function put(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const located: Located = { file: 'rendered', line: 9, column: 5, endLine: 9, endColumn: 9, unset: false }
const shown = (path: string) => path.slice(folder.length + 1)

describe('a kustomization', () => {
  const base = put('base.yaml', '# base\nkind: Pod\nspec:\n  containers:\n    - name: app\n      image: a\n      tty: false\n')
  const patch = put(
    'patch.yaml',
    'kind: Pod\nspec:\n  containers:\n    - name: tools\n      image: t\n    - name: app\n      tty: true\n',
  )
  const text =
    'kind: Pod\nspec:\n  containers:\n    - name: tools\n      image: t\n    - name: app\n      image: a\n      tty: true\n'
  const sources = [
    { file: base, documentIndex: 0 },
    { file: patch, documentIndex: 0, patch: 'merge' as const },
  ]
  const relocate = relocator({ text, sources }, 'kustomization k', shown)

  test.each([
    ['what the last patch says', ['spec', 'containers', 1, 'tty'], 'patch.yaml', 7, false],
    ['what only the base says, though its list is shorter', ['spec', 'containers', 1, 'image'], 'base.yaml', 6, false],
    ['what only the patch has', ['spec', 'containers', 0, 'image'], 'patch.yaml', 5, false],
    ['a field nobody says, of an element that only the patch has', ['spec', 'containers', 0, 'stdin'], 'patch.yaml', 4, true],
    ['a field nobody says, by its element', ['spec', 'containers', 1, 'stdin'], 'base.yaml', 5, true],
  ])('%s', (_name, path, file, line, unset) => {
    expect(relocate({ ...located, unset }, path)).toMatchObject({ file, line, unset })
  })

  test('without sources the rendered text is all there is', () => {
    expect(relocator({ text }, 'kustomization k', shown)(located, ['spec'])).toEqual({
      ...located,
      renderedFrom: 'kustomization k',
    })
  })
})

test('a chart’s lines are those of its template, with the key of its values', () => {
  const lines = (line: number) => ({
    file: join(folder, 't.yaml'),
    line: line * 2,
    exact: line !== 10,
    valuesKey: 'image.tag',
    length: 7,
  })
  const relocate = relocator({ text: 'a: 1\n', lines }, 'chart c', shown)
  expect(relocate(located, ['a'])).toMatchObject({
    file: 't.yaml',
    line: 18,
    column: 5,
    endLine: 18,
    // As far as the template's own line goes, which is shorter than what it writes.
    endColumn: 8,
    renderedFrom: 'chart c (values: image.tag)',
  })
  expect(relocate({ ...located, line: 10 }, ['a'])).toMatchObject({ line: 20, column: 1, endLine: 20, endColumn: 1 })
  expect(relocate({ ...located, endLine: 11, endColumn: 3 }, ['a'])).toMatchObject({ line: 18, endLine: 22, endColumn: 3 })
  expect(relocate({ ...located, endLine: 10 }, ['a'])).toMatchObject({ line: 18, endLine: 18, endColumn: 8 })
})

test('a file that has changed since is read again', () => {
  const file = put('changing.yaml', 'kind: Pod\nspec:\n  hostPID: true\n')
  const line = () => {
    const text = 'kind: Pod\nspec:\n  hostPID: true\n'
    return relocator({ text, sources: [{ file, documentIndex: 0 }] }, 'k', shown)(located, ['spec', 'hostPID']).line
  }
  expect(line()).toBe(3)
  writeFileSync(file, '# one line more\nkind: Pod\nspec:\n  hostPID: true\n')
  utimesSync(file, 1, 1)
  expect(line()).toBe(4)
})
