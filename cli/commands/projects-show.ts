import type { Command } from 'commander';
import type { Project } from '../../lib/api/openapi.ts';
import { defineAction } from '../command-line.ts';
import { chooseProject } from '../find.ts';
import type { Io } from '../io.ts';
import { ageText, stateText, whatText } from '../output/deployment-text.ts';
import { printFacts } from '../output/table.ts';

export function projectsShowCommand(parent: Command, io: Io): void {
  const command = parent
    .command('show')
    .summary('show one project')
    .description('Shows what is live, where it answers, and what is set up.')
    .argument('[project]', 'name of the project (default: the only one, or VPSPILOT_PROJECT)');
  defineAction(command, io, {
    examples: ['projects show shop'],
    async run({ json, central }, [given]) {
      const api = await central();
      const project = await api.get('/api/v1/projects/{project}', {
        params: { path: { project: await chooseProject(io, api, given) } },
      });
      if (json) io.json(project);
      else printProject(io, project);
      return undefined;
    },
  });
}

function printProject(io: Io, project: Project): void {
  const { bold, dim, red, cyan } = io.colors;
  const { live, latest, node } = project;
  io.print(bold(project.slug));
  printFacts(io, [
    [
      'Live',
      live === null
        ? dim('nothing yet')
        : `${bold(String(live.number))} ${whatText(live)} ${dim(ageText(live.liveAt))}`,
    ],
    ...(latest === null || latest.id === live?.id ? [] : [['Last', lastText(io, latest)] as const]),
    ['Addresses', project.addresses.map(cyan).join('  ') || dim('none')],
    ['Repository', `${project.repositoryUrl} ${dim(`branch ${project.branch}`)}`],
    ['Each push', project.autoDeploy ? 'is deployed' : 'waits for "vpspilot deploy"'],
    ['Node', node.connected ? node.name : `${node.name} ${red('offline')}`],
    ['Environment', `version ${project.environmentVersion}`],
    ['Webhook', project.webhookUrl],
  ]);
}

function lastText(io: Io, latest: NonNullable<Project['latest']>): string {
  const { text, paint } = stateText(latest.state, io.colors);
  return `${latest.number} ${paint(text)} ${whatText(latest)} ${io.colors.dim(ageText(latest.createdAt))}`;
}
