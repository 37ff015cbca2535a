import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';
import { confirm } from '../output/confirm.ts';

export function domainsRemoveCommand(parent: Command, io: Io): void {
  const command = parent
    .command('remove')
    .summary('take a domain from a project')
    .description('Takes a host name away; the node stops to answer to it at once.')
    .argument('<project>', 'name of the project')
    .argument('<domain>', 'host name')
    .option('-y, --yes', 'do not ask');
  defineAction<{ yes?: boolean }>(command, io, {
    examples: ['domains remove shop old.example.org'],
    async run({ json, central }, [project = '', domain = ''], options) {
      const what = `${project} will not answer at ${domain} any more.`;
      await confirm(io, { name: domain, what, yes: options.yes });
      await (await central()).delete('/api/v1/projects/{project}/domains/{domain}', {
        params: { path: { project, domain } },
      });
      if (json) io.json({ project, domain, removed: true });
      else io.print(`${io.colors.green('✓')} ${domain} is taken from ${project}`);
      return undefined;
    },
  });
}
