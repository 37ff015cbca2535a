import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { version } from '../package-version.ts';

export function versionCommand(parent: Command, io: Io): void {
  const command = parent
    .command('version')
    .summary('show the version')
    .description('Shows the version of vpspilot and of what runs it.');
  defineAction(command, io, {
    examples: ['version --json'],
    async run({ json }) {
      const facts = {
        vpspilot: version(),
        node: process.version,
        platform: `${process.platform}-${process.arch}`,
      };
      if (json) io.json(facts);
      else io.print(`vpspilot ${facts.vpspilot} (Node.js ${facts.node}, ${facts.platform})`);
      return undefined;
    },
  });
}
