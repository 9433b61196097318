import type { PodContainer } from '../../kube/pod.ts'
import type { Path } from '../../model/index.ts'

/** One word of a container's command line. */
export interface Word {
  /** Quotes of a shell are taken off. */
  readonly text: string
  /** The element of `command` or `args` it stands in. */
  readonly at: Path
  /** The element is this word and nothing more, so that it can be replaced as a whole. */
  readonly whole: boolean
}

/** Linux starts no program with a longer argument (MAX_ARG_STRLEN), or with more of them than this in all (at the usual 8 MiB of stack). */
const maxArgument = 128 * 1024
const maxArguments = 2 * 1024 * 1024

/**
 * The words of `command` and `args` in order; an element that is a shell script gives each of its words. What is longer than Linux takes is left out:
 * it does not run.
 */
export function commandLine(container: PodContainer): readonly Word[] {
  const out: Word[] = []
  let length = 0
  for (const field of ['command', 'args'] as const)
    for (const [index, whole] of (container.spec[field] ?? []).entries()) {
      const at = [...container.path, field, index]
      const element = whole.slice(0, Math.min(maxArgument, maxArguments - length))
      length += element.length
      if (!/\s/.test(element.trim())) out.push({ text: unquote(element.trim()), at, whole: true })
      else for (const word of element.split(/[\s;&|]+/)) if (word !== '') out.push({ text: unquote(word), at, whole: false })
    }
  return out
}

function unquote(word: string): string {
  const bare = /^(["'])(.*)\1$/.exec(word)?.[2] ?? word
  const quote = bare.at(-1)
  const opened = quote === '"' || quote === "'" ? bare.indexOf(`=${quote}`) : -1
  return opened < 0 || opened + 2 >= bare.length ? bare : bare.slice(0, opened + 1) + bare.slice(opened + 2, -1)
}

/** A flag as it is given: `--flag`, `-flag`, `--flag=value`, `--flag value`. */
export interface Given {
  readonly word: Word
  /** Undefined where none follows. */
  readonly value: string | undefined
}

const flagsOf = new WeakMap<readonly Word[], ReadonlyMap<string, readonly Given[]>>()

/** Every time a flag is given; `name` without its dashes. */
export function givenFlags(words: readonly Word[], name: string): readonly Given[] {
  let flags = flagsOf.get(words)
  if (flags === undefined) {
    flags = allFlags(words)
    flagsOf.set(words, flags)
  }
  return flags.get(name) ?? []
}

function allFlags(words: readonly Word[]): ReadonlyMap<string, readonly Given[]> {
  const out = new Map<string, Given[]>()
  for (const [index, word] of words.entries()) {
    const [, name, own] = /^--?([^-=][^=]*)(?:=(.*))?$/s.exec(word.text) ?? []
    if (name === undefined) continue
    const next = words[index + 1]?.text
    const given = { word, value: own ?? (next === undefined || next.startsWith('-') ? undefined : next) }
    const same = out.get(name)
    if (same === undefined) out.set(name, [given])
    else same.push(given)
  }
  return out
}

/** True when the command line runs one of the programs, given by their file names. */
export function runsProgram(words: readonly Word[], programs: readonly string[]): boolean {
  return words.some(({ text }) => !text.startsWith('-') && programs.includes(text.slice(text.lastIndexOf('/') + 1)))
}
