import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { showChange } from '../show-change.ts';
import { idNumber } from './id-argument.ts';

export function secretsRestoreCommand(parent: Command, io: Io): void {
  const command = parent
    .command('restore')
    .summary('return to an earlier version')
    .description('Makes all secrets what they were in an earlier version, as a new version.')
    .argument('<project>', 'name of the project')
    .argument('<version>', 'as the history shows it')
    .option('--no-deploy', 'only keep it; the next deployment uses it')
    .option('--no-follow', 'do not wait until it is live');
  defineAction<{ deploy: boolean; follow: boolean }>(command, io, {
    examples: ['secrets restore shop 12'],
    async run(session, [project = '', version = ''], options) {
      const { deploy, follow } = options;
      const changed = await (await session.central()).post(
        '/api/v1/projects/{project}/secrets/restore',
        {
          params: { path: { project } },
          body: { version: idNumber(version, 'version', 'secrets history'), apply: deploy },
        },
      );
      return showChange(session, `${project} has version ${version} again`, changed, follow);
    },
  });
}
