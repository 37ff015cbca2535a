import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { printTable } from '../output/table.ts';

export function notificationsListCommand(parent: Command, io: Io): void {
  const command = parent
    .command('list', { isDefault: true })
    .summary('list where is told what happens')
    .description('Lists the channels: Slack, Discord, e-mail and webhooks.')
    .option('-p, --project <project>', 'only its own');
  defineAction<{ project?: string }>(command, io, {
    examples: ['notifications'],
    async run({ json, central }, _args, options) {
      const { project } = options;
      const query = project === undefined ? {} : { project };
      const found = await (await central()).get('/api/v1/notifications', { params: { query } });
      const rows = found.items.map((one) => [
        { text: String(one.id), paint: io.colors.bold },
        one.name,
        one.kind,
        one.target,
        one.project ?? 'all',
        one.enabled ? (one.lastDelivery?.outcome ?? '') : 'off',
        one.events.join(' '),
      ]);
      if (json) io.json(found);
      else printTable(io, ['ID', 'NAME', 'KIND', 'TO', 'PROJECT', 'LAST', 'EVENTS'], rows);
      return undefined;
    },
  });
}
