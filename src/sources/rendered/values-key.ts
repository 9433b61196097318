import { type ActionPiece, scanTemplate } from '../../lib/go-template.ts'

interface Scope {
  /** What the dot stands for, as a path below .Values; undefined where that is not known. */
  readonly dot: readonly string[] | undefined
  /** In a loop the dot is an element: fields of it have no key of their own. */
  readonly each: boolean
}

const valuesPath = /\.Values((?:\.[A-Za-z_][\w-]*)+)/
const indexPath = /\bindex\s+\$?\.Values((?:\s+"[^"]*")+)/
const relativePath = /(?:^|[\s(])\.([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)?(?=[\s)|]|$)/
const builtIn = new Set(['Values', 'Release', 'Chart', 'Files', 'Capabilities', 'Template', 'Subcharts'])

/**
 * For every line of a chart's template (index 0 is line 1) the key below `.Values` that the line's actions refer to: named outright,
 * through the dot of a `with` or `range` around them, or through a variable. Where a line names several, the first that it writes out.
 */
export function valuesKeys(template: string): (string | undefined)[] {
  const keys: (string | undefined)[] = new Array(template.split('\n').length).fill(undefined)
  const written: boolean[] = []
  const scopes: Scope[] = [{ dot: undefined, each: false }]
  const variables = new Map<string, readonly string[]>()
  for (const piece of scanTemplate(template)) {
    if (piece.type === 'text' || piece.kind === 'comment') continue
    const scope = scopes.at(-1) ?? { dot: undefined, each: false }
    const path = piece.kind === 'end' ? undefined : pathOf(piece.body, scope, variables)
    const writes = piece.kind === 'output'
    if (path !== undefined && (keys[piece.line] === undefined || (writes && written[piece.line] !== true))) {
      keys[piece.line] = path.join('.')
      written[piece.line] = writes
    }
    track(piece, path, scopes, variables)
  }
  return keys
}

function track(
  piece: ActionPiece,
  path: readonly string[] | undefined,
  scopes: Scope[],
  variables: Map<string, readonly string[]>,
): void {
  const scope = scopes.at(-1) ?? { dot: undefined, each: false }
  if (piece.kind === 'open' || piece.kind === 'define') {
    if (piece.word === 'with') scopes.push({ dot: path, each: false })
    else if (piece.word === 'range') scopes.push({ dot: path, each: true })
    else scopes.push(piece.kind === 'define' ? { dot: undefined, each: false } : scope)
  } else if (piece.kind === 'else' && scopes.length > 1) {
    // In the other branch the dot is the outer one again.
    const outer = scopes.at(-2)
    if (outer !== undefined) scopes[scopes.length - 1] = outer
  } else if (piece.kind === 'end' && scopes.length > 1) {
    scopes.pop()
  }
  const assigned = /^(?:range\s+)?((?:\$\w+\s*,\s*)?\$\w+)\s*:?=/.exec(piece.body)?.[1]
  if (assigned === undefined || path === undefined) return
  for (const name of assigned.split(',')) variables.set(name.trim(), path)
}

function pathOf(body: string, scope: Scope, variables: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const direct = valuesPath.exec(body)?.[1]
  if (direct !== undefined) return direct.slice(1).split('.')
  const indexed = indexPath.exec(body)?.[1]
  if (indexed !== undefined) return [...indexed.matchAll(/"([^"]*)"/g)].map((found) => found[1] ?? '')
  for (const found of body.matchAll(/\$\w+/g)) {
    const path = variables.get(found[0])
    if (path !== undefined && !body.startsWith(`${found[0]} :=`)) return path
  }
  const relative = relativePath.exec(body)
  if (relative === null || scope.dot === undefined) return undefined
  const fields = relative[1]?.split('.') ?? []
  if (fields[0] !== undefined && builtIn.has(fields[0])) return undefined
  return scope.each ? scope.dot : [...scope.dot, ...fields]
}
