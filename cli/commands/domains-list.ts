import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import { chooseProject } from '../find.ts';
import type { Io } from '../io.ts';
import { printTable } from '../output/table.ts';

export function domainsListCommand(parent: Command, io: Io): void {
  const command = parent
    .command('list', { isDefault: true })
    .summary('list the domains of a project')
    .description('Lists the host names a project answers to, with their certificates.')
    .argument('[project]', 'name of the project (default: the only one, or VPSPILOT_PROJECT)');
  defineAction(command, io, {
    examples: ['domains shop'],
    async run({ json, central }, [given]) {
      const api = await central();
      const project = await chooseProject(io, api, given);
      const found = await api.get('/api/v1/projects/{project}/domains', {
        params: { path: { project } },
      });
      if (json) io.json(found);
      else if (found.items.length === 0)
        io.print(`${project} has no domain. Add one: vpspilot domains add ${project} example.org`);
      else
        printTable(
          io,
          ['DOMAIN', 'ADDRESS', 'CERTIFICATE'],
          found.items.map(({ domain, url, certificate }) => [
            { text: domain, paint: io.colors.bold },
            url,
            [certificate.state, certificate.notAfter?.slice(0, 10)].filter(Boolean).join(' until '),
          ]),
        );
      return undefined;
    },
  });
}
