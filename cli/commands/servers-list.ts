import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { printTable } from '../output/table.ts';
import { readServers } from '../settings.ts';

export function serversListCommand(parent: Command, io: Io): void {
  const command = parent
    .command('list', { isDefault: true })
    .summary('list the servers you are logged in to')
    .description('Lists the centrals whose logins are kept here, and which one commands talk to.');
  defineAction(command, io, {
    examples: ['servers', 'projects --server staging'],
    async run({ json }) {
      const { current, servers } = await readServers(io.env);
      const items = Object.entries(servers).map(([name, { server }]) => ({
        ...{ name, server, current: name === current },
      }));
      if (json) io.json({ items });
      else if (items.length === 0) io.print('None yet: vpspilot login https://your-central');
      else {
        const rows = items.map(({ name, server, current: isCurrent }) => [
          isCurrent ? '●' : '',
          { text: name, paint: io.colors.bold },
          server,
        ]);
        printTable(io, ['', 'NAME', 'ADDRESS'], rows);
      }
      return undefined;
    },
  });
}
