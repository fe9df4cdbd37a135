import { Argument, type Command } from 'commander'
import type { Io } from '../io.ts'
import { examples } from './arguments.ts'

/** A command as completion sees it: the words that may follow. */
interface Words {
  readonly path: string
  readonly words: readonly string[]
}

const shells = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof shells)[number]

/** `planwright completion`: what the shell needs to complete commands and options, made from the commands themselves. */
export function addCompletionCommand(program: Command, io: Io): void {
  examples(
    program.command('completion'),
    'source <(planwright completion bash)',
    'planwright completion zsh > ~/.zfunc/_planwright',
    'planwright completion fish > ~/.config/fish/completions/planwright.fish',
  )
    .description('print a completion script for your shell')
    .addArgument(new Argument('<shell>', 'your shell').choices(shells))
    .action((shell: Shell) => io.out(scripts[shell](wordsOf(program))))
}

/** Every command with its sub-commands and options, the program itself first. */
function wordsOf(command: Command, path = ''): readonly Words[] {
  const visible = command.commands.filter((each) => each.name() !== 'help')
  const options = command.options.flatMap(({ long, hidden }) => (long !== undefined && long !== null && !hidden ? [long] : []))
  const own: Words = { path, words: [...visible.map((each) => each.name()), ...options, '--help'] }
  return [own, ...visible.flatMap((each) => wordsOf(each, path === '' ? each.name() : `${path} ${each.name()}`))]
}

const scripts: Readonly<Record<Shell, (all: readonly Words[]) => string>> = {
  bash: (all) => `# Completion of planwright for bash.
_planwright() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) path="\${path:+$path }$word" ;; esac
  done
  local words=""
  while :; do
    case "$path" in
${all.map(({ path, words }) => `      "${path}") words="${words.join(' ')}" ;;`).join('\n')}
    esac
    [ -n "$words" ] && break
    path="\${path% *}"
  done
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [ \${#COMPREPLY[@]} -eq 0 ] && COMPREPLY=($(compgen -f -- "$current"))
}
complete -F _planwright planwright
`,
  zsh: (all) => `#compdef planwright
# Completion of planwright for zsh.
_planwright() {
  local path="" word
  for word in \${words[2,CURRENT-1]}; do
    [[ $word == -* ]] || path="\${path:+$path }$word"
  done
  local -a found
  while true; do
    case "$path" in
${all.map(({ path, words }) => `      "${path}") found=(${words.join(' ')}) ;;`).join('\n')}
    esac
    (( \${#found} )) && break
    path="\${path% *}"
  done
  compadd -- $found || _files
}
_planwright "$@"
`,
  fish: (all) =>
    [
      '# Completion of planwright for fish.',
      ...all.flatMap(({ path, words }) => {
        const condition =
          path === ''
            ? '__fish_use_subcommand'
            : path
                .split(' ')
                .map((word) => `__fish_seen_subcommand_from ${word}`)
                .join('; and ')
        return words.map((word) => `complete -c planwright -n '${condition}' ${word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`}`)
      }),
      '',
    ].join('\n'),
}
