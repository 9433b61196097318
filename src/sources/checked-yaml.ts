import * as z from 'zod'
import { parseYaml } from '../lib/yaml.ts'
import { findField, LineIndex } from '../lib/yaml-position.ts'
import { AppError, type Path, type Text } from '../model/index.ts'

/** What a person wrote in YAML, checked against a schema. */
export interface CheckedYaml<T> {
  readonly value: T
  /** The line of the field at a path, or of the nearest parent that is there. */
  readonly line: (path: Path) => number
}

/**
 * Reads one YAML document; `file` is for messages, `empty` stands for a file with nothing in it.
 *
 * @throws AppError CONFIG with file, line and what was expected.
 */
export function readCheckedYaml<S extends z.ZodType>(
  text: string,
  file: string,
  schema: S,
  empty?: unknown,
): CheckedYaml<z.infer<S>> {
  const parsed = parseYaml(text.replace(/^\uFEFF/, ''))
  if ('fault' in parsed) throw broken(file, parsed.fault.line, { en: parsed.fault.reason, ko: parsed.fault.reason })
  const lines = new LineIndex(parsed.parse.text)
  const line = (path: Path) => {
    const field = findField(parsed.parse, path)
    return lines.at((field.key ?? field.value).start).line
  }
  const { duplicate, value = empty } = parsed.document
  if (duplicate !== undefined) throw broken(file, duplicate.line, { en: 'a key stands twice', ko: '같은 키가 두 번 있습니다' })
  const checked = schema.safeParse(value ?? empty)
  if (checked.success) return { value: checked.data, line }
  const { path, what } = misfit(checked.error, schema, value ?? empty)
  throw broken(file, line(path), what)
}

/** What is wrong in a file that a person wrote. */
export function broken(file: string, line: number, what: Text): AppError {
  return new AppError('CONFIG', { en: `${file}:${line}: ${what.en}`, ko: `${file}:${line}: ${what.ko}` })
}

function misfit(error: z.ZodError, schema: z.ZodType, value: unknown): { readonly path: Path; readonly what: Text } {
  const issue = error.issues[0]
  const korean = schema.safeParse(value, { error: z.locales.ko().localeError }).error?.issues[0]
  const path = (issue?.path ?? []).map((step) => (typeof step === 'symbol' ? String(step) : step))
  const extra = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const where = path.length === 0 ? '' : `${path.join('.')}: `
  const what = {
    en: `${where}${issue?.message ?? 'not understood'}`,
    ko: `${where}${korean?.message ?? '이해할 수 없습니다'}`,
  }
  return { path: [...path, ...extra], what }
}
