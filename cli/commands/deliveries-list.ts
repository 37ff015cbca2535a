import type { Command } from 'commander';
import { allPages } from '../../lib/api/all-pages.ts';
import type { Delivery } from '../../lib/api/openapi.ts';
import { defineAction, wholeNumber } from '../command-line.ts';
import type { Io } from '../io.ts';
import { outcomeText, whyText } from '../output/delivery-text.ts';
import { ageText } from '../output/deployment-text.ts';
import { printTable } from '../output/table.ts';

export function deliveriesListCommand(parent: Command, io: Io): void {
  const command = parent
    .command('list', { isDefault: true })
    .summary('list webhook deliveries, newest first')
    .description('Lists what GitHub has sent, what became of it, and why.')
    .argument('[project]', 'only of this project (default: all, refused ones included)')
    .option('-n, --limit <count>', 'how many', wholeNumber(1), 15);
  defineAction<{ limit: number }>(command, io, {
    examples: [
      'deliveries',
      'deliveries shop --limit 50',
      'deliveries --json | jq -r \'.items[] | select(.outcome == "refused").reason\'',
    ],
    async run({ json, central }, [project], { limit }) {
      const api = await central();
      const only = project === undefined ? {} : { project };
      const items = await allPages(
        (query) => api.get('/api/v1/deliveries', { params: { query: { ...query, ...only } } }),
        limit,
      );
      if (json) io.json({ items });
      else if (items.length === 0)
        io.print(
          'Nothing has been delivered. "vpspilot projects show" has the webhook\'s address.',
        );
      else printDeliveries(io, items);
      return undefined;
    },
  });
}

function printDeliveries(io: Io, items: readonly Delivery[]): void {
  const rows = items.map((item) => [
    { text: String(item.id), paint: io.colors.bold },
    outcomeText(item.outcome, io.colors),
    item.project ?? '',
    item.event,
    ageText(item.receivedAt),
    whyText(item),
  ]);
  printTable(io, ['ID', 'OUTCOME', 'PROJECT', 'EVENT', 'WHEN', 'WHY'], rows);
}
