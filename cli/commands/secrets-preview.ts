import type { Command } from 'commander';
import type { ImportPreview } from '../../lib/api/openapi.ts';
import { defineAction } from '../command-line.ts';
import { given } from '../given.ts';
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
        body: { text, ...given({ node }) },
      });
      if (json) io.json(found);
      else printPreview(io, found);
      if (found.problems.length > 0) return 'failed';
      return undefined;
    },
  });
}

function printPreview(io: Io, { added, changed, same, problems }: ImportPreview): void {
  const { green, yellow, dim } = io.colors;
  for (const key of added) io.print(`${green('+')} ${key}`);
  for (const key of changed) io.print(`${yellow('~')} ${key}`);
  for (const key of same) io.print(dim(`  ${key}`));
  for (const { line, message } of problems) io.note(`line ${line}: ${message}`);
}
