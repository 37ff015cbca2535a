import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { printTable } from '../output/table.ts';

export function githubListCommand(parent: Command, io: Io): void {
  const command = parent
    .command('list', { isDefault: true })
    .summary('list GitHub connections')
    .description(
      'Lists the GitHub Apps and tokens with which repositories are fetched and commits are reported.',
    );
  defineAction(command, io, {
    examples: ['github'],
    async run({ json, central }) {
      const found = await (await central()).get('/api/v1/github/connections');
      const rows = found.items.map((one) => [
        { text: one.name, paint: io.colors.bold },
        String(one.id),
        one.kind,
        one.apiUrl,
        one.projects.join(' '),
      ]);
      if (json) io.json(found);
      else printTable(io, ['NAME', 'ID', 'KIND', 'API', 'PROJECTS'], rows);
      return undefined;
    },
  });
}
