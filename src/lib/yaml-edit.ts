import { parseYaml, splitYaml } from './yaml.ts'
import { addEntry, addItem, expand, partsOf, removePart, replaceInline, type Slot } from './yaml-edit/block.ts'
import { inOrder, nest, Paths, sameValue, steps, valueIn, withChange, type YamlChange } from './yaml-edit/changes.ts'
import { addToFlow, removeFromFlow } from './yaml-edit/flow.ts'
import { applySplices, indentOf, type Splice } from './yaml-edit/lines.ts'
import { Refusal, type RefusalReason } from './yaml-edit/refusal.ts'
import { columnOf, isJson, lineBreakOf, type Style, styleOf } from './yaml-edit/style.ts'
import { nodesBelow, readTree, type ScalarNode, type YamlNode } from './yaml-edit/tree.ts'
import { inline, jsonText, requoted, spreads } from './yaml-edit/write.ts'

export type { RefusalReason, YamlChange }

type Path = YamlChange['path']

/**
 * Changes fields of one document of a YAML or JSON stream, and nothing else: comments, order, indentation, quotes and line breaks stay as they are,
 * and so does every other document. `at` is put before the path of each change; `documentIndex` counts as `splitYaml` does. Changes that are
 * so already change nothing.
 *
 * The result is read back before it is given: if it does not say exactly what the old text said with the changes made, it is refused.
 * Changes are made all together or not at all.
 */
export function editYaml(
  stream: string,
  changes: readonly YamlChange[],
  at: Path = [],
  documentIndex = 0,
): { readonly text: string } | { readonly refused: RefusalReason } {
  try {
    const ordered = inOrder(changes.map((change) => ({ ...change, path: [...at, ...change.path] })))
    return { text: editDocument(stream, documentIndex, ordered, at) }
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.reason }
    throw error
  }
}

function editDocument(stream: string, index: number, changes: readonly YamlChange[], at: Path): string {
  const documents = splitYaml(stream)
  const document = documents[index]
  if (document === undefined) throw new Refusal('no-document')
  const before = readValue(document.text)
  if (valueIn(before, at) === undefined) throw new Refusal('no-such-field')
  const asked = changes.reduce<unknown>((value, change) => withChange(value, change), before)
  // What is added looks like the document as it was.
  const style = { ...styleOf(document.text, readDraft(document.text).root), lineBreak: lineBreakOf(stream) }
  const sets = changes.filter(({ op }) => op === 'set')
  const removals = changes.filter(({ op }) => op === 'remove')
  const text = makeAll(makeAll(document.text, sets, style), removals, style)
  if (!sameValue(readValue(text), asked) || (isJson(document.text) && !isJson(text))) throw new Refusal('unverified')
  const out = stream.slice(0, document.start) + text + stream.slice(document.start + document.text.length)
  const after = splitYaml(out)
  const kept = (other: string, place: number) => other === (place === index ? text : documents[place]?.text)
  if (after.length !== documents.length || !after.every((one, place) => kept(one.text, place))) throw new Refusal('unverified')
  return out
}

function readValue(text: string): unknown {
  const parsed = parseYaml(text)
  if ('fault' in parsed) throw new Refusal('not-yaml')
  return parsed.document.value
}

/** A document between two turns of editing. */
interface Draft {
  readonly text: string
  readonly value: unknown
  readonly root: YamlNode
  /** Anchors that an alias refers to. */
  readonly shared: ReadonlySet<string>
}

function readDraft(text: string): Draft {
  const parsed = parseYaml(text)
  if ('fault' in parsed) throw new Refusal('not-yaml')
  const root = readTree(text, parsed.parse.events)
  const shared = new Set<string>()
  for (const node of nodesBelow(root)) if (node.type === 'alias') shared.add(text.slice(node.start + 1, node.end))
  return { text, value: parsed.document.value, root, shared }
}

/**
 * Makes changes in their order, several in one turn where they are in different parts of the document: a list of a thousand objects is not parsed
 * a thousand times.
 */
function makeAll(before: string, changes: readonly YamlChange[], style: Style): string {
  let text = before
  let open = changes
  for (let turns = maxTurns(before, changes); open.length > 0; turns--) {
    // A value that does not read back as it was written would be written for ever.
    if (turns === 0) throw new Refusal('unverified')
    const draft = readDraft(text)
    const splices: Splice[] = []
    const later: YamlChange[] = []
    const busy = new Paths()
    for (const change of open) {
      // What waits for an earlier change cannot be judged yet.
      const waits = busy.meets(change.path)
      const [step] = waits ? [] : steps(draft.value, change)
      if (!waits && step === undefined) continue
      const made = step === undefined ? undefined : makeStep(draft, step, style, busy)
      splices.push(...(made ?? []))
      // A removal is done when it was made once, a set when the value is so.
      if (made !== undefined && change.op === 'remove') continue
      busy.add(change.path)
      later.push(change)
    }
    text = applySplices(text, splices)
    open = later
  }
  return text
}

/** Every turn makes at least one step; the last one finds nothing to do. */
function maxTurns(text: string, changes: readonly YamlChange[]): number {
  const value = readValue(text)
  return changes.reduce((sum, change) => sum + 2 * steps(value, change).length + 2, 1)
}

