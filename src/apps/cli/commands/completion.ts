import type { Command } from 'commander'
import { AppError } from '../../../model/index.ts'

interface Words {
  readonly commands: ReadonlyMap<string, readonly string[]>
  readonly global: readonly string[]
}

const scripts: ReadonlyMap<string, (words: Words) => string> = new Map([
  ['bash', bash],
  ['zsh', zsh],
  ['fish', fish],
])

/** `haetae completion SHELL`: a script made from the commands and options that there are. */
export function completion(shell: string, command: Command): void {
  const program = command.parent ?? command
  const flags = (one: Command) =>
    one.options.flatMap(({ long, short }) => [long, short].filter((flag) => typeof flag === 'string'))
  const words: Words = {
    commands: new Map(program.commands.map((one) => [one.name(), flags(one)])),
    global: [...flags(program), '--help'],
  }
  const script = scripts.get(shell)
  if (script === undefined)
    throw new AppError('USAGE', {
      en: `unknown shell ${shell}: expected bash, zsh or fish`,
      ko: `알 수 없는 셸 ${shell}: bash, zsh, fish 중 하나여야 합니다`,
    })
  process.stdout.write(script(words))
}

function bash({ commands, global }: Words): string {
  const cases = [...commands].map(([name, flags]) => `    ${name}) words="${[...flags, ...global].join(' ')}" ;;`).join('\n')
  return `# bash completion for haetae: source <(haetae completion bash)
_haetae() {
  local current=\${COMP_WORDS[COMP_CWORD]} command= word words
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in -*) ;; *) command=$word; break ;; esac
  done
  case $command in
${cases}
    *) words="${[...commands.keys(), ...global].join(' ')}" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$current"))
}
complete -o filenames -F _haetae haetae
`
}

function zsh(words: Words): string {
  return `#compdef haetae
# zsh completion for haetae: source <(haetae completion zsh)
autoload -U +X bashcompinit && bashcompinit
${bash(words)}`
}

function fish({ commands, global }: Words): string {
  const long = (flags: readonly string[]) => flags.filter((flag) => flag.startsWith('--')).map((flag) => flag.slice(2))
  const lines = ['# fish completion for haetae: haetae completion fish | source']
  lines.push(`complete -c haetae -n __fish_use_subcommand -a '${[...commands.keys()].join(' ')}'`)
  for (const flag of long(global)) lines.push(`complete -c haetae -l ${flag}`)
  for (const [name, flags] of commands)
    for (const flag of long(flags)) lines.push(`complete -c haetae -n '__fish_seen_subcommand_from ${name}' -l ${flag}`)
  return `${lines.join('\n')}\n`
}
