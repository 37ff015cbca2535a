import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { confirm } from '../output/confirm.ts';

export function membersRemoveCommand(parent: Command, io: Io): void {
  const command = parent
    .command('remove')
    .summary('remove a member')
    .description('Removes somebody with his sessions and tokens, at once.')
    .argument('<member>', 'e-mail address')
    .option('-y, --yes', 'do not ask');
  defineAction<{ yes?: boolean }>(command, io, {
    examples: ['members remove bob@example.org'],
    async run({ json, central }, [member = ''], options) {
      const what = `${member} is signed out everywhere, and his tokens end.`;
      await confirm(io, { name: member, what, yes: options.yes });
      await (await central()).delete('/api/v1/members/{member}', { params: { path: { member } } });
      if (json) io.json({ member, removed: true });
      else io.print(`${io.colors.green('✓')} ${member} is no member any more`);
      return undefined;
    },
  });
}
