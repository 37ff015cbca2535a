import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';

export function githubTestCommand(parent: Command, io: Io): void {
  const command = parent
    .command('test')
    .summary('try a GitHub connection')
    .description('Asks GitHub who the connection is.')
    .argument('<connection>', 'its name or id');
  defineAction(command, io, {
    examples: ['github test acme'],
    async run({ json, central }, [connection = '']) {
      const answer = await (await central()).post('/api/v1/github/connections/{connection}/test', {
        params: { path: { connection } },
      });
      if (json) io.json(answer);
      else io.print(`${answer.ok ? io.colors.green('✓') : io.colors.red('✗')} ${answer.detail}`);
      if (!answer.ok) return 'failed';
      return undefined;
    },
  });
}
