export const maxDependencies = 15
export const maxScripts = 12

interface Manifest {
  readonly dependencies?: { readonly [name: string]: string }
  readonly devDependencies?: { readonly [name: string]: string }
  readonly optionalDependencies?: { readonly [name: string]: string }
  readonly scripts?: { readonly [name: string]: string }
}

/** What is wrong with package.json: too much of it, or versions that may move under us. */
export function manifestProblems(packageJson: string): readonly string[] {
  const manifest: Manifest = JSON.parse(packageJson)
  const direct = directDependencies(packageJson)
  const scripts = Object.keys(manifest.scripts ?? {})
  const problems: string[] = []
  if (direct.length > maxDependencies) problems.push(`${direct.length} direct dependencies, more than ${maxDependencies}`)
  if (scripts.length > maxScripts) problems.push(`${scripts.length} npm scripts, more than ${maxScripts}`)
  for (const [name, version] of direct) {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) problems.push(`${name} is not pinned: ${version}`)
  }
  return problems
}

function directDependencies(packageJson: string): readonly (readonly [string, string])[] {
  const { dependencies, devDependencies, optionalDependencies }: Manifest = JSON.parse(packageJson)
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
}

/** Direct dependencies that no decision page names, as `` `name` ``. */
export function undecided(packageJson: string, pages: Iterable<string>): readonly string[] {
  const text = [...pages].join('\n')
  return directDependencies(packageJson).flatMap(([name]) => (text.includes(`\`${name}\``) ? [] : [name]))
}

/** Packages that the lock file ties to one registry: a mirror, or a cache carried in by hand, must do as well. */
export function tiedToRegistry(lock: string): readonly string[] {
  const { packages = {} }: { packages?: Record<string, { resolved?: string }> } = JSON.parse(lock)
  return Object.entries(packages).flatMap(([path, { resolved }]) => (resolved === undefined ? [] : [path]))
}
