import type { Command } from 'commander';
import { defineAction } from '../command-line.ts';
import { chooseProject } from '../find.ts';
import { type FollowingOptions, finishDeployment, followingOptions } from '../finish-deployment.ts';
import type { Io } from '../io.ts';

interface Options extends FollowingOptions {
  commit?: string;
  branch?: string;
}

export function deployCommand(parent: Command, io: Io): void {
  const command = followingOptions(
    parent
      .command('deploy')
      .summary('deploy a project and watch it go live')
      .description(
        'Deploys the tip of the branch, or one commit, and shows each step. Ctrl-C stops watching, not the deployment.',
      )
      .argument('[project]', 'name of the project (default: the only one, or VPSPILOT_PROJECT)')
      .option('-c, --commit <hash>', 'commit to deploy, 40 hex digits (default: tip of the branch)')
      .option('-b, --branch <branch>', 'another branch than the project’s'),
  );
  defineAction<Options>(command, io, {
    examples: [
      'deploy shop',
      'deploy shop --branch feature/cart',
      'deploy shop --no-follow --json',
    ],
    async run({ json, central }, [given], { commit, branch, ...following }) {
      const api = await central();
      const project = await chooseProject(io, api, given);
      const body = {
        ...(commit === undefined ? {} : { commit: commit.toLowerCase() }),
        ...(branch === undefined ? {} : { branch }),
      };
      const deployment = await api.post('/api/v1/projects/{project}/deployments', {
        params: { path: { project } },
        body,
      });
      return finishDeployment(io, api, deployment, { json, ...following });
    },
  });
}
