import { type ActionPiece, scanTemplate } from './go-template.ts'

/**
 * One line of a template that can write a line of output. `parts` are the literal texts around the holes: n + 1 texts for
 * n holes, trimmed at both ends of the line; a literal line has one part.
 */
export interface LineNode {
  /** From 0; -1 for the start of the template. */
  readonly line: number
  readonly kind: 'line' | 'blank' | 'junction'
  readonly parts: readonly string[]
  readonly indent: number
  /** Text may follow or precede on the same output line, because a trim marker eats the line break. */
  readonly openEnd: boolean
  readonly openStart: boolean
  /** How a hole can write more lines than one: not to be expected, for example a value, or by its nature (include, toYaml). */
  readonly spread: 'none' | 'value' | 'block'
  /** The argument of nindent or indent, -1 where there is none. */
  readonly blockIndent: number
}

/** The lines of a template and which may follow which: `edges[n]` are the nodes behind node n. Node 0 is the start. */
export interface TemplateFlow {
  readonly nodes: readonly LineNode[]
  readonly edges: readonly (readonly number[])[]
}

type Element = { readonly type: 'text'; text: string } | { readonly type: 'action'; readonly action: ActionPiece }

const blockWords = /(^|[\s(|])(include|template|tpl|toYaml|toYamlPretty|toToml|toPrettyJson|nindent|indent|block)\b|\.Files\b/

/** Reads the flow of control of a template: branches may be passed over, loops may repeat, definitions write nothing where they stand. */
export function templateFlow(text: string): TemplateFlow {
  const flow = new FlowBuilder()
  const lines = elementsByLine(text)
  for (let line = 0; line < lines.length; line++) flow.addLine(line, collapse(lines[line] ?? []), lines[line + 1] ?? [])
  return flow
}

/** The elements of every line. Literal text is cut where a trim marker eats it; an action stands on the line it begins on. */
function elementsByLine(text: string): Element[][] {
  const lines: Element[][] = [[]]
  const pieces = scanTemplate(text)
  let current = lines[0] ?? []
  let line = 0
  let inside: Element | undefined
  const moveTo = (next: number): void => {
    for (; line < next; line++) {
      // A line that an action runs through is not an empty line.
      current = inside === undefined ? [] : [inside]
      lines.push(current)
    }
    inside = undefined
  }
  for (const piece of pieces) {
    moveTo(piece.line)
    inside = undefined
    if (piece.type === 'action') {
      current.push({ type: 'action', action: piece })
      inside = { type: 'action', action: { ...piece, kind: 'comment', trimLeft: false } }
      continue
    }
    const rows = text.slice(piece.start, piece.end).split('\n')
    for (let row = 0; row < rows.length; row++) {
      if (row > 0) moveTo(line + 1)
      const content = rows[row] ?? ''
      if (content !== '') current.push({ type: 'text', text: content })
    }
  }
  return lines
}

/** Makes one hole of every block that opens and closes within the line, so that only the other controls are left. */
function collapse(elements: readonly Element[]): Element[] {
  const out: Element[] = []
  const opens: number[] = []
  for (const element of elements) {
    const kind = element.type === 'action' ? element.action.kind : 'text'
    if (kind === 'open') opens.push(out.length)
    const open = kind === 'end' ? opens.pop() : undefined
    if (open === undefined || element.type !== 'action') {
      out.push(element)
      continue
    }
    const inside = out.splice(open)
    const first = inside[0]
    const body = [...inside, element].map((part) => (part.type === 'action' ? part.action.body : part.text)).join(' ')
    const start = first?.type === 'action' ? first.action : element.action
    const writes = inside.some((part) => (part.type === 'text' ? part.text.trim() !== '' : part.action.kind === 'output'))
    out.push({
      type: 'action',
      action: { ...start, kind: writes ? 'output' : 'silent', word: '', body, trimRight: element.action.trimRight },
    })
  }
  return out
}

interface Frame {
  readonly word: string
  readonly start: number
  readonly ends: number[]
  hasElse: boolean
}

const emptyParts: readonly string[] = ['']

class FlowBuilder implements TemplateFlow {
  readonly nodes: LineNode[] = []
  readonly edges: number[][] = []
  private readonly frames: Frame[] = []
  private current: number

  constructor() {
    this.current = this.junction()
  }

  addLine(line: number, elements: readonly Element[], next: readonly Element[]): void {
    const firstVisible = elements.findIndex(isVisible)
    if (firstVisible < 0) {
      // A line of controls alone may leave an empty line behind; the aligner allows for that without a node.
      if (elements.every((element) => element.type === 'text')) this.follow(blankNode(line))
      for (const element of elements) this.control(element)
      return
    }
    for (const element of elements.slice(0, firstVisible)) this.control(element)
    this.follow(lineNode(line, elements, firstVisible, next))
    for (const element of elements.slice(firstVisible)) this.control(element)
  }

  private junction(): number {
    return this.add({ ...blankNode(-1), kind: 'junction' })
  }

  private add(node: LineNode): number {
    this.nodes.push(node)
    this.edges.push([])
    return this.nodes.length - 1
  }

  private link(from: number, to: number): void {
    this.edges[from]?.push(to)
  }

  private follow(node: LineNode): void {
    const added = this.add(node)
    this.link(this.current, added)
    this.current = added
  }

  private control(element: Element): void {
    if (element.type === 'text') return
    const { kind, word } = element.action
    const frame = this.frames.at(-1)
    if (kind === 'open' || kind === 'define') {
      // A definition's body hangs on a junction that nothing leads to.
      const start = this.junction()
      if (kind === 'open') this.link(this.current, start)
      this.frames.push({ word, start: kind === 'define' ? this.current : start, ends: [], hasElse: false })
      this.current = start
    } else if (kind === 'else' && frame !== undefined) {
      this.closeBranch(frame)
      frame.hasElse ||= element.action.body === 'else'
      this.current = frame.start
    } else if (kind === 'end' && frame !== undefined) {
      this.frames.pop()
      if (frame.word === 'define') {
        this.current = frame.start
        return
      }
      this.closeBranch(frame)
      if (!frame.hasElse || frame.word === 'range') frame.ends.push(frame.start)
      this.current = this.junction()
      for (const end of frame.ends) this.link(end, this.current)
    }
  }

  /** The end of a loop's body leads back to its start; that of another branch leads on. */
  private closeBranch(frame: Frame): void {
    if (frame.word === 'range' && !frame.hasElse) this.link(this.current, frame.start)
    else frame.ends.push(this.current)
  }
}

function isVisible(element: Element): boolean {
  return element.type === 'text' ? element.text.trim() !== '' : element.action.kind === 'output'
}

function blankNode(line: number): LineNode {
  return {
    line,
    kind: 'blank',
    parts: emptyParts,
    indent: 0,
    openEnd: false,
    openStart: false,
    spread: 'none',
    blockIndent: -1,
  }
}

function lineNode(line: number, elements: readonly Element[], firstVisible: number, next: readonly Element[]): LineNode {
  const parts: string[] = ['']
  let spread: LineNode['spread'] = 'none'
  let blockIndent = -1
  let conditional = false
  let trimNext = false
  for (const element of elements.slice(firstVisible)) {
    const last = parts.length - 1
    if (element.type === 'text') {
      // Text behind an `{{ if }}` that the line leaves open is written or not: it belongs to the hole.
      if (!conditional) parts[last] += trimNext ? element.text.trimStart() : element.text
      trimNext = false
      continue
    }
    const { kind, body, trimLeft } = element.action
    trimNext = element.action.trimRight
    if (kind === 'comment' || kind === 'silent') continue
    if (trimLeft) parts[last] = (parts[last] ?? '').trimEnd()
    parts.push('')
    if (kind !== 'output') conditional = true
    else if (blockWords.test(body)) spread = 'block'
    else if (spread === 'none') spread = 'value'
    const indent = /\bn?indent\s+(\d+)/.exec(body)?.[1]
    if (indent !== undefined) blockIndent = Number(indent)
  }
  const before = elements[firstVisible - 1]
  const lead = elements[firstVisible]
  const trimmedLead = before?.type === 'action' && before.action.trimRight
  const indentText = lead?.type === 'text' ? lead.text : before?.type === 'text' ? before.text : ''
  const indent = trimmedLead ? 0 : indentText.length - indentText.trimStart().length
  parts[0] = (parts[0] ?? '').trimStart()
  parts[parts.length - 1] = (parts.at(-1) ?? '').trimEnd()
  const last = elements.at(-1)
  const follows = next.find((element) => element.type === 'action' || element.text.trim() !== '')
  return {
    line,
    kind: 'line',
    parts,
    indent,
    openEnd:
      conditional ||
      (last?.type === 'action' && last.action.trimRight) ||
      (follows?.type === 'action' && follows.action.trimLeft),
    openStart: trimmedLead,
    spread,
    blockIndent,
  }
}
