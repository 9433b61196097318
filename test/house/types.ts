import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './source.ts'

/** Runs the type checker on a project file, path from the root. `errors` is empty when it passes. */
export function typeCheck(project: string): readonly string[] {
  const tsc = join(root, 'node_modules/.bin/tsc')
  const { status, stdout, stderr, error } = spawnSync(tsc, ['-p', project, '--pretty', 'false'], { cwd: root, encoding: 'utf8' })
  if (error !== undefined) throw error
  if (status === 0) return []
  return `${stdout}${stderr}`.split('\n').filter((line) => line !== '')
}

/** An empty folder inside the project that git ignores: what is written there finds our packages and our compiler options. */
export function scratch(name: string): { readonly folder: string; readonly write: (file: string, text: string) => string } {
  const folder = `.cache/house/${name}`
  rmSync(join(root, folder), { recursive: true, force: true })
  mkdirSync(join(root, folder), { recursive: true })
  return {
    folder,
    write: (file, text) => {
      writeFileSync(join(root, folder, file), text)
      return join(root, folder, file)
    },
  }
}
