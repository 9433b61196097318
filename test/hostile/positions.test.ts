import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Place, Result } from '../../src/model/index.ts'
import { haetae, resultOf } from './run.ts'

/** Public manifests that stand beside a checkout of ours; elsewhere the examples have to do. */
const shared = resolve('../shared/data/manifests')
const targets: readonly (readonly [cwd: string, target: string])[] = [
  [process.cwd(), 'examples'],
  ...(existsSync(shared)
    ? ['kube-prometheus', 'kubernetes-goat', 'microservices-demo'].map((name) => [shared, name] as const)
    : []),
]

const texts = new Map<string, readonly string[]>()

function linesOf(path: string): readonly string[] {
  const known = texts.get(path)
  if (known !== undefined) return known
  const lines = readFileSync(path, 'utf8')
    .replace(/^\ufeff/, '')
    .split('\n')
  texts.set(path, lines)
  return lines
}

/** What stands at a place, to the end of its line. */
function textAt(cwd: string, { file, line, column }: Place): string {
  return (linesOf(resolve(cwd, file))[line - 1] ?? '').slice(column - 1)
}

/** A key as YAML and JSON write it. */
function startsWithKey(text: string, key: string): boolean {
  return [key, `"${key}"`, `'${key}'`].some((written) => text.startsWith(written) && /^\s*:/.test(text.slice(written.length)))
}

/** What a place in plain text has to show: the key of its field, or the element itself. */
function isTrue(place: Place, text: string): boolean {
  const last = place.path.at(-1)
  if (last === undefined) return text !== ''
  // A missing field is shown by its nearest parent: a key, an element, or the object's own beginning.
  if (place.unset) return /^\S/.test(text) && !/^[#:]/.test(text)
  return typeof last === 'string' ? startsWithKey(text, last) : /^[^\s#:]/.test(text)
}

describe.each(targets)('%s %s', (cwd, target) => {
  let result: Result
  let files: ReadonlySet<string>
  beforeAll(async () => {
    result = resultOf(await haetae(['scan', target, '-o', 'json'], { cwd, patienceMs: 900_000 }))
    files = new Set(result.findings.flatMap(({ places }) => places.map(({ file }) => file)))
  }, 900_000)

  const places = () => result.findings.flatMap((finding) => finding.places.map((place) => ({ finding, place })))
  const shown = ({ finding, place }: ReturnType<typeof places>[number]) =>
    `${finding.check} ${place.file}:${place.line}:${place.column} ${place.path.join('.')}: ${textAt(cwd, place).slice(0, 40)}`
  /** A kustomization's places are those of whatever part says the field: a patch, a generator, a base. */
  const isPlain = ({ file }: Place) => !file.includes('kustomiz')

  test('every place is inside of a file that is there', () => {
    expect(places().length).toBeGreaterThan(20)
    for (const file of files) expect(existsSync(join(cwd, file)), file).toBe(true)
    const outside = places().filter(({ place }) => {
      const lines = linesOf(resolve(cwd, place.file))
      const [first, last] = [lines[place.line - 1], lines[place.endLine - 1]]
      return (
        first === undefined ||
        last === undefined ||
        place.column < 1 ||
        place.column > first.length + 1 ||
        place.endColumn > last.length + 1 ||
        place.endLine < place.line ||
        (place.endLine === place.line && place.endColumn < place.column)
      )
    })
    expect(outside.map(shown)).toEqual([])
  })

  test('in a manifest, it shows the field that the finding is about', () => {
    const wrong = places().filter(
      ({ place }) => place.renderedFrom === undefined && isPlain(place) && !isTrue(place, textAt(cwd, place)),
    )
    expect(wrong.map(shown)).toEqual([])
  })

  test('in a template, it shows the field or the beginning of the line that writes it', () => {
    const wrong = places().filter(
      ({ place }) => place.renderedFrom !== undefined && place.column > 1 && !isTrue(place, textAt(cwd, place)),
    )
    expect(wrong.map(shown)).toEqual([])
  })

  test('in a kustomization, it shows the field, or what gives it its value', () => {
    const wrong = places().filter(({ place }) => {
      const text = textAt(cwd, place)
      return (
        place.renderedFrom === undefined &&
        !isPlain(place) &&
        !isTrue(place, text) &&
        !/^(?:value|envs|files|literals):/.test(text) &&
        !text.startsWith(`${place.path.at(-1)}=`)
      )
    })
    expect(wrong.map(shown)).toEqual([])
  })
})
