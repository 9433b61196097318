import { posix } from 'node:path'
import { isTest, isTypeScript, lineAt, parse, type Tree, visit } from './source.ts'

/** A room's door, and the example its doc comment shows; `problem` where there is none to run. */
export type Door =
  | { readonly room: string; readonly path: string; readonly example: string }
  | { readonly room: string; readonly path: string; readonly problem: string }

/** One door for every folder right under src/ but apps, which are programs and have a `main.ts`. */
export function doors(files: Tree): readonly Door[] {
  const code = [...files.keys()].filter((path) => isTypeScript(path) && !isTest(path))
  const rooms = new Set(
    code.map((path) => /^src\/([^/]+)\//.exec(path)?.[1]).filter((room) => room !== undefined && room !== 'apps'),
  )
  return [...rooms].flatMap((room) => (room === undefined ? [] : [doorOf(files, room)]))
}

function doorOf(files: Tree, room: string): Door {
  const path = `src/${room}/index.ts`
  const text = files.get(path)
  if (text === undefined) return { room, path, problem: 'the room has no door: index.ts is missing' }
  const comment = /^\/\*\*([\s\S]*?)\*\//.exec(text)?.[1]
  if (comment === undefined) return { room, path, problem: 'the door does not open with a doc comment' }
  const plain = comment.replaceAll(/^ *\* ?/gm, '')
  const example = /^```ts\n([\s\S]*?)^```/m.exec(plain)?.[1]
  if (example === undefined) return { room, path, problem: 'the doc comment shows no example in a ```ts block' }
  return { room, path, example }
}

/**
 * The example as a module that exports what it claims: every statement that ends in `//=> value` becomes a claim with the
 * statement's own value (of the name it declares, for a `const`) and the value written beside it. Relative imports are
 * taken from the door and rewritten for a file in `folder`. Throws where the example claims nothing, or never uses its own room.
 */
export function runnable(door: Extract<Door, { example: string }>, folder: string): string {
  const { example, path, room } = door
  const edits: Edit[] = []
  const statements = topLevel(path, example)
  let usesRoom = false
  visit(parse(path, example), (node) => {
    if (node.type !== 'Literal' || typeof node.value !== 'string' || !/^\.\.?\//.test(node.value)) return
    const target = posix.join(posix.dirname(path), node.value)
    if (target.startsWith(`src/${room}/`)) usesRoom = true
    edits.push({ start: node.start, end: node.end, text: JSON.stringify(posix.relative(folder, target)) })
  })
  if (!usesRoom) throw new Error(`${path}: the example imports nothing from ${room}`)
  let claims = 0
  for (const match of example.matchAll(/\/\/=>(.*)$/gm)) {
    const line = lineAt(example, match.index)
    const statement = statements.findLast(({ end }) => end <= match.index && lineAt(example, end) === line)
    if (statement === undefined) throw new Error(`${path}: no statement ends before the claim //=>${match[1]}`)
    edits.push(...claimEdits(statement, line, match.index, match[1]?.trim() ?? ''))
    claims += 1
  }
  if (claims === 0) throw new Error(`${path}: the example claims nothing: end a line with //=> and the value`)
  return `export const claims: { line: number; actual: unknown; expected: unknown }[] = []\n${apply(example, edits)}`
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

interface Statement {
  readonly start: number
  readonly end: number
  /** The name a declaration declares; undefined for an expression. */
  readonly name: string | undefined
}

function topLevel(path: string, example: string): readonly Statement[] {
  const found: Statement[] = []
  visit(parse(path, example), (node) => {
    if (node.type === 'ExpressionStatement') found.push({ start: node.start, end: node.end, name: undefined })
    if (node.type !== 'VariableDeclaration') return
    const name = /^(?:const|let)\s+([\w$]+)/.exec(example.slice(node.start))?.[1]
    if (name !== undefined) found.push({ start: node.start, end: node.end, name })
  })
  return found.toSorted((a, b) => a.end - b.end)
}

function claimEdits({ start, end, name }: Statement, line: number, comment: number, value: string): readonly Edit[] {
  const expected = `, expected: (${value}) })`
  if (name !== undefined)
    return [{ start: end, end: comment, text: `; claims.push({ line: ${line}, actual: ${name}${expected} ` }]
  return [
    { start, end: start, text: `;claims.push({ line: ${line}, actual: (` },
    { start: end, end: comment, text: `)${expected} ` },
  ]
}

function apply(text: string, edits: readonly Edit[]): string {
  let out = text
  for (const { start, end, text: replacement } of edits.toSorted((a, b) => b.start - a.start)) {
    out = out.slice(0, start) + replacement + out.slice(end)
  }
  return out
}
