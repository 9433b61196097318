const cut = '…'

/**
 * What a page shows of a long output: its first blocks, as many as fit into `maxLines`, a line `…`, and its last block. Blocks are divided by
 * empty lines. An output that fits is shown whole.
 */
export function excerpt(output: string, maxLines: number): string {
  const blocks = output.trimEnd().split('\n\n')
  const last = blocks.at(-1) ?? ''
  const shown: string[] = []
  let lines = lineCount(last) + 2
  for (const block of blocks.slice(0, -1)) {
    lines += lineCount(block) + 1
    if (lines > maxLines) return [...shown, cut, last].join('\n\n')
    shown.push(block)
  }
  return blocks.join('\n\n')
}

function lineCount(text: string): number {
  return text.split('\n').length
}

/** The text of the fenced block that follows `marker`, and the page around it; undefined where there is none. */
export function markedBlock(
  page: string,
  marker: string,
): { readonly before: string; readonly text: string; readonly after: string } | undefined {
  const start = page.indexOf(marker)
  const open = start < 0 ? -1 : page.indexOf('```text\n', start)
  const begin = open + '```text\n'.length
  const end = open < 0 ? -1 : page.indexOf('\n```', begin)
  if (end < 0) return undefined
  return { before: page.slice(0, begin), text: page.slice(begin, end), after: page.slice(end) }
}
