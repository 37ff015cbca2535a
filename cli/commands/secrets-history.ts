import type { Command } from 'commander';
import { allPages } from '../../lib/api/all-pages.ts';
import { defineAction, wholeNumber } from '../command-line.ts';
import { chooseProject } from '../find.ts';
import type { Io } from '../io.ts';
import { ageText } from '../output/deployment-text.ts';
import { printTable } from '../output/table.ts';

export function secretsHistoryCommand(parent: Command, io: Io): void {
  const command = parent
    .command('history')
    .summary('show who changed which secret when')
    .description('Lists the versions of the secrets, newest first, without values.')
    .argument('[project]', 'name of the project (default: the only one, or VPSPILOT_PROJECT)')
    .option('-k, --key <KEY>', 'only changes of this secret')
    .option('--limit <count>', 'how many', wholeNumber(1), 20);
  defineAction<{ key?: string; limit: number }>(command, io, {
    examples: ['secrets history shop', 'secrets history shop --key API_KEY'],
    async run({ json, central }, [given], options) {
      const api = await central();
      const project = await chooseProject(io, api, given);
      const { key, limit } = options;
      const items = await allPages(
        (page) =>
          api.get('/api/v1/projects/{project}/secrets/history', {
            params: {
              path: { project },
              query: { ...page, ...(key === undefined ? {} : { key }) },
            },
          }),
        limit,
      );
      const rows = items.map(({ environmentVersion, at, by, changes }) => [
        { text: String(environmentVersion), paint: io.colors.bold },
        ageText(at),
        by,
        changes.map((one) => `${one.change} ${one.key}`).join(', '),
      ]);
      if (json) io.json({ items });
      else printTable(io, ['VERSION', 'WHEN', 'WHO', 'WHAT'], rows);
      return undefined;
    },
  });
}
