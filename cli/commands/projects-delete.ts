import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { confirm } from '../output/confirm.ts';

export function projectsDeleteCommand(parent: Command, io: Io): void {
  const command = parent
    .command('delete')
    .summary('delete a project and everything of it')
    .description(
      'Stops the application and deletes the project, its secrets and everything its node keeps of it.',
    )
    .argument('<project>', 'name of the project')
    .option('-y, --yes', 'do not ask');
  defineAction<{ yes?: boolean }>(command, io, {
    examples: ['projects delete shop'],
    async run({ json, central }, [project = ''], options) {
      const what = `This stops ${project} and deletes it with its secrets, for good.`;
      await confirm(io, { name: project, what, yes: options.yes });
      await (await central()).delete('/api/v1/projects/{project}', {
        params: { path: { project } },
        body: { confirm: project },
      });
      if (json) io.json({ project, deleted: true });
      else io.print(`${io.colors.green('✓')} ${project} is deleted`);
      return undefined;
    },
  });
}
