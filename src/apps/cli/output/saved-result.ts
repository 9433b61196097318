import * as z from 'zod'
import { tooDeepAt } from '../../../lib/json-depth.ts'
import { AppError, gapReasons, type Json, type Result, severities, subjectTypes } from '../../../model/index.ts'
import { resultSchemaId } from './json.ts'

/** Far more than any result has. */
const maxDepth = 100

const count = z.int().min(0)
const text = z.object({ en: z.string(), ko: z.string() })
// Values pass through untouched: zod's own records leave out a member called __proto__.
const json = z.custom<Json>((value) => value !== undefined, { error: 'expected a JSON value' })
const path = z.array(z.union([z.string(), z.number()]))

const subject = z.object({
  type: z.enum(subjectTypes),
  kind: z.string(),
  group: z.string(),
  namespace: z.string().exactOptional(),
  name: z.string(),
  clusterUid: z.string().exactOptional(),
})

const place = z.object({
  file: z.string(),
  line: count,
  column: count,
  endLine: count,
  endColumn: count,
  path,
  unset: z.boolean(),
  container: z.string().exactOptional(),
  detail: text.exactOptional(),
  renderedFrom: z.string().exactOptional(),
  key: z.string(),
})

const change = z.discriminatedUnion('op', [
  z.object({ op: z.literal('set'), path, value: json }),
  z.object({ op: z.literal('remove'), path }),
])

const finding = z.object({
  check: z.string().min(1),
  fingerprint: z.string().min(1),
  subject,
  severity: z.enum(severities),
  severityReasons: z.array(text),
  rank: z.number(),
  message: text,
  places: z.array(place),
  fix: z.object({ changes: z.array(change), caveat: text.exactOptional() }).exactOptional(),
  byDefault: z.boolean(),
  waived: z
    .object({
      source: z.enum(['config', 'annotation']),
      reason: z.string(),
      author: z.string().exactOptional(),
      until: z.string().exactOptional(),
    })
    .exactOptional(),
})

const gap = z.object({
  reason: z.enum(gapReasons),
  message: text,
  file: z.string().exactOptional(),
  line: count.exactOptional(),
  column: count.exactOptional(),
  subject: subject.exactOptional(),
  checks: z.array(z.string()).exactOptional(),
  byChoice: z.boolean().exactOptional(),
})

// A record of numbers, checked by hand for the same reason.
const counts = z.custom<{ readonly [name: string]: number }>(isCounts, { error: 'expected an object of counts' })

const scope = z.object({
  targets: z.array(z.string()),
  files: z.object({ read: count, judged: count, other: count }),
  kinds: counts,
  notJudged: counts,
  namespaces: z.array(z.string()),
  withoutNamespace: count,
  workloads: count,
  containers: count,
  checks: z.array(z.string()),
})

const savedResult = z.object({
  schema: z.literal(resultSchemaId),
  version: z.string(),
  startedAt: z.iso.datetime({ offset: true }),
  findings: z.array(finding),
  gaps: z.array(gap),
  facts: z.array(z.object({ type: z.string(), subject, value: json })),
  scope,
  stats: z.object({ wallMs: z.number().min(0), phases: counts }),
})

/**
 * Reads what the JSON format wrote. Members this version does not know are dropped.
 *
 * @param fileName names the file in errors only.
 * @throws AppError INVALID_INPUT when `text` is not JSON, not a result of this schema, or a member has another shape.
 */
export function parseResult(text: string, fileName: string): Result {
  const value = parseJson(text, fileName)
  const schema = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined
  if (schema !== resultSchemaId) throw otherSchema(schema, fileName)
  const parsed = savedResult.safeParse(value)
  if (!parsed.success) throw otherShape(parsed.error, fileName)
  const { schema: _, ...result } = parsed.data
  return result
}

function isCounts(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((n) => typeof n === 'number' && n >= 0)
}

function parseJson(text: string, fileName: string): unknown {
  try {
    // A byte order mark, which some editors and shells put in front, is not part of the JSON text (RFC 8259, 8.1).
    const whole = text.replace(/^\uFEFF/, '')
    if (tooDeepAt(whole, maxDepth) !== undefined) throw new Error(`it nests deeper than ${maxDepth}`)
    return JSON.parse(whole)
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new AppError(
      'INVALID_INPUT',
      {
        en: `${fileName} is not JSON: ${detail}`,
        ko: `${fileName} 파일은 JSON이 아닙니다: ${detail}`,
      },
      { cause, hint: howToSave },
    )
  }
}

function otherSchema(schema: unknown, fileName: string): AppError {
  const found = typeof schema === 'string' ? JSON.stringify(schema) : undefined
  return new AppError(
    'INVALID_INPUT',
    {
      en: `${fileName} is not a saved result: expected schema "${resultSchemaId}", found ${found ?? 'none'}`,
      ko: `${fileName} 파일은 저장된 결과가 아닙니다: schema "${resultSchemaId}"가 있어야 하지만 ${found === undefined ? '없습니다' : `${found}입니다`}`,
    },
    { hint: howToSave },
  )
}

function otherShape(error: z.ZodError, fileName: string): AppError {
  const first = error.issues[0]
  const at = first === undefined ? '' : z.core.toDotPath(first.path)
  const what = first?.message ?? 'unexpected shape'
  const more = error.issues.length - 1
  return new AppError(
    'INVALID_INPUT',
    {
      en: `${fileName} is not a complete saved result: at ${at}: ${what}${more > 0 ? ` (and ${more} more)` : ''}`,
      ko: `${fileName} 파일은 온전한 저장 결과가 아닙니다: ${at} 위치: ${what}${more > 0 ? ` (그 밖에 ${more}건)` : ''}`,
    },
    { cause: error, hint: howToSave },
  )
}

const howToSave = {
  en: 'Write a result with: haetae scan PATH -o json > result.json',
  ko: '다음 명령으로 결과를 저장합니다: haetae scan PATH -o json > result.json',
}
