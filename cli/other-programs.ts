import type { Command } from 'commander';
import { UserError } from '../lib/user-error.ts';

/** What the `vpspilot` script starts itself; here only for the help. */
const programs = {
  demo: 'shows all of it on this machine',
  central: 'the control plane; "central install" makes it a service',
  agent: 'runs applications here: join, install, leave',
  'push-hook': 'sends the webhook of a push, as GitHub would',
  test: 'runs every test',
  bench: 'measures push to live',
} as const;

/** Lists the programs in the help, and says so when somebody reaches one through the CLI alone. */
export function otherPrograms(parent: Command): void {
  for (const [name, summary] of Object.entries(programs)) {
    parent
      .command(name)
      .summary(summary)
      .allowUnknownOption()
      .allowExcessArguments()
      .helpOption(false)
      .action(() => {
        throw new UserError('usage', `"${name}" is started by the vpspilot script`, {
          hint: `./vpspilot ${name}`,
        });
      });
  }
}
