import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { AppError } from '../../model/index.ts'
import { decodeText } from '../../sources/manifests/decode.ts'
import { readBytes } from '../../sources/manifests/read-bytes.ts'
import { reasonOf } from '../../sources/manifests/walk.ts'
import type { Config } from './config-file.ts'

export type { Config }

const names = ['haetae.yaml', 'haetae.yml']

/** The nearest `haetae.yaml`, in this folder or above. */
function findConfig(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    for (const name of names) if (existsSync(join(folder, name))) return join(folder, name)
    if (folder === dirname(folder)) return undefined
  }
}

/** Reads the settings. Throws AppError CONFIG, naming file, line and what was expected. */
export async function loadConfig(asked: string | undefined, folder: string): Promise<Config> {
  const file = asked ?? findConfig(folder)
  if (file === undefined) return { file, line: () => 1, params: {}, waivers: [] }
  let text: string
  try {
    if (asked === undefined && !statSync(file).isFile()) throw new Error('not a file')
    // A repository may hold a link to something that has no end under this name.
    text = decodeText(readBytes(file).bytes)
  } catch (cause) {
    const reason = reasonOf(cause)
    throw new AppError(
      'CONFIG',
      { en: `${file}: cannot be read: ${reason}`, ko: `${file}: 읽을 수 없습니다: ${reason}` },
      { cause },
    )
  }
  // What checks the settings is loaded only where there are some: a scan without them should not wait for it.
  return (await import('./config-file.ts')).parseConfig(text, file)
}
