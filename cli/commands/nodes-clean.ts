import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { formatBytes } from '../output/bytes.ts';

export function nodesCleanCommand(parent: Command, io: Io): void {
  const command = parent
    .command('clean')
    .summary('free what a node does not need')
    .description('Removes from a node what no project needs any more. What runs is not touched.')
    .argument('<node>', 'name of the node');
  defineAction(command, io, {
    examples: ['nodes clean oslo'],
    async run({ json, central }, [node = '']) {
      const api = await central();
      const answer = await api.post('/api/v1/nodes/{node}/clean', { params: { path: { node } } });
      if (json) io.json(answer);
      else io.print(`${io.colors.green('✓')} ${formatBytes(answer.freedBytes)} are free again`);
      return undefined;
    },
  });
}
