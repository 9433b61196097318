import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'

/** Compares `text` with the golden file `name`; with `UPDATE=1` in the environment, writes it. */
export function expectGolden(name: string, text: string): void {
  const path = join(import.meta.dirname, `${name}.golden`)
  if (process.env.UPDATE === '1') writeFileSync(path, text)
  expect(existsSync(path), `${path} is missing: run once with UPDATE=1`).toBe(true)
  expect(text).toBe(readFileSync(path, 'utf8'))
}
