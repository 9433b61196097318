import type { Tree } from './source.ts'

/** Hosts that packages come from, in parts, so that this file does not name them either. */
const registries = [
  ['registry', 'npmjs', 'org'],
  ['registry', 'yarnpkg', 'com'],
  ['proxy', 'golang', 'org'],
  ['sum', 'golang', 'org'],
  ['pypi', 'org'],
  ['files', 'pythonhosted', 'org'],
  ['static', 'crates', 'io'],
  ['deb', 'debian', 'org'],
  ['security', 'debian', 'org'],
  ['archive', 'ubuntu', 'com'],
].map((parts) => parts.join('.'))

/** Every place that says where packages are downloaded from: that is for the machine's own settings to say. */
export function registryNames(files: Tree): readonly string[] {
  const found: string[] = []
  for (const [path, text] of files) {
    for (const host of registries) if (text.includes(host)) found.push(`${path} names ${host}`)
  }
  return found
}
