import { readFileSync } from 'node:fs'
import { readObjects } from '../../../kube/read-object.ts'
import { parseYaml, splitYaml, type YamlText } from '../../../lib/yaml.ts'
import { editYaml, type RefusalReason, type YamlChange } from '../../../lib/yaml-edit.ts'
import { type Path, subjectKey } from '../../../model/index.ts'
import { subjectOf } from '../../../posture/index.ts'
import type { Proposal } from './copies.ts'

/** Why a change was not made: the editor's reasons, and those of the file. */
export type NotMade = RefusalReason | 'encoding' | 'link' | 'moved'

export interface Text {
  readonly before: string
  after: string
  /** Byte order mark, which the judges do not see. */
  readonly mark: string
}

const byteOrderMark = '\ufeff'

/** The texts of the files that are being changed, by their real paths. Nothing is written here. */
export class Texts {
  readonly #texts = new Map<string, Text | 'encoding'>()

  get changed(): readonly (readonly [string, Text])[] {
    return [...this.#texts].flatMap(([real, text]) => (text === 'encoding' || text.before === text.after ? [] : [[real, text]]))
  }

  /** Makes the changes in a file's text as far as it goes. Tells what was not made, and the new text where there is one. */
  edit(real: string, wanted: readonly Proposal[]): { readonly text?: string; readonly refused: ReadonlyMap<Proposal, NotMade> } {
    const text = this.#open(real)
    if (text === 'encoding') return { refused: new Map(wanted.map((one) => [one, 'encoding'])) }
    const refused = new Map<Proposal, NotMade>()
    const documents = splitYaml(text.after)
    const places = objectsIn(documents)
    const byDocument = new Map<number, Placed[]>()
    for (const proposal of wanted) {
      const place = places.get(proposal.copy.held.key)?.[proposal.copy.ordinal]
      if (place === undefined) {
        refused.set(proposal, 'moved')
        continue
      }
      const same = byDocument.get(place.document) ?? []
      same.push(placed(proposal, place.at))
      byDocument.set(place.document, same)
    }
    const before = text.after
    let after = ''
    let at = 0
    for (const [index, document] of documents.entries()) {
      after += before.slice(at, document.start) + editDocument(document.text, byDocument.get(index) ?? [], refused)
      at = document.start + document.text.length
    }
    text.after = after + before.slice(at)
    return { ...(text.after === before ? {} : { text: text.after }), refused }
  }

  #open(real: string): Text | 'encoding' {
    const known = this.#texts.get(real)
    if (known !== undefined) return known
    const bytes = readFileSync(real)
    const whole = bytes.toString('utf8')
    const mark = whole.startsWith(byteOrderMark) ? byteOrderMark : ''
    const before = whole.slice(mark.length)
    // Bytes that are no UTF-8 would not come back as they were.
    const text = Buffer.from(whole, 'utf8').equals(bytes) ? { before, after: before, mark } : 'encoding'
    this.#texts.set(real, text)
    return text
  }
}

interface Placed {
  readonly proposal: Proposal
  readonly changes: readonly YamlChange[]
}

function placed(proposal: Proposal, at: Path): Placed {
  const changes = proposal.finding.fix?.changes ?? []
  return { proposal, changes: changes.map((change) => ({ ...change, path: [...at, ...change.path] })) }
}

/** All changes together; where that is refused, as many as go, the worst findings first. */
function editDocument(text: string, all: readonly Placed[], refused: Map<Proposal, NotMade>): string {
  let made = text
  let accepted: readonly YamlChange[] = []
  const add = (group: readonly Placed[]): void => {
    if (group.length === 0) return
    const changes = [...accepted, ...group.flatMap((one) => one.changes)]
    const edited = editYaml(text, changes)
    if ('text' in edited) {
      made = edited.text
      accepted = changes
    } else if (group.length === 1) for (const { proposal } of group) refused.set(proposal, edited.refused)
    else {
      const half = Math.ceil(group.length / 2)
      add(group.slice(0, half))
      add(group.slice(half))
    }
  }
  add(all)
  return made
}

interface PlaceOfObject {
  readonly document: number
  readonly at: Path
}

/** Where the objects of a stream stand, by their keys, in the order in which they are read. */
function objectsIn(documents: readonly YamlText[]): ReadonlyMap<string, readonly PlaceOfObject[]> {
  const places = new Map<string, PlaceOfObject[]>()
  for (const [document, { text }] of documents.entries()) {
    const parsed = parseYaml(text)
    if ('fault' in parsed) continue
    for (const { object, at } of readObjects(parsed.document.value)) {
      const key = subjectKey(subjectOf(object))
      const same = places.get(key) ?? []
      same.push({ document, at })
      places.set(key, same)
    }
  }
  return places
}
