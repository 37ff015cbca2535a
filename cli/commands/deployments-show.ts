import type { Command } from 'commander';
import type { DeploymentDetail } from '../../lib/api/openapi.ts';
import { createDeploymentProgress } from '../../lib/deployment-progress.ts';
import { deploymentSteps } from '../../lib/deployment-states.ts';
import { defineAction } from '../command-line.ts';
import { findDeployment } from '../find.ts';
import { followDeployment } from '../follow-deployment.ts';
import { type Io, wantsColors } from '../io.ts';
import { ageText, stateText, whatText } from '../output/deployment-text.ts';
import { printFacts } from '../output/table.ts';
import { deploymentNumber } from './deployment-arguments.ts';

export function deploymentsShowCommand(parent: Command, io: Io): void {
  const command = parent
    .command('show')
    .summary('show one deployment with its steps')
    .description('Shows what a deployment did, step by step.')
    .argument('<project>', 'name of the project')
    .argument('<number>', 'number of the deployment')
    .option('-f, --follow', 'watch it while it runs');
  defineAction<{ follow?: boolean }>(command, io, {
    examples: ['deployments show shop 7', 'deployments show shop 7 --follow'],
    async run({ json, central }, [project = '', number], { follow = false }) {
      const api = await central();
      const found = await findDeployment(api, project, deploymentNumber(number));
      if (follow) return followDeployment(io, api, found, { json, untilEnd: true });
      const deployment = found;
      if (json) io.json(deployment);
      else printDeployment(io, deployment);
      return undefined;
    },
  });
}

function printDeployment(io: Io, deployment: DeploymentDetail): void {
  const { colors } = io;
  const { text, paint } = stateText(deployment.state, colors);
  io.print(
    `${colors.bold(`Deployment ${deployment.number}`)} of ${colors.bold(deployment.project)}  ${paint(text)}`,
  );
  const { environmentVersion, createdBy, createdAt, branch, kind, commitAuthor } = deployment;
  printFacts(io, [
    ['What', `${whatText(deployment)} ${colors.dim(`branch ${branch}`)}`],
    ...(commitAuthor === '' ? [] : [['Author', commitAuthor] as const]),
    ['Kind', `${kind}, by ${createdBy}, ${ageText(createdAt)}`],
    ['Environment', `version ${environmentVersion}`],
  ]);
  io.print();
  const progress = createDeploymentProgress({
    stream: io.stdout,
    interactive: false,
    colors: wantsColors(io.stdout, io.env),
  });
  const names: readonly string[] = deploymentSteps;
  const order = (name: string) => names.indexOf(name);
  const steps = deployment.steps.toSorted((a, b) => order(a.name) - order(b.name));
  for (const { name, state, startedAt, durationMs, note } of steps) {
    if (state === 'running') io.print(`  ${colors.cyan('◐')} ${name}  ${colors.dim('running')}`);
    else
      progress.feed({
        kind: 'step',
        at: Date.parse(startedAt),
        step: name,
        state,
        note,
        durationMs: durationMs ?? undefined,
      });
  }
  progress.close();
  for (const { message } of deployment.warnings ?? [])
    io.print(`  ${colors.yellow('!')} ${message}`);
  printFailure(io, deployment);
}

function printFailure(io: Io, { project, number, failure }: DeploymentDetail): void {
  if (failure === null) return;
  const { red, cyan, dim } = io.colors;
  io.print();
  io.print(`  ${red(failure.message)}`);
  if (failure.hint !== '') io.print(`  ${cyan('→')} ${failure.hint}`);
  io.print(`  ${dim(`Output: vpspilot logs ${project} --deployment ${number}`)}`);
}
