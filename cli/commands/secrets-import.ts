import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { readInput } from '../read-input.ts';
import { showChange } from '../show-change.ts';

export function secretsImportCommand(parent: Command, io: Io): void {
  const command = parent
    .command('import')
    .summary('set many secrets from a .env file')
    .description(
      'Sets every secret of a .env file as one change. --remove takes away what the file does not have.',
    )
    .argument('<project>', 'name of the project')
    .argument('<file>', 'a .env file, or - for stdin')
    .option('-n, --node <node>', 'values of this node (default: of every node)')
    .option('--remove', 'remove secrets that are not in the file')
    .option('--no-deploy', 'only keep it; the next deployment uses it')
    .option('--no-follow', 'do not wait until it is live');
  defineAction<{ node?: string; remove?: boolean; deploy: boolean; follow: boolean }>(command, io, {
    examples: [
      'secrets import shop .env.production',
      'pass show shop/env | vpspilot secrets import shop -',
    ],
    async run(session, [project = '', file = ''], options) {
      const { node, remove = false, deploy, follow } = options;
      const text = await readInput(io, file);
      const changed = await (await session.central()).post(
        '/api/v1/projects/{project}/secrets/import',
        {
          params: { path: { project } },
          body: { text, remove, apply: deploy, ...(node === undefined ? {} : { node }) },
        },
      );
      return showChange(session, `Imported into ${project}`, changed, follow);
    },
  });
}
