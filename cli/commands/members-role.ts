import type { Command } from 'commander';
import type { Central } from '../api/client.ts';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { projectRoleNamed, roleNamed } from './role-arguments.ts';

export function membersRoleCommand(parent: Command, io: Io): void {
  const command = parent
    .command('role')
    .summary('give a member another role')
    .description(
      'Changes what a member may, everywhere or in one project. "none" takes a role away.',
    )
    .argument('<member>', 'e-mail address')
    .argument('<role>', 'owner, admin, deployer, viewer, or none')
    .option('-p, --project <project>', 'only in this project');
  defineAction<{ project?: string }>(command, io, {
    examples: [
      'members role ada@example.org admin',
      'members role bob@example.org none --project shop',
    ],
    async run({ json, central }, [member = '', role = ''], options) {
      const api = await central();
      const { project } = options;
      if (project === undefined)
        await api.patch('/api/v1/members/{member}', {
          params: { path: { member } },
          body: { role: role === 'none' ? null : roleNamed(role) },
        });
      else await setProjectRole(api, { project, member }, role);
      const where = project === undefined ? 'everywhere' : `in ${project}`;
      if (json) io.json({ member, role, project: project ?? null });
      else io.print(`${io.colors.green('✓')} ${member} has the role ${role} ${where}`);
      return undefined;
    },
  });
}

async function setProjectRole(
  api: Central,
  path: { project: string; member: string },
  role: string,
): Promise<void> {
  const params = { path };
  if (role === 'none') await api.delete('/api/v1/projects/{project}/members/{member}', { params });
  else {
    const body = { role: projectRoleNamed(role) };
    await api.put('/api/v1/projects/{project}/members/{member}', { params, body });
  }
}
