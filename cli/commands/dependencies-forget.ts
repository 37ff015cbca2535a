import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';

export function dependenciesForgetCommand(parent: Command, io: Io): void {
  const command = parent
    .command('forget')
    .summary('accept that a package has changed')
    .description(
      'Forgets what a package was at its first use, on all nodes: what the next deployment gets counts from then on. For a deployment that was refused because of a changed package which you have looked at.',
    )
    .argument('<ecosystem>', 'package manager, as the deployment named it: composer, pip, …')
    .argument('<package>', 'the package, as the deployment named it');
  defineAction(command, io, {
    examples: ["dependencies forget composer 'acme/tools 1.2.0'"],
    async run({ json, central }, [ecosystem = '', key = '']) {
      await (await central()).post('/api/v1/dependencies/forget', { body: { ecosystem, key } });
      if (json) io.json({ ecosystem, key, forgotten: true });
      else io.print(`${io.colors.green('✓')} ${key}: its next use counts as the first`);
      return undefined;
    },
  });
}
