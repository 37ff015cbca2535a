import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';

export function domainsAddCommand(parent: Command, io: Io): void {
  const command = parent
    .command('add')
    .summary('let a project answer to a domain')
    .description('Adds a host name and brings it to the node at once.')
    .argument('<project>', 'name of the project')
    .argument('<domain>', 'host name');
  defineAction(command, io, {
    examples: ['domains add shop shop.example.org'],
    async run({ json, central }, [project = '', domain = '']) {
      const answer = await (await central()).post('/api/v1/projects/{project}/domains', {
        params: { path: { project } },
        body: { domain },
      });
      if (json) io.json(answer);
      else io.print(`${io.colors.green('✓')} ${project} answers at ${answer.domain.url}`);
      return undefined;
    },
  });
}