/** The replacements that make one step; undefined where another step of the same turn changes the same part of the document. */
function makeStep(draft: Draft, step: YamlChange, style: Style, busy: Paths): readonly Splice[] | undefined {
  const { text, value } = draft
  const slots = walk(draft, step.path)
  const slot = slots.at(-1)
  if (slot === undefined) throw new Refusal('layout')
  const missing = step.path.slice(slots.length - 1)
  // What a merge key (`<<`) brings is said elsewhere: an own key may stand against it, but nothing inside it can be changed from here.
  const merged = missing.length > 0 && valueIn(value, step.path.slice(0, slots.length)) !== undefined
  if (merged && (step.op === 'remove' || missing.length > 1)) throw new Refusal('merge')
  // What is added to or taken from a mapping or list may move all that is in it.
  const touched = step.path.slice(0, step.op === 'set' ? slots.length - 1 : step.path.length - 1)
  if (busy.meets(touched)) return undefined
  busy.add(touched)
  if (step.op === 'remove') return removeAt(text, slots, style)
  return missing.length === 0 ? replace(text, slot, step.value, style) : insert(text, slot, missing, step.value, style)
}

/** The slots from the root to the field, as far as they are there. Throws Refusal where the text on the way is shared. */
function walk({ text, root, shared }: Draft, path: Path): readonly Slot[] {
  const check = (node: YamlNode, below: boolean) => {
    if (node.type === 'alias') throw new Refusal('alias')
    const nodes = below ? nodesBelow(node) : [node]
    for (const { anchor } of nodes) if (anchor !== undefined && shared.has(anchor)) throw new Refusal('anchor')
  }
  const slots: Slot[] = [{ node: root, after: undefined, column: 0, of: 'root', inFlow: false }]
  let node = root
  for (const step of path) {
    check(node, false)
    const slot = childSlot(text, node, step)
    if (slot === undefined) return slots
    slots.push(slot)
    node = slot.node
  }
  check(node, true)
  if (node.tagged) throw new Refusal('layout')
  return slots
}

function childSlot(text: string, node: YamlNode, step: string | number): Slot | undefined {
  if (node.type === 'seq' && typeof step === 'number') {
    const item = node.items[step]
    if (item === undefined) return undefined
    const { dash, value } = item
    const column = columnOf(text, dash ?? value.start)
    return { node: value, after: dash === undefined ? undefined : dash + 1, column, of: 'seq', inFlow: node.flow }
  }
  if (node.type !== 'map' || typeof step !== 'string') return undefined
  // The last of two equal keys counts.
  const entry = node.entries.findLast(({ key }) => key.type === 'scalar' && keyName(key) === step)
  if (entry === undefined) return undefined
  const column = columnOf(text, node.flow ? entry.key.start : node.start)
  return { node: entry.value, after: entry.colon, column, of: 'map', inFlow: node.flow }
}

/** A key as the parsed value has it: `on` and `1` name the fields `true` and `1`. */
function keyName({ style, text }: ScalarNode): string {
  if (style !== 'plain' || !/^(?:[yn~]|yes|no|on|off|true|false|null|[-+.0-9].*)?$/i.test(text)) return text
  return String(readValue(text))
}

function removeAt(text: string, slots: readonly Slot[], style: Style): readonly Splice[] {
  const slot = slots.at(-1)
  const parent = slots.at(-2)
  if (slot === undefined || parent === undefined) throw new Refusal('layout')
  const { node } = parent
  if (node.type !== 'map' && node.type !== 'seq') throw new Refusal('layout')
  const values = node.type === 'map' ? node.entries : node.items
  const index = values.findIndex(({ value }) => value === slot.node)
  if (node.flow) return removeFromFlow(text, node, index)
  // Nothing is left: the parent stays, empty.
  if (values.length === 1) return replaceInline(text, parent, inline(node.type === 'map' ? {} : [], style, false))
  return removePart(text, partsOf(node), index)
}

function replace(text: string, slot: Slot, value: unknown, style: Style): readonly Splice[] {
  const { node } = slot
  if (style.json) return replaceInline(text, slot, jsonText(value, style, indentOf(text, node.start)))
  if (!slot.inFlow && spreads(value, style)) return expand(text, slot, value, style)
  const quoted = node.type === 'scalar' && (node.style === 'single' || node.style === 'double') ? node.style : undefined
  const written = typeof value === 'string' && quoted !== undefined ? requoted(value, quoted) : inline(value, style, slot.inFlow)
  return replaceInline(text, slot, written)
}

function insert(text: string, slot: Slot, missing: Path, value: unknown, style: Style): readonly Splice[] {
  const { node } = slot
  const [step, ...rest] = missing
  if (node.type === 'map' && typeof step === 'string') {
    const inner = nest(rest, value)
    if (!node.flow) return addEntry(text, node, step, inner, style)
    const bare = node.entries.length === 0 && !slot.inFlow && !style.json && isBare(text, node)
    return bare && slot.of !== 'root' ? expand(text, slot, { [step]: inner }, style) : addToFlow(text, node, step, inner, style)
  }
  if (node.type === 'seq' && step === node.items.length) {
    const inner = nest(rest, value)
    if (!node.flow) return addItem(text, node, inner, style)
    const bare = node.items.length === 0 && !slot.inFlow && !style.json && isBare(text, node)
    return bare && slot.of !== 'root' ? replace(text, slot, [inner], style) : addToFlow(text, node, undefined, inner, style)
  }
  // A key without a value.
  if (node.type === 'scalar') return replace(text, slot, nest(missing, value), style)
  throw new Refusal('no-such-field')
}

/** Brackets with nothing between them. */
function isBare(text: string, node: YamlNode): boolean {
  return text.slice(node.start + 1, node.end - 1).trim() === ''
}
