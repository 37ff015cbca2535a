import type { Command } from 'commander';
import { defineAction, wholeNumber } from '../command-line.ts';
import { chooseProject } from '../find.ts';
import { type FollowingOptions, finishDeployment, followingOptions } from '../finish-deployment.ts';
import type { Io } from '../io.ts';

export function rollbackCommand(parent: Command, io: Io): void {
  const command = followingOptions(
    parent
      .command('rollback')
      .summary('return to an earlier release')
      .description(
        'Starts an earlier release again: its code, its configuration and its environment. Nothing is built.',
      )
      .argument('[project]', 'name of the project (default: the only one, or VPSPILOT_PROJECT)')
      .option(
        '-t, --to <number>',
        'number of the release (default: the one before)',
        wholeNumber(1),
      ),
  );
  defineAction<FollowingOptions & { to?: number }>(command, io, {
    examples: ['rollback shop', 'rollback shop --to 4'],
    async run({ json, central }, [given], { to, ...following }) {
      const api = await central();
      const project = await chooseProject(io, api, given);
      const body = to === undefined ? {} : { to };
      const deployment = await api.post('/api/v1/projects/{project}/rollback', {
        params: { path: { project } },
        body,
      });
      return finishDeployment(io, api, deployment, { json, ...following });
    },
  });
}
