/** Names that say nothing: what ends up in such a drawer is never found again. */
const drawers = ['utils', 'util', 'common', 'helpers', 'helper', 'manager', 'impl', 'misc']

/** Paths with a drawer for a folder or file name. `http-utils.ts` is one too; `controller-manager.ts`, a part of Kubernetes, is not. */
export function drawerNames(paths: Iterable<string>): readonly string[] {
  const isDrawer = (name: string): boolean => {
    const stem = name.split('.')[0]?.toLowerCase() ?? ''
    if (drawers.includes(stem)) return true
    return drawers.some((drawer) => drawer !== 'manager' && stem.endsWith(`-${drawer}`))
  }
  return [...paths].filter((path) => path.split('/').some(isDrawer))
}
