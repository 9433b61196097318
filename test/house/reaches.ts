import { roomOf } from './law.ts'
import { importsOf, isTypeScript, type Tree, targetOf } from './source.ts'

/** Packages that a package asks npm for, by name. */
export type Dependencies = ReadonlyMap<string, readonly string[]>

/** The programs: every `src/apps/<name>/main.ts`. */
export function programs(files: Tree): readonly string[] {
  return [...files.keys()].flatMap((path) => /^src\/apps\/([^/]+)\/main\.ts$/.exec(path)?.[1] ?? [])
}

/**
 * What a program reaches at run time, lazily or not: npm packages and parts of Node, each with the first file that asks for
 * it, the packages those bring along, and the folders of our own code. One line each, sorted, so that a new dependency is a
 * line in the diff. Our files are told by folder: a check more in a catalogue reaches nothing new.
 */
export function reaches(files: Tree, program: string, dependencies: Dependencies): string {
  const seen = new Set([`src/apps/${program}/main.ts`])
  const packages = new Map<string, string>()
  const builtins = new Map<string, string>()
  for (const path of seen) {
    for (const { specifier, kind } of importsOf(path, files.get(path) ?? '')) {
      if (specifier === undefined || kind === 'type') continue
      const target = targetOf(path, specifier)
      if (target.type === 'package') first(packages, target.name, path)
      else if (target.type === 'builtin') first(builtins, target.name, path)
      else if (files.has(target.path) && isTypeScript(target.path)) seen.add(target.path)
    }
  }
  const brought = [...closure(packages.keys(), dependencies)].filter((name) => !packages.has(name))
  const folders = new Set([...seen].map((path) => path.slice(0, path.lastIndexOf('/'))))
  return [
    `# What apps/${program} reaches at run time. Rewritten by: UPDATE=1 make check`,
    ...section('rooms', new Set([...seen].map((path) => roomOf(path) ?? ''))),
    ...section('packages', [...packages].map(asked)),
    ...section('packages that these bring along', brought),
    ...section('parts of Node', [...builtins].map(asked)),
    ...section('folders', folders),
    '',
  ].join('\n')
}

/** Keeps the alphabetically first file, so that the answer does not depend on the order of the walk. */
function first(found: Map<string, string>, name: string, path: string): void {
  const before = found.get(name)
  if (before === undefined || path < before) found.set(name, path)
}

function asked([name, path]: readonly [string, string]): string {
  return `${name}  (${path})`
}

function section(title: string, lines: Iterable<string>): readonly string[] {
  return ['', `${title}:`, ...[...lines].toSorted().map((line) => `  ${line}`)]
}

function closure(names: Iterable<string>, dependencies: Dependencies): ReadonlySet<string> {
  const seen = new Set(names)
  for (const name of seen) for (const next of dependencies.get(name) ?? []) seen.add(next)
  return seen
}

/** The dependencies of every package in a lock file of npm, version 3. Optional ones count where the lock holds them. */
export function dependenciesOf(lock: string): Dependencies {
  const { packages = {} }: { packages?: Record<string, Record<string, object>> } = JSON.parse(lock)
  const found = new Map<string, string[]>()
  for (const [path, entry] of Object.entries(packages)) {
    const name = path.split('node_modules/').at(-1) ?? ''
    const names = Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
    found.set(name, [...(found.get(name) ?? []), ...names])
  }
  return found
}
