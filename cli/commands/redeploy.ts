import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import { findDeployment } from '../find.ts';
import { type FollowingOptions, finishDeployment, followingOptions } from '../finish-deployment.ts';
import type { Io } from '../io.ts';
import { deploymentNumber } from './deployment-arguments.ts';

export function redeployCommand(parent: Command, io: Io): void {
  const command = followingOptions(
    parent
      .command('redeploy')
      .summary('deploy the commit of an earlier deployment again')
      .description('Builds and starts the same commit once more, with the present secrets.')
      .argument('<project>', 'name of the project')
      .argument('<number>', 'number of the deployment'),
  );
  defineAction<FollowingOptions>(command, io, {
    examples: ['redeploy shop 7'],
    async run({ json, central }, [project = '', number], following) {
      const api = await central();
      const { id } = await findDeployment(api, project, deploymentNumber(number));
      const deployment = await api.post('/api/v1/deployments/{deployment}/redeploy', {
        params: { path: { deployment: id } },
      });
      return finishDeployment(io, api, deployment, { json, ...following });
    },
  });
}
