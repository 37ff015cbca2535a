import type { Command } from 'commander';
import type { Secret } from '../../lib/api/openapi.ts';
import { defineAction } from '../command-line.ts';
import { chooseProject } from '../find.ts';
import type { Io } from '../io.ts';
import { ageText } from '../output/deployment-text.ts';
import { printTable } from '../output/table.ts';

export function secretsListCommand(parent: Command, io: Io): void {
  const command = parent
    .command('list', { isDefault: true })
    .summary('list the secrets, never their values')
    .description(
      'Lists the names of the secrets with who changed them when. Values are never shown.',
    )
    .argument('[project]', 'name of the project (default: the only one, or VPSPILOT_PROJECT)');
  defineAction(command, io, {
    examples: ['secrets list shop'],
    async run({ json, central }, [given]) {
      const api = await central();
      const project = await chooseProject(io, api, given);
      const secrets = await api.get('/api/v1/projects/{project}/secrets', {
        params: { path: { project } },
      });
      if (json) io.json(secrets);
      else printSecrets(io, project, secrets.items);
      return undefined;
    },
  });
}

function printSecrets(io: Io, project: string, items: readonly Secret[]): void {
  if (items.length === 0) {
    io.print(`${project} has no secrets. Set one: vpspilot secrets set ${project} KEY=-`);
    return;
  }
  const rows = items.map(({ key, node, version, updatedAt, updatedBy }) => [
    { text: key, paint: io.colors.bold },
    node ?? 'all',
    String(version),
    ageText(updatedAt),
    updatedBy,
  ]);
  printTable(io, ['KEY', 'NODE', 'VERSION', 'CHANGED', 'BY'], rows);
}
