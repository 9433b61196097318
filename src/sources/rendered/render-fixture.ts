import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findOnPath } from './render-tool.ts'

/** The manifests that some tests read, beside the project. */
export const manifests = fileURLToPath(new URL('../../../../shared/data/manifests', import.meta.url))
export const hasManifests = existsSync(manifests)
if (!hasManifests)
  console.log('skipped with real charts and kustomizations: there is no shared/data/manifests beside the project')

const folders: string[] = []
process.once('exit', () => {
  for (const root of folders) rmSync(root, { recursive: true, force: true })
})

/** Writes files (path to text) into a new temporary folder and gives its path. */
export function folder(files: { readonly [path: string]: string | Uint8Array }): string {
  const root = mkdtempSync(join(tmpdir(), 'haetae-rendered-'))
  folders.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/** A search path on which only these programs are found; undefined where one of them is not on this machine. */
export async function pathWith(...names: string[]): Promise<string | undefined> {
  const root = folder({ '.keep': '' })
  for (const name of names) {
    const file = await findOnPath([name], {})
    if (file === undefined) {
      console.log(`skipped: there is no ${name} on PATH`)
      return undefined
    }
    symlinkSync(file, join(root, name))
  }
  return root
}
