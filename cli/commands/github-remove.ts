import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { confirm } from '../output/confirm.ts';

export function githubRemoveCommand(parent: Command, io: Io): void {
  const command = parent
    .command('remove')
    .summary('remove a GitHub connection')
    .description('Forgets a connection and its key; projects that use it are fetched without.')
    .argument('<connection>', 'its name or id')
    .option('-y, --yes', 'do not ask');
  defineAction<{ yes?: boolean }>(command, io, {
    examples: ['github remove acme'],
    async run({ json, central }, [connection = ''], options) {
      await confirm(io, {
        name: connection,
        what: `Connection ${connection} goes.`,
        yes: options.yes,
      });
      await (await central()).delete('/api/v1/github/connections/{connection}', {
        params: { path: { connection } },
      });
      if (json) io.json({ connection, removed: true });
      else io.print(`${io.colors.green('✓')} Connection ${connection} is removed`);
      return undefined;
    },
  });
}
