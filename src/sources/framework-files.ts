import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { AppError, controlWays, type Framework, type FrameworkControl, owners, type Path, type Text } from '../model/index.ts'
import { broken, readCheckedYaml } from './checked-yaml.ts'
import { decodeText } from './manifests/decode.ts'
import { readBytes } from './manifests/read-bytes.ts'

const sentence = z.strictObject({ en: z.string().trim().min(1), ko: z.string().trim().min(1) })
/** A user's own profile may have one language: it then stands for both. */
const text = z.preprocess((value) => (typeof value === 'string' ? { en: value, ko: value } : value), sentence)
const name = z.string({ error: 'a string: put quotes around numbers, as in "5.10"' }).trim().min(1)
const control = z.strictObject({
  id: name,
  title: text,
  section: text.optional(),
  owner: z.enum(owners).default('customer'),
  how: z.enum(controlWays).default('checks'),
  checks: z.array(name).optional(),
  unset: z.literal('allowed').optional(),
  note: text.optional(),
})
const schema = z.strictObject({
  id: name,
  title: text,
  version: name,
  source: z.url({ protocol: /^https$/ }).optional(),
  controls: z.array(control).min(1),
})

/** True for an id of a check, or a pattern over ids that matches at least one. */
export type KnownCheck = (pattern: string) => boolean

/** Ids of the frameworks in a folder of policies, sorted. */
export function frameworkIds(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort()
}

/**
 * Loads a framework by its id from `folder`, or a user's own profile by the path of its YAML file. With `known`, a profile that names a check which
 * does not exist is an error: a mistyped name must not turn into a control that nobody looks at.
 *
 * @throws AppError USAGE for an unknown id; NOT_FOUND for a profile that is not there; CONFIG, with file, line and what was expected, for a broken one.
 */
export function loadFramework(idOrFile: string, folder: string, known?: KnownCheck): Framework {
  const own = /\.ya?ml$/.test(idOrFile)
  if (!own && !frameworkIds(folder).includes(idOrFile)) throw unknownFramework(idOrFile, folder)
  const file = own ? idOrFile : join(folder, `${idOrFile}.yaml`)
  let content: string
  try {
    content = decodeText(readBytes(file).bytes)
  } catch (cause) {
    throw new AppError('NOT_FOUND', { en: `${file}: cannot be read`, ko: `${file}: 읽을 수 없습니다` }, { cause })
  }
  return parseFramework(content, file, known)
}

/** The framework in a text; `file` is for messages. Throws AppError CONFIG as `loadFramework` does. */
export function parseFramework(content: string, file: string, known?: KnownCheck): Framework {
  const { value, line } = readCheckedYaml(content, file, schema)
  const seen = new Set<string>()
  const controls = value.controls.map((entry, index) => {
    const fault = faultOf(entry, index, seen, known)
    if (fault !== undefined) throw broken(file, line(fault.path), fault.what)
    return toControl(entry)
  })
  const { id, title, version, source } = value
  return { id, title, version, ...(source === undefined ? {} : { source }), controls }
}

type Entry = z.infer<typeof control>

function toControl({ id, title, section, owner, how, checks, unset, note }: Entry): FrameworkControl {
  return {
    id,
    title,
    owner,
    how,
    checks: checks ?? [],
    ...(section === undefined ? {} : { section }),
    ...(unset === undefined ? {} : { unset }),
    ...(note === undefined ? {} : { note }),
  }
}

interface Fault {
  readonly path: Path
  readonly what: Text
}

/** What a schema cannot say: ids that stand once, checks that exist, and a reason wherever no check answers. */
function faultOf(entry: Entry, index: number, seen: Set<string>, known: KnownCheck | undefined): Fault | undefined {
  const at = (...rest: Path): Path => ['controls', index, ...rest]
  if (seen.has(entry.id))
    return { path: at('id'), what: { en: `control ${entry.id} stands twice`, ko: `항목 ${entry.id}이(가) 두 번 있습니다` } }
  seen.add(entry.id)
  const unknown = entry.checks?.findIndex((pattern) => known?.(pattern) === false) ?? -1
  if (unknown >= 0) {
    const pattern = entry.checks?.[unknown]
    return {
      path: at('checks', unknown),
      what: { en: `${entry.id}: no check matches ${pattern}`, ko: `${entry.id}: ${pattern}에 해당하는 점검이 없습니다` },
    }
  }
  if (entry.how === 'checks') return undefined
  if ((entry.checks ?? []).length > 0)
    return {
      path: at('how'),
      what: {
        en: `${entry.id}: how: ${entry.how}, yet it lists checks: expected one or the other`,
        ko: `${entry.id}: how: ${entry.how}인데 checks가 있습니다. 둘 중 하나만 있어야 합니다`,
      },
    }
  if (entry.note !== undefined) return undefined
  return {
    path: at('how'),
    what: {
      en: `${entry.id}: how: ${entry.how}: expected a note that says why`,
      ko: `${entry.id}: how: ${entry.how}이면 이유를 적은 note가 있어야 합니다`,
    },
  }
}

function unknownFramework(id: string, folder: string): AppError {
  const ids = frameworkIds(folder).join(', ')
  return new AppError(
    'USAGE',
    { en: `unknown framework ${id}: expected one of ${ids}`, ko: `알 수 없는 프레임워크 ${id}: ${ids} 중 하나여야 합니다` },
    {
      hint: {
        en: 'or the path of your own profile, ending in .yaml',
        ko: '또는 .yaml로 끝나는 자체 프로파일의 경로를 지정하십시오',
      },
    },
  )
}
