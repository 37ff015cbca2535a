import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';

export function secretsExportCommand(parent: Command, io: Io): void {
  const command = parent
    .command('export')
    .summary('print all values as a .env file')
    .description(
      'Prints the values of all secrets. It is written to the audit log, and only admins may.',
    )
    .argument('<project>', 'name of the project')
    .option('-n, --node <node>', 'values of this node (default: of every node)');
  defineAction<{ node?: string }>(command, io, {
    examples: ['secrets export shop > .env'],
    async run({ json, central }, [project = ''], options) {
      const { node } = options;
      const { text } = await (await central()).post('/api/v1/projects/{project}/secrets/export', {
        params: { path: { project } },
        body: node === undefined ? {} : { node },
      });
      if (json) io.json({ text });
      else io.stdout.write(text);
      return undefined;
    },
  });
}
