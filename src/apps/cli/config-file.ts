import * as z from 'zod'
import type { Waiver } from '../../engine/index.ts'
import { parseYaml } from '../../lib/yaml.ts'
import { findField, LineIndex } from '../../lib/yaml-position.ts'
import { AppError, type ParamValue, type Path, severities } from '../../model/index.ts'

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2027-01-31')
const severity = z.enum(severities)
const waiver = z.strictObject({
  check: z.string().min(1),
  subject: z.string().min(1).optional(),
  path: z.string().min(1).optional(),
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{32}$/, '32 hex digits')
    .optional(),
  reason: z.string().min(1),
  author: z.string().min(1).optional(),
  until: date.optional(),
})
const schema = z.strictObject({
  failOn: severity.optional(),
  severity: severity.optional(),
  language: z.enum(['en', 'ko']).optional(),
  checks: z.array(z.string()).optional(),
  skip: z.array(z.string()).optional(),
  allowGaps: z.boolean().optional(),
  params: z
    .record(z.string(), z.record(z.string(), z.union([z.boolean(), z.number(), z.string(), z.array(z.string())])))
    .optional(),
  frameworks: z.array(z.string()).optional(),
  waivers: z.array(waiver).optional(),
})

/** Settings from `haetae.yaml`, checked. */
export interface Config extends Omit<z.infer<typeof schema>, 'waivers' | 'params'> {
  readonly file: string | undefined
  readonly params: { readonly [check: string]: { readonly [param: string]: ParamValue } }
  readonly waivers: readonly Waiver[]
}

/** The settings in a text; `file` is for messages. */
export function parseConfig(text: string, file: string): Config {
  const parsed = parseYaml(text)
  if ('fault' in parsed) throw configError(file, parsed.fault.line, parsed.fault.reason)
  const lines = new LineIndex(text)
  const lineOf = (path: Path) => {
    const field = findField(parsed.parse, path)
    return lines.at((field.key ?? field.value).start).line
  }
  const duplicate = parsed.document.duplicate
  if (duplicate !== undefined) throw configError(file, duplicate.line, 'a key stands twice')
  const checked = schema.safeParse(parsed.document.value ?? {})
  if (!checked.success) {
    const issue = checked.error.issues[0]
    const path = (issue?.path ?? []).map((step) => (typeof step === 'symbol' ? String(step) : step))
    const extra = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
    throw configError(file, lineOf([...path, ...extra]), `${path.join('.') || 'the file'}: ${issue?.message ?? 'not understood'}`)
  }
  const { waivers = [], params = {}, ...rest } = checked.data
  return { ...rest, file, params, waivers: waivers.map((entry, index) => toWaiver(entry, file, lineOf(['waivers', index]))) }
}

function toWaiver(entry: z.infer<typeof waiver>, file: string, line: number): Waiver {
  const { check, reason, subject, path, fingerprint, author, until } = entry
  return {
    check,
    reason,
    file,
    line,
    ...(subject === undefined ? {} : { subject }),
    ...(path === undefined ? {} : { path }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(author === undefined ? {} : { author }),
    ...(until === undefined ? {} : { until }),
  }
}

function configError(file: string, line: number, what: string): AppError {
  return new AppError('CONFIG', { en: `${file}:${line}: ${what}`, ko: `${file}:${line}: ${what}` })
}
