import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { projectRoleNamed, roleNamed } from './role-arguments.ts';

export function membersInviteCommand(parent: Command, io: Io): void {
  const command = parent
    .command('invite')
    .summary('invite somebody')
    .description('Makes a link with which somebody becomes a member, once, and prints it.')
    .argument('<email>', 'e-mail address')
    .argument('<role>', 'owner, admin, deployer or viewer')
    .option('-p, --project <project>', 'only in this project');
  defineAction<{ project?: string }>(command, io, {
    examples: [
      'members invite ada@example.org deployer',
      'members invite bob@example.org viewer --project shop',
    ],
    async run({ json, central }, [email = '', role = ''], options) {
      const { project } = options;
      const body =
        project === undefined
          ? { email, role: roleNamed(role) }
          : { email, role: null, projects: [{ project, role: projectRoleNamed(role) }] };
      const made = await (await central()).post('/api/v1/invitations', { body });
      if (json) io.json(made);
      else {
        io.note(`${io.errorColors.green('✓')} Send ${email} this link; it works once:`);
        io.print(made.link);
      }
      return undefined;
    },
  });
}
