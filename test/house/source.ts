import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
// Vitest hands on the parser it uses itself, so that the walls need no dependency of their own.
import { parseAst } from 'vitest/node'

/** Root of the project. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** Files by path from the root, with `/` between folders. Judges of the house take one, so that a test can hand them a small false one. */
export type Tree = ReadonlyMap<string, string>

/** A small tree for a self-test. */
export function tree(files: { readonly [path: string]: string }): Tree {
  return new Map(Object.entries(files))
}

/** Every file under `folders` that git would track, whether it is committed yet or not; text is read only for paths that `wanted` accepts. */
export function readTree(folders: readonly string[], wanted: (path: string) => boolean): Tree {
  const ignored = ignoredBy(readFileSync(join(root, '.gitignore'), 'utf8'))
  const files = new Map<string, string>()
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name)
      if (ignored(entry.name, entry.isDirectory())) continue
      if (entry.isDirectory()) walk(path)
      else if (entry.isFile() && wanted(path)) files.set(path, readFileSync(join(root, path), 'utf8'))
    }
  }
  const there = new Set(readdirSync(root))
  for (const folder of folders) if (folder === '.' || there.has(folder)) walk(folder)
  return files
}

/** The two forms our .gitignore uses: `folder/` and `*.end`. */
function ignoredBy(gitignore: string): (name: string, isFolder: boolean) => boolean {
  const lines = gitignore.split('\n').map((line) => line.trim())
  return (name, isFolder) => {
    if (name === '.git') return true
    if (isFolder) return lines.includes(`${name}/`)
    return lines.some((line) => line.startsWith('*.') && name.endsWith(line.slice(1)))
  }
}

export function isTypeScript(path: string): boolean {
  return /\.tsx?$/.test(path)
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path)
}

/** One edge out of a file. `specifier` is undefined for a computed `import(name)`, which nobody can follow by reading. */
export interface Import {
  readonly specifier: string | undefined
  /** `type` edges are gone at run time; `dynamic` covers `import()` and `new URL('./x.ts', import.meta.url)`. */
  readonly kind: 'static' | 'dynamic' | 'type'
  readonly line: number
}

type Node = { readonly type: string; readonly start: number; readonly end: number; readonly [key: string]: unknown }

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'start' in value
}

/** The statements of a module. Throws with the file's name where the text is not TypeScript. */
export function parse(path: string, text: string): Node {
  try {
    const program: unknown = parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' })
    if (isNode(program)) return program
  } catch (cause) {
    throw new Error(`${path} is not TypeScript`, { cause })
  }
  throw new Error(`${path}: the parser answered with something that is not a tree`)
}

/** Calls `see` for `node` and everything under it, parents first. */
export function visit(node: Node, see: (node: Node) => void): void {
  see(node)
  for (const value of Object.values(node)) {
    if (isNode(value)) visit(value, see)
    else if (Array.isArray(value)) for (const item of value) if (isNode(item)) visit(item, see)
  }
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** Every import, re-export, `import()` and `import('…').Type` of a file, in the order of the text. */
export function importsOf(path: string, text: string): readonly Import[] {
  const found: Import[] = []
  visit(parse(path, text), (node) => {
    const edge = edgeOf(node)
    if (edge !== undefined) found.push({ ...edge, line: lineAt(text, node.start) })
  })
  return found
}

function edgeOf(node: Node): Omit<Import, 'line'> | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      if (!isNode(node.source)) return undefined
      return { specifier: literal(node.source), kind: isTypeOnly(node) ? 'type' : 'static' }
    case 'ImportExpression':
      return { specifier: literal(node.source), kind: 'dynamic' }
    case 'TSImportType':
      return { specifier: literal(node.source ?? node.argument), kind: 'type' }
    case 'NewExpression':
      return besideThisFile(node)
    default:
      return undefined
  }
}

/** `import type`, `export type`, and `import { type A, type B }`, which leaves an import with nothing in it. */
function isTypeOnly(node: Node): boolean {
  if (node.importKind === 'type' || node.exportKind === 'type') return true
  const names = node.specifiers
  if (!Array.isArray(names) || names.length === 0) return false
  return names.every((name: unknown) => isNode(name) && (name.importKind === 'type' || name.exportKind === 'type'))
}

/** `new URL('./worker.ts', import.meta.url)`: how a worker is named. */
function besideThisFile(node: Node): Omit<Import, 'line'> | undefined {
  const callee = node.callee
  const given = node.arguments
  if (!isNode(callee) || callee.name !== 'URL' || !Array.isArray(given)) return undefined
  const specifier = literal(given[0])
  return specifier !== undefined && isTypeScript(specifier) ? { specifier, kind: 'dynamic' } : undefined
}

function literal(node: unknown): string | undefined {
  if (!isNode(node)) return undefined
  if (node.type === 'TSLiteralType') return literal(node.literal)
  return typeof node.value === 'string' ? node.value : undefined
}

/** Where an edge leads: a file of the project, a part of Node, or an npm package by its name. */
export type Target =
  | { readonly type: 'file'; readonly path: string }
  | { readonly type: 'builtin'; readonly name: string }
  | { readonly type: 'package'; readonly name: string }

export function targetOf(from: string, specifier: string): Target {
  if (specifier.startsWith('.')) return { type: 'file', path: posix.join(posix.dirname(from), specifier) }
  if (isBuiltin(specifier)) return { type: 'builtin', name: specifier.startsWith('node:') ? specifier : `node:${specifier}` }
  return { type: 'package', name: specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/') }
}

/** A function with a body: its name where it has one, and how many lines it takes. */
export interface Func {
  readonly name: string
  readonly line: number
  readonly lines: number
}

const functionTypes: ReadonlySet<string> = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

export function functionsOf(path: string, text: string): readonly Func[] {
  const found: Func[] = []
  const names = new Map<unknown, string>()
  visit(parse(path, text), (node) => {
    const label = isNode(node.id) ? node.id : node.key
    if (isNode(label) && typeof label.name === 'string') {
      names.set(node, label.name)
      for (const part of [node.init, node.value]) names.set(part, label.name)
    }
    if (!functionTypes.has(node.type)) return
    const line = lineAt(text, node.start)
    found.push({ name: names.get(node) ?? '(unnamed)', line, lines: lineAt(text, node.end) - line + 1 })
  })
  return found
}
