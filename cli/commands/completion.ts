import { Argument, type Command } from 'commander';
import { defineAction } from '../command-line.ts';
import { completionScripts } from '../completion.ts';
import type { Io } from '../io.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

export function completionCommand(parent: Command, io: Io): void {
  const command = parent
    .command('completion')
    .summary('make your shell complete vpspilot')
    .description('Prints the script that a shell loads to complete commands, projects and nodes.')
    .addArgument(new Argument('<shell>', 'which shell').choices(shells));
  defineAction(command, io, {
    examples: [
      'completion bash > ~/.local/share/bash-completion/completions/vpspilot',
      'completion zsh > "${fpath[1]}/_vpspilot"',
      'completion fish > ~/.config/fish/completions/vpspilot.fish',
    ],
    async run({ json }, [shell]) {
      const script = completionScripts[shells.find((one) => one === shell) ?? 'bash'];
      if (json) io.json({ shell, script });
      else io.stdout.write(script);
      return undefined;
    },
  });
}
