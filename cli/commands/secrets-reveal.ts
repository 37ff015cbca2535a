import type { Command } from 'commander';
import { defineAction, wholeNumber } from '../command-line.ts';
import type { Io } from '../io.ts';

export function secretsRevealCommand(parent: Command, io: Io): void {
  const command = parent
    .command('reveal')
    .summary('print the value of one secret')
    .description(
      'Prints the value of a secret. It is written to the audit log, and only admins may.',
    )
    .argument('<project>', 'name of the project')
    .argument('<KEY>', 'name of the secret')
    .option('-n, --node <node>', 'values of this node (default: of every node)')
    .option('--at <version>', 'as it was in this version', wholeNumber(1));
  defineAction<{ node?: string; at?: number }>(command, io, {
    examples: ['secrets reveal shop DATABASE_URL'],
    async run({ json, central }, [project = '', key = ''], options) {
      const { node, at: version } = options;
      const found = await (await central()).post(
        '/api/v1/projects/{project}/secrets/{key}/reveal',
        {
          params: { path: { project, key } },
          body: {
            ...(node === undefined ? {} : { node }),
            ...(version === undefined ? {} : { version }),
          },
        },
      );
      if (json) io.json({ key, ...found });
      else io.print(found.value);
      return undefined;
    },
  });
}
