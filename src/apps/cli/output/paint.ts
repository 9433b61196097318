import { styleText } from 'node:util'
import type { Severity } from '../../../model/index.ts'

/** Colours of a severity's name on a terminal. */
const colors = {
  critical: ['bold', 'redBright'],
  high: ['bold', 'red'],
  medium: ['bold', 'yellow'],
  low: ['bold', 'cyan'],
  info: ['bold', 'dim'],
} as const satisfies { readonly [severity in Severity]: readonly string[] }

/** Paints a piece of text for a terminal, or leaves it as it is where colours are off. */
export interface Paint {
  readonly severity: (severity: Severity, text: string) => string
  readonly strong: (text: string) => string
  readonly dim: (text: string) => string
}

/** The stream is not asked: whether there are colours is for the caller to know. */
export function painter(color: boolean): Paint {
  if (!color) return { severity: (_, text) => text, strong: (text) => text, dim: (text) => text }
  return {
    severity: (severity, text) => styleText([...colors[severity]], text, { validateStream: false }),
    strong: (text) => styleText('bold', text, { validateStream: false }),
    dim: (text) => styleText('dim', text, { validateStream: false }),
  }
}
