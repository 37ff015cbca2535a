import type { Command } from 'commander';

/** What may stand at a place of the command line: commands, options, or names that central knows. */
export interface Completion {
  words: readonly string[];
  /** Names to ask central for. */
  names: 'project' | 'node' | undefined;
}

/** What may follow these words (the last one is being typed). */
export function complete(program: Command, words: readonly string[]): Completion {
  let command = program;
  let place = 0;
  for (const word of words.slice(0, -1)) {
    if (word.startsWith('-')) continue;
    const next = command.commands.find((one) => one.name() === word);
    if (next === undefined) place += 1;
    else [command, place] = [next, 0];
  }
  const last = words.at(-1) ?? '';
  if (last.startsWith('-')) return { words: optionsOf(command, last), names: undefined };
  const group = place === 0 ? command.commands.map((one) => one.name()) : [];
  const names = argumentName(command, place);
  return {
    words: group.filter((name) => name !== '__complete' && name.startsWith(last)),
    names: names === 'project' || names === 'node' ? names : undefined,
  };
}

/** A group without a subcommand means its default one. */
function argumentName(command: Command, place: number): string | undefined {
  const { registeredArguments } = command;
  if (command.commands.length === 0) return registeredArguments[place]?.name();
  const byDefault = command.commands.find((one) => one.name() === 'list');
  return byDefault?.registeredArguments[place]?.name();
}

function optionsOf(command: Command, last: string): string[] {
  return command.options
    .flatMap(({ long }) => (long == null ? [] : [long]))
    .filter((name) => name.startsWith(last));
}

/** The script that a shell loads; it asks `vpspilot __complete` with every Tab. */
export const completionScripts = {
  bash: `_vpspilot() {
  local IFS=$'\\n'
  COMPREPLY=($(vpspilot __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _vpspilot vpspilot
`,
  zsh: `#compdef vpspilot
_vpspilot() {
  local -a found
  found=("\${(@f)$(vpspilot __complete -- "\${words[@]:1:$((CURRENT-1))}" 2>/dev/null)}")
  compadd -a found
}
compdef _vpspilot vpspilot
`,
  fish: `complete -c vpspilot -f -a '(vpspilot __complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
`,
} as const;
