import type { Command } from 'commander';
import type { Central } from '../api/client.ts';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { ageText } from '../output/deployment-text.ts';
import { printTable } from '../output/table.ts';

export function membersListCommand(parent: Command, io: Io): void {
  const command = parent
    .command('list', { isDefault: true })
    .summary('list who may sign in')
    .description('Lists the members with their roles, or with --project who may see one project.')
    .option('-p, --project <project>', 'only who may see this project');
  defineAction<{ project?: string }>(command, io, {
    examples: ['members', 'members --project shop'],
    async run({ json, central }, _args, options) {
      const api = await central();
      if (options.project !== undefined) return listOfProject(io, api, options.project, json);
      const found = await api.get('/api/v1/members');
      const rows = found.items.map((one) => [
        { text: one.name, paint: one.disabled ? io.colors.dim : io.colors.bold },
        one.email,
        one.disabled ? 'shut out' : (one.role ?? 'only in projects'),
        one.projects.map(({ project, role }) => `${project}: ${role}`).join(', '),
        one.totp ? 'yes' : 'no',
        ageText(one.lastSeenAt),
      ]);
      if (json) io.json(found);
      else printTable(io, ['NAME', 'E-MAIL', 'ROLE', 'PROJECTS', 'CODES', 'SEEN'], rows);
      return undefined;
    },
  });
}

async function listOfProject(io: Io, api: Central, project: string, json: boolean) {
  const found = await api.get('/api/v1/projects/{project}/members', {
    params: { path: { project } },
  });
  const rows = found.items.map(({ member, role, from }) => [
    { text: member.name, paint: io.colors.bold },
    member.email,
    role,
    from,
  ]);
  if (json) io.json(found);
  else printTable(io, ['NAME', 'E-MAIL', 'ROLE', 'FROM'], rows);
  return undefined;
}
