import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';

export function nodesRemoveCommand(parent: Command, io: Io): void {
  const command = parent
    .command('remove')
    .summary('take a node out of the list for good')
    .description(
      'Takes a node out of the list and refuses its certificates. What runs on the machine is not touched: "vpspilot agent leave" there cleans it up.',
    )
    .argument('<node>', 'name of the node')
    .option('--force', 'also when it still has projects: they stay, without a place to run');
  defineAction<{ force?: boolean }>(command, io, {
    examples: ['nodes remove oslo', 'nodes remove oslo --force'],
    async run({ json, central }, [node = ''], { force = false }) {
      await (await central()).delete('/api/v1/nodes/{node}', {
        params: { path: { node }, query: force ? { force: 'true' } : {} },
      });
      if (json) io.json({ node, removed: true });
      else io.print(`${io.colors.green('✓')} ${node} is out of the list`);
      return undefined;
    },
  });
}
