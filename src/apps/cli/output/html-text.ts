import { printable } from '../../../lib/display-width.ts'

/** Markup that is safe to put into a page. Made by `html`, which escapes whatever is not markup already. */
export interface Html {
  readonly markup: string
}

type Value = Html | string | number | readonly Html[]

const entities: { readonly [char: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** A template whose text is markup and whose values are not: strings are made printable and escaped, `Html` goes in as it is. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { markup: strings.map((string, index) => string + markupOf(values[index] ?? '')).join('') }
}

function markupOf(value: Value): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return printable(value).replace(/[&<>"']/g, (char) => entities[char] ?? char)
  return 'markup' in value ? value.markup : value.map((part) => part.markup).join('\n')
}

/** Nothing. */
export const none: Html = { markup: '' }
