import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { AppError } from '../../../model/index.ts'
import { replaceFile } from './save.ts'

const folder = mkdtempSync(join(tmpdir(), 'haetae-save-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'a.yaml')

test('the new text stands in a file of the same mode', () => {
  writeFileSync(path, 'old', { mode: 0o604 })
  replaceFile(path, 'a.yaml', 'old', '\ufeff새 글\r\n')
  expect(readFileSync(path, 'utf8')).toBe('\ufeff새 글\r\n')
  expect(statSync(path).mode & 0o777).toBe(0o604)
})

test('a file that changed since it was read stays as it is, and nothing is left beside it', () => {
  writeFileSync(path, 'newer')
  expect(() => replaceFile(path, 'a.yaml', 'old', 'new')).toThrow(AppError)
  expect(readFileSync(path, 'utf8')).toBe('newer')
  expect(readdirSync(folder)).toEqual(['a.yaml'])
})

test('a file that went away is an error that names it', () => {
  expect(() => replaceFile(join(folder, 'b.yaml'), 'b.yaml', 'old', 'new')).toThrow('b.yaml: cannot be written: no such file')
  expect(readdirSync(folder)).toEqual(['a.yaml'])
})
