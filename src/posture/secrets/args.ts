import { classOfName } from './names.ts'
import { type Secret, secretOfSetting, secretsInText } from './values.ts'

/** A secret on a command line, and the index of the word that holds it. */
export interface SecretArgument {
  readonly index: number
  readonly secret: Secret
}

const option = /^--?([A-Za-z][\w.-]{0,80})$/
const optionWithValue = /^--?([A-Za-z][\w.-]{0,80})=([\s\S]{1,4096})$/

/** The secrets on a command line: values of options, and what stands in a script that is given as one word. */
export function secretsOnCommandLine(words: readonly string[]): readonly SecretArgument[] {
  const out: SecretArgument[] = []
  for (const [index, word] of words.entries()) {
    const before = option.exec(words[index - 1] ?? '')?.[1]
    const whole = optionWithValue.exec(word)
    const secret =
      whole !== null
        ? secretOfSetting(whole[1] ?? '', whole[2] ?? '')
        : before !== undefined && classOfName(before) !== undefined && !word.startsWith('-')
          ? secretOfSetting(before, word)
          : (secretsInText(word)[0] ?? secretInScript(word))
    if (secret !== undefined) out.push({ index, secret })
  }
  return out
}

const spacedOption =
  /(?:^|\s)--?([A-Za-z][\w.-]{0,80})\s{1,4}(?:"([^"\s$`]{1,200})"|'([^'\s]{1,200})'|([^\s"'$`;&|<>-][^\s"'$`;&|<>]{0,200}))/g
/** Options whose name does not tell, of programs that people call in scripts. */
const programs = [
  {
    program: 'curl',
    name: 'curl --user password',
    pattern: /\bcurl\b[^\n|;]{0,400}?\s(?:-u|--user)[ =]?["']?[^\s:"'$]{1,60}:([^\s"'$`]{1,100})/,
  },
  { program: 'mysql', name: 'mysql password', pattern: /\bmysql(?:dump|admin)?\b[^\n|;]{0,400}?\s-p["']?([^\s"'$`]{3,100})/ },
  { program: 'sshpass', name: 'sshpass password', pattern: /\bsshpass\s{1,4}-p\s{0,4}["']?([^\s"'$`]{1,100})/ },
  { program: 'redis-cli', name: 'redis password', pattern: /\bredis-cli\b[^\n|;]{0,400}?\s-a\s{1,4}["']?([^\s"'$`]{1,100})/ },
] as const

function secretInScript(script: string): Secret | undefined {
  if (!/\s/.test(script)) return undefined
  for (const match of script.matchAll(spacedOption)) {
    const [, name = '', double, single, bare] = match
    const value = double ?? single ?? bare ?? ''
    const secret = classOfName(name) === undefined ? undefined : secretOfSetting(name, value)
    if (secret !== undefined) return secret
  }
  for (const { program, name, pattern } of programs) {
    const value = script.includes(program) ? pattern.exec(script)?.[1] : undefined
    const secret = value === undefined ? undefined : secretOfSetting(name, value)
    if (secret !== undefined) return secret
  }
  return undefined
}
