import type { Command } from 'commander';
import { allPages } from '../../lib/api/all-pages.ts';
import type { Deployment } from '../../lib/api/openapi.ts';
import { defineAction, wholeNumber } from '../command-line.ts';
import { chooseProject } from '../find.ts';
import type { Io } from '../io.ts';
import { ageText, stateText, tookText, whatText } from '../output/deployment-text.ts';
import { printTable } from '../output/table.ts';

export function deploymentsListCommand(parent: Command, io: Io): void {
  const command = parent
    .command('list', { isDefault: true })
    .summary('list deployments, newest first')
    .description('Lists the deployments of a project, newest first.')
    .argument('[project]', 'name of the project (default: the only one, or VPSPILOT_PROJECT)')
    .option('-n, --limit <count>', 'how many', wholeNumber(1), 15);
  defineAction<{ limit: number }>(command, io, {
    examples: ['deployments shop', 'deployments list shop --limit 50'],
    async run({ json, central }, [given], { limit }) {
      const api = await central();
      const project = await chooseProject(io, api, given);
      const items = await allPages(
        (query) =>
          api.get('/api/v1/projects/{project}/deployments', {
            params: { path: { project }, query },
          }),
        limit,
      );
      if (json) io.json({ items });
      else if (items.length === 0)
        io.print(`${project} was never deployed. Begin: vpspilot deploy ${project}`);
      else printDeployments(io, items);
      return undefined;
    },
  });
}

function printDeployments(io: Io, items: readonly Deployment[]): void {
  const rows = items.map((item) => [
    { text: String(item.number), paint: io.colors.bold },
    stateText(item.state, io.colors),
    item.kind,
    tookText(item),
    ageText(item.createdAt),
    item.createdBy,
    whatText(item) + (item.failure === null ? '' : ` – ${item.failure.message.split('\n', 1)[0]}`),
  ]);
  printTable(io, ['NO', 'STATE', 'KIND', 'TOOK', 'WHEN', 'BY', 'WHAT'], rows);
}
