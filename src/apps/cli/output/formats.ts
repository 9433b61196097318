import type { Format } from './context.ts'
import { writeCsv } from './csv.ts'
import { writeGithub } from './github.ts'
import { writeHtml } from './html.ts'
import { jsonPieces, writeJson } from './json.ts'
import { writeJunit } from './junit.ts'
import { writeMarkdown } from './markdown.ts'
import { writeSarif } from './sarif.ts'
import { writeTable } from './table.ts'

/** Every output format. A new one is a file beside this and a line here. */
export const formats: readonly Format[] = [
  { name: 'table', extension: '.txt', mediaType: 'text/plain', write: writeTable },
  { name: 'json', extension: '.json', mediaType: 'application/json', write: writeJson, pieces: jsonPieces },
  { name: 'sarif', extension: '.sarif', mediaType: 'application/sarif+json', write: writeSarif },
  { name: 'junit', extension: '.xml', mediaType: 'application/xml', write: writeJunit },
  { name: 'html', extension: '.html', mediaType: 'text/html', write: writeHtml },
  { name: 'markdown', extension: '.md', mediaType: 'text/markdown', write: writeMarkdown },
  { name: 'csv', extension: '.csv', mediaType: 'text/csv', write: writeCsv },
  { name: 'github', extension: '.txt', mediaType: 'text/plain', write: writeGithub },
]

/** The format called `name`, or `undefined`. */
export function findFormat(name: string): Format | undefined {
  return formats.find((format) => format.name === name)
}
