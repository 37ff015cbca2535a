import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { confirm } from '../output/confirm.ts';
import { idNumber } from './id-argument.ts';

export function notificationsRemoveCommand(parent: Command, io: Io): void {
  const command = parent
    .command('remove')
    .summary('remove a channel')
    .description('Removes a channel; nothing more is told there.')
    .argument('<channel>', 'its id, as the list shows it')
    .option('-y, --yes', 'do not ask');
  defineAction<{ yes?: boolean }>(command, io, {
    examples: ['notifications remove 3'],
    async run({ json, central }, [id = ''], options) {
      const channel = idNumber(id, 'channel', 'notifications');
      await confirm(io, { name: id, what: `Channel ${id} goes.`, yes: options.yes });
      await (await central()).delete('/api/v1/notifications/{channel}', {
        params: { path: { channel } },
      });
      if (json) io.json({ channel, removed: true });
      else io.print(`${io.colors.green('✓')} Channel ${id} is removed`);
      return undefined;
    },
  });
}
