/**
 * What is wrong with an XML 1.0 document without DTD, comments or CDATA sections, or `undefined`: characters, tags and their
 * nesting, attributes and entities, after the productions of the recommendation (Char, STag, ETag, AttValue, CharData, EntityRef).
 */
export function xmlProblem(document: string): string | undefined {
  const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(document)
  if (illegal !== null) return `illegal character at ${illegal.index}`
  let rest = document.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/, '')
  const open: string[] = []
  let roots = 0
  while (rest !== '') {
    const token =
      /^(?:<\/([\w-]+)\s*>|<([\w-]+)((?:\s+[\w-]+="(?:[^<&"]|&(?:amp|lt|gt|quot|apos);)*")*)\s*(\/?)>|((?:[^<&]|&(?:amp|lt|gt|quot|apos);)+))/.exec(
        rest,
      )
    if (token === null) return `neither tag nor text: ${JSON.stringify(rest.slice(0, 60))}`
    const [whole, end, start, attributes, empty, text] = token
    rest = rest.slice(whole.length)
    if (text !== undefined) {
      if (open.length === 0 && text.trim() !== '') return 'text outside the root'
      if (text.includes(']]>')) return 'a ]]> in text'
    } else if (end !== undefined) {
      if (open.pop() !== end) return `unexpected </${end}>`
    } else {
      if (open.length === 0 && ++roots > 1) return 'two roots'
      const names = (attributes ?? '').match(/[\w-]+(?==")/g) ?? []
      if (new Set(names).size < names.length) return `an attribute twice in <${start}>`
      if (empty === '') open.push(start ?? '')
    }
  }
  return open.length > 0 ? `<${open.join('><')}> not closed` : roots === 1 ? undefined : 'no root'
}
