import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';

export function nodesRevokeCommand(parent: Command, io: Io): void {
  const command = parent
    .command('revoke')
    .summary('shut a node out at once')
    .description(
      'Refuses the certificates of a node from now on. Its applications go on; it may join again with a new token.',
    )
    .argument('<node>', 'name of the node');
  defineAction(command, io, {
    examples: ['nodes revoke oslo'],
    async run({ json, central }, [node = '']) {
      await (await central()).post('/api/v1/nodes/{node}/revoke', { params: { path: { node } } });
      if (json) io.json({ node, revoked: true });
      else {
        io.print(`${io.colors.green('✓')} ${node} is shut out; its applications go on`);
        io.print(`  Let it in again: vpspilot nodes token ${node}`);
      }
      return undefined;
    },
  });
}
