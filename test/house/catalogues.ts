import { posix } from 'node:path'
import { importsOf, isTest, isTypeScript, type Tree, targetOf } from './source.ts'

/**
 * Where a room's list of checks (`src/<room>/checks.ts`) and its folder (`src/<room>/checks/`) disagree, and where a check's
 * id is not its path. A check in the folder and not in the list would never run, and nothing else would say so.
 */
export function disagreements(files: Tree): readonly string[] {
  const found: string[] = []
  const rooms = new Set(
    [...files.keys()].map((path) => /^src\/([^/]+)\/checks\//.exec(path)?.[1]).filter((room) => room !== undefined),
  )
  for (const room of rooms) {
    const list = `src/${room}/checks.ts`
    const folder = `src/${room}/checks/`
    const listed = listedIn(list, files.get(list))
    const present = [...files.keys()].filter((path) => path.startsWith(folder) && isTypeScript(path) && !isTest(path))
    if (listed === undefined) {
      found.push(`${list} is missing: the folder ${folder} needs its explicit list`)
      continue
    }
    for (const path of present) {
      if (!listed.includes(path)) found.push(`${path} is not imported by ${list}`)
      const id = `${room}/${path.slice(folder.length).replace(/\.ts$/, '')}`
      if (!new RegExp(`\\bid: '${id}'`).test(files.get(path) ?? '')) found.push(`${path} does not say id: '${id}'`)
    }
    for (const path of listed) {
      if (path.startsWith(folder) && !present.includes(path)) found.push(`${list} imports ${path}, which is not there`)
    }
  }
  return found
}

function listedIn(list: string, text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined
  return importsOf(list, text).flatMap(({ specifier, kind }) => {
    const target = specifier === undefined || kind === 'type' ? undefined : targetOf(list, specifier)
    return target?.type === 'file' ? [posix.normalize(target.path)] : []
  })
}
