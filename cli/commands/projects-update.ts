import type { Command } from 'commander';
import { UserError } from '../../lib/user-error.ts';
import { defineAction } from '../command-line.ts';
import type { Io } from '../io.ts';

export function projectsUpdateCommand(parent: Command, io: Io): void {
  const command = parent
    .command('update')
    .summary('change the settings of a project')
    .description(
      'Changes what is given and leaves the rest. Changed domains are brought to the node at once.',
    )
    .argument('<project>', 'name of the project')
    .option('-r, --repository <url>', 'address of its git repository')
    .option('-b, --branch <branch>', 'branch that is deployed')
    .option('--description <text>', 'what it is, for people')
    .option('--watch-path <glob...>', 'only changes of these paths deploy; none: an empty text')
    .option('--github <connection>', 'GitHub connection it is fetched with; none: an empty text')
    .option('-n, --node <node>', 'another node; only before the first deployment')
    .option('--auto-deploy', 'deploy each push')
    .option('--no-auto-deploy', 'do not deploy each push');
  defineAction<Options>(command, io, {
    examples: [
      'projects update shop --branch production',
      'projects update shop --no-auto-deploy --watch-path "src/**" package.json',
    ],
    async run({ json, central }, [project = ''], options) {
      const api = await central();
      const answer = await api.patch('/api/v1/projects/{project}', {
        params: { path: { project } },
        body: changeOf(options),
      });
      if (json) io.json(answer);
      else io.print(`${io.colors.green('✓')} ${answer.project.slug} is changed`);
      return undefined;
    },
  });
}

interface Options {
  repository?: string;
  branch?: string;
  description?: string;
  watchPath?: string[];
  github?: string;
  node?: string;
  autoDeploy?: boolean;
}

function changeOf({ repository, watchPath, github, ...rest }: Options) {
  const { branch, description, node, autoDeploy } = rest;
  const change = {
    ...(repository === undefined ? {} : { repositoryUrl: repository }),
    ...(branch === undefined ? {} : { branch }),
    ...(description === undefined ? {} : { description }),
    ...(node === undefined ? {} : { node }),
    ...(autoDeploy === undefined ? {} : { autoDeploy }),
    ...(watchPath === undefined ? {} : { watchPaths: watchPath.filter((path) => path !== '') }),
    ...(github === undefined ? {} : { githubConnection: github === '' ? null : github }),
  };
  if (Object.keys(change).length > 0) return change;
  throw new UserError('usage', 'There is nothing to change', {
    hint: '"vpspilot projects update --help" shows what there is',
  });
}
