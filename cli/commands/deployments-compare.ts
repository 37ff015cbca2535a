import type { Command } from 'commander';
import type { DeploymentComparison } from '../../lib/api/openapi.ts';
import { safeLine } from '../../lib/terminal-text.ts';
import { defineAction } from '../command-line.ts';
import { findDeployment } from '../find.ts';
import type { Io } from '../io.ts';
import { deploymentNumber } from './deployment-arguments.ts';

export function deploymentsCompareCommand(parent: Command, io: Io): void {
  const command = parent
    .command('compare')
    .summary('show what a deployment changed')
    .description(
      'Compares a deployment with the release before it: commits, configuration, names of secrets, packages.',
    )
    .argument('<project>', 'name of the project')
    .argument('<number>', 'number of the deployment');
  defineAction(command, io, {
    examples: ['deployments compare shop 7'],
    async run({ json, central }, [project = '', number]) {
      const { compare } = await findDeployment(await central(), project, deploymentNumber(number));
      if (json) io.json(compare);
      else print(io, compare);
      return undefined;
    },
  });
}

function print(io: Io, compare: DeploymentComparison): void {
  const { bold, dim, green, red } = io.colors;
  const { against, commits, config, secrets, closure } = compare;
  io.print(against === null ? 'There was no release before it' : `Against release ${against}`);
  for (const { sha, subject, author } of commits) {
    io.print(`  ${dim(sha.slice(0, 7))} ${safeLine(subject)} ${dim(safeLine(author))}`);
  }
  for (const { path, from, to } of config) {
    io.print(`  ${bold(path)} ${dim(JSON.stringify(from) ?? '–')} → ${JSON.stringify(to) ?? '–'}`);
  }
  for (const key of secrets.added) io.print(`  ${green('+')} secret ${key}`);
  for (const key of secrets.removed) io.print(`  ${red('-')} secret ${key}`);
  for (const key of secrets.changed) io.print(`  ~ secret ${key}`);
  if (closure === null) return;
  for (const { name, version } of closure.added) io.print(`  ${green('+')} ${name} ${version}`);
  for (const { name, version } of closure.removed) io.print(`  ${red('-')} ${name} ${version}`);
  for (const { name, from, to } of closure.changed) io.print(`  ~ ${name} ${from} → ${to}`);
}
