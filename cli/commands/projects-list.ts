import type { Command } from 'commander';
import { allPages } from '../../lib/api/all-pages.ts';
import type { Project } from '../../lib/api/openapi.ts';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { ageText, stateText } from '../output/deployment-text.ts';
import { printTable } from '../output/table.ts';

export function projectsListCommand(parent: Command, io: Io): void {
  const command = parent
    .command('list', { isDefault: true })
    .summary('list the projects')
    .description('Lists the projects with what is live and what happened last.');
  defineAction(command, io, {
    examples: ['projects', "projects list --json | jq -r '.items[].slug'"],
    async run({ json, central }) {
      const api = await central();
      const items = await allPages((query) => api.get('/api/v1/projects', { params: { query } }));
      if (json) io.json({ items });
      else if (items.length === 0)
        io.print('No projects yet. Create one: vpspilot projects create --help');
      else
        printTable(
          io,
          ['PROJECT', 'STATE', 'LIVE', 'LAST', 'NODE', 'DOMAINS'],
          items.map((item) => row(io, item)),
        );
      return undefined;
    },
  });
}

function row(io: Io, { slug, live, latest, node, domains }: Project) {
  const { colors } = io;
  return [
    { text: slug, paint: colors.bold },
    latest === null
      ? { text: '– never deployed', paint: colors.dim }
      : stateText(latest.state, colors),
    live === null ? '–' : String(live.number),
    latest === null ? '' : ageText(latest.createdAt),
    {
      text: node.connected ? node.name : `${node.name} (offline)`,
      paint: node.connected ? String : colors.red,
    },
    domains.join(' '),
  ];
}
