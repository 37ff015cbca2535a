import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { idNumber } from './id-argument.ts';

export function notificationsTestCommand(parent: Command, io: Io): void {
  const command = parent
    .command('test')
    .summary('send a test message')
    .description('Sends a message through a channel and says what became of it.')
    .argument('<channel>', 'its id, as the list shows it');
  defineAction(command, io, {
    examples: ['notifications test 3'],
    async run({ json, central }, [id = '']) {
      const channel = idNumber(id, 'channel', 'notifications');
      const answer = await (await central()).post('/api/v1/notifications/{channel}/test', {
        params: { path: { channel } },
      });
      if (json) io.json(answer);
      else io.print(`${answer.outcome}: ${answer.detail}`);
      if (answer.outcome === 'failed') return 'failed';
      return undefined;
    },
  });
}
