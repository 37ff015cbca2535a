import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import { findDeployment } from '../find.ts';
import type { Io } from '../io.ts';
import { deploymentNumber } from './deployment-arguments.ts';

export function deploymentsCancelCommand(parent: Command, io: Io): void {
  const command = parent
    .command('cancel')
    .summary('stop a deployment before it goes live')
    .description('Stops a deployment that is not live yet. What is live is not touched.')
    .argument('<project>', 'name of the project')
    .argument('<number>', 'number of the deployment');
  defineAction(command, io, {
    examples: ['deployments cancel shop 7'],
    async run({ json, central }, [project = '', number]) {
      const api = await central();
      const { id } = await findDeployment(api, project, deploymentNumber(number));
      const deployment = await api.post('/api/v1/deployments/{deployment}/cancel', {
        params: { path: { deployment: id } },
      });
      if (json) io.json(deployment);
      else
        io.print(
          `${io.colors.green('✓')} Deployment ${deployment.number} of ${project} is being stopped`,
        );
      return undefined;
    },
  });
}
