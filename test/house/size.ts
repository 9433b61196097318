import { functionsOf, isTest, isTypeScript, type Tree } from './source.ts'

export const maxFileLines = 300
export const maxFunctionLines = 60

/**
 * Files and functions that are too long to hold in mind. A table of data may be longer: its file says so in its first line,
 * `// table: <why it is one table>`, and its functions stay short all the same. Tests are not measured.
 */
export function tooLong(files: Tree): readonly string[] {
  const found: string[] = []
  for (const [path, text] of files) {
    if (!isTypeScript(path) || isTest(path)) continue
    const lines = text.replace(/\n$/, '').split('\n').length
    if (lines > maxFileLines && !/^\/\/ table: \S/.test(text)) found.push(`${path}: ${lines} lines, more than ${maxFileLines}`)
    for (const func of functionsOf(path, text)) {
      if (func.lines <= maxFunctionLines) continue
      found.push(`${path}:${func.line}: ${func.name} takes ${func.lines} lines, more than ${maxFunctionLines}`)
    }
  }
  return found
}
