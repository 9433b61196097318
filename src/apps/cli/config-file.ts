import * as z from 'zod'
import type { Waiver } from '../../engine/index.ts'
import { isDay } from '../../lib/day.ts'
import { type ParamValue, type Path, severities } from '../../model/index.ts'
import { readCheckedYaml } from '../../sources/checked-yaml.ts'

const date = z.string().refine(isDay, 'a date such as 2027-01-31')
const severity = z.enum(severities)
const waiver = z.strictObject({
  check: z.string().min(1),
  subject: z.string().min(1).optional(),
  path: z.string().min(1).optional(),
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{32}$/, '32 hex digits')
    .optional(),
  reason: z.string().trim().min(1),
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
  /** Line of a setting in the file, for messages. */
  readonly line: (path: Path) => number
  readonly params: { readonly [check: string]: { readonly [param: string]: ParamValue } }
  readonly waivers: readonly Waiver[]
}

/** The settings in a text; `file` is for messages. Throws AppError CONFIG with file, line and what was expected. */
export function parseConfig(text: string, file: string): Config {
  const { value, line } = readCheckedYaml(text, file, schema, {})
  const { waivers = [], params = {}, ...rest } = value
  return {
    ...rest,
    file,
    line,
    params,
    waivers: waivers.map((entry, index) => toWaiver(entry, file, line(['waivers', index]))),
  }
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
