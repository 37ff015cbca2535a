import { type Command, Option } from 'commander';
import { defineAction, wholeNumber } from '../command-line.ts';
import type { Io } from '../io.ts';

export function tokensCreateCommand(parent: Command, io: Io): void {
  const command = parent
    .command('create')
    .summary('make an API token')
    .description('Makes an API token for a program and prints it, this once.')
    .argument('<name>', 'what it is for')
    .addOption(new Option('-r, --role <role>', 'what it may').choices(roles).makeOptionMandatory())
    .option('-p, --project <project>', 'only in this project')
    .option('-s, --scope <permission...>', 'only these permissions of the role')
    .option('--days <count>', 'how long it works (default: for ever)', wholeNumber(1));
  defineAction<Options>(command, io, {
    examples: ['tokens create ci --role deployer --project shop --days 90'],
    async run({ json, central }, [name = ''], options) {
      const { role, project, scope, days } = options;
      const made = await (await central()).post('/api/v1/tokens', {
        body: {
          ...{ name, role },
          ...(project === undefined ? {} : { project }),
          ...(scope === undefined ? {} : { scopes: scope }),
          ...(days === undefined ? {} : { expiresInDays: days }),
        },
      });
      if (json) io.json(made);
      else {
        io.note(`${io.errorColors.green('✓')} Shown this once:`);
        io.print(made.token);
      }
      return undefined;
    },
  });
}

const roles = ['viewer', 'deployer', 'admin', 'owner'] as const;

interface Options {
  role: (typeof roles)[number];
  project?: string;
  scope?: string[];
  days?: number;
}
