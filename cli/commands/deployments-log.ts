import type { Command } from 'commander';
import { safeLine } from '../../lib/terminal-text.ts';
import { defineAction } from '../command-line.ts';
import { findDeployment } from '../find.ts';
import type { Io } from '../io.ts';
import { deploymentNumber } from './deployment-arguments.ts';

export function deploymentsLogCommand(parent: Command, io: Io): void {
  const command = parent
    .command('log')
    .summary('print the log of a deployment')
    .description('Prints everything a deployment has written so far, as text.')
    .argument('<project>', 'name of the project')
    .argument('<number>', 'number of the deployment');
  defineAction(command, io, {
    examples: ['deployments log shop 7 > build.log'],
    async run({ json, central }, [project = '', number]) {
      const api = await central();
      const { id } = await findDeployment(api, project, deploymentNumber(number));
      const path = `/api/v1/deployments/${id}/log`;
      const text = await (await api.open(path)).text();
      if (json) io.json({ project, number: deploymentNumber(number), text });
      else if (io.stdout.isTTY) io.print(text.split('\n').map(safeLine).join('\n'));
      else io.stdout.write(text);
      return undefined;
    },
  });
}
