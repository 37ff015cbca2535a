import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { readInput } from '../read-input.ts';

export function secretsPreviewCommand(parent: Command, io: Io): void {
  const command = parent
    .command('preview')
    .summary('show what an import would change')
    .description('Compares a .env file with the secrets that are set; nothing is changed.')
    .argument('<project>', 'name of the project')
    .argument('<file>', 'a .env file, or - for stdin')
    .option('-n, --node <node>', 'values of this node (default: of every node)');
  defineAction<{ node?: string }>(command, io, {
    examples: ['secrets preview shop .env.production'],
    async run({ json, central }, [project = '', file = ''], options) {
      const { node } = options;
      const text = await readInput(io, file);
      const found = await (await central()).post('/api/v1/projects/{project}/secrets/preview', {
        params: { path: { project } },
        body: { text, ...(node === undefined ? {} : { node }) },
      });
      if (json) io.json(found);
      else {
        for (const key of found.added) io.print(`${io.colors.green('+')} ${key}`);
        for (const key of found.changed) io.print(`${io.colors.yellow('~')} ${key}`);
        for (const key of found.same) io.print(io.colors.dim(`  ${key}`));
        for (const { line, message } of found.problems) io.note(`line ${line}: ${message}`);
      }
      if (found.problems.length > 0) return 'failed';
      return undefined;
    },
  });
}
