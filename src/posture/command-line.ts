import type { PodContainer } from '../kube/pod.ts'
import type { Path } from '../model/index.ts'

/** One word of a container's command line. */
export interface Word {
  /** Quotes of a shell are taken off. */
  readonly text: string
  /** The element of `command` or `args` it stands in. */
  readonly at: Path
  /** The element is this word and nothing more, so that it can be replaced as a whole. */
  readonly whole: boolean
}

/** The words of `command` and `args` in order; an element that is a shell script gives each of its words. */
export function commandLine(container: PodContainer): readonly Word[] {
  const out: Word[] = []
  for (const field of ['command', 'args'] as const)
    for (const [index, element] of (container.spec[field] ?? []).entries()) {
      const at = [...container.path, field, index]
      if (!/\s/.test(element.trim())) out.push({ text: unquote(element.trim()), at, whole: true })
      else for (const word of element.split(/[\s;&|]+/)) if (word !== '') out.push({ text: unquote(word), at, whole: false })
    }
  return out
}

function unquote(word: string): string {
  return word.replace(/^(["'])(.*)\1$/, '$2').replace(/=(["'])(.*)\1$/, '=$2')
}

/** A flag as it is given: `--flag`, `-flag`, `--flag=value`, `--flag value`. */
export interface Given {
  readonly word: Word
  /** Undefined where none follows. */
  readonly value: string | undefined
}

/** Every time a flag is given; `name` without its dashes. */
export function givenFlags(words: readonly Word[], name: string): readonly Given[] {
  const out: Given[] = []
  for (const [index, word] of words.entries()) {
    const bare = /^--?([^-=][^=]*)(?:=(.*))?$/s.exec(word.text)
    if (bare === null || bare[1] !== name) continue
    const next = words[index + 1]?.text
    out.push({ word, value: bare[2] ?? (next === undefined || next.startsWith('-') ? undefined : next) })
  }
  return out
}

/** True when the command line runs one of the programs, given by their file names. */
export function runsProgram(words: readonly Word[], programs: readonly string[]): boolean {
  return words.some(({ text }) => !text.startsWith('-') && programs.includes(text.slice(text.lastIndexOf('/') + 1)))
}
