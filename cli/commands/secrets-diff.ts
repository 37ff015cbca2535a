import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { idNumber } from './id-argument.ts';

export function secretsDiffCommand(parent: Command, io: Io): void {
  const command = parent
    .command('diff')
    .summary('compare two versions')
    .description('Shows which secrets differ between two versions, without values.')
    .argument('<project>', 'name of the project')
    .argument('<from>', 'a version, as the history shows it')
    .argument('<to>', 'another one');
  defineAction(command, io, {
    examples: ['secrets diff shop 11 12'],
    async run({ json, central }, [project = '', from = '', to = '']) {
      const query = {
        from: idNumber(from, 'version', 'secrets history'),
        to: idNumber(to, 'version', 'secrets history'),
      };
      const found = await (await central()).get('/api/v1/projects/{project}/secrets/diff', {
        params: { path: { project }, query },
      });
      if (json) io.json(found);
      else for (const { key, change } of found.items) io.print(`${change.padEnd(8)} ${key}`);
      return undefined;
    },
  });
}
