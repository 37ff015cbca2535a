import type { Command } from 'commander';
import type { Session } from './command-line.ts';
import type { ExitName } from './exit-codes.ts';
import { followDeployment } from './follow-deployment.ts';
import { given } from './given.ts';

export interface SecretOptions {
  node?: string;
  deploy: boolean;
  follow: boolean;
}

/** The options that setting and unsetting share. */
export function secretOptions(command: Command): Command {
  return command
    .option('-n, --node <node>', 'only for this node (default: for every node)')
    .option('--no-deploy', 'only keep it; the next deployment uses it')
    .option('--no-follow', 'do not wait until the new environment is live');
}

/** Changes secrets as one step and shows the deployment that brings them to the running application. */
export async function changeSecrets(
  { io, json, central }: Session,
  project: string,
  change: { set?: Record<string, string>; unset?: readonly string[] },
  { node, deploy, follow }: SecretOptions,
): Promise<ExitName> {
  const api = await central();
  const { set, unset } = change;
  const answer = await api.patch('/api/v1/projects/{project}/secrets', {
    params: { path: { project } },
    body: {
      apply: deploy,
      ...given({ set, node }),
      ...(unset === undefined ? {} : { unset: [...unset] }),
    },
  });
  const { deployment, environmentVersion } = answer;
  const keys = change.unset ?? Object.keys(change.set ?? {});
  const verb = change.unset === undefined ? 'Set' : 'Unset';
  const say = json ? io.note : io.print;
  const { green, bold } = json ? io.errorColors : io.colors;
  say(
    `${green('✓')} ${verb} ${keys.map(bold).join(', ')} of ${project} (environment version ${environmentVersion})`,
  );
  if (deployment !== null && follow) {
    say('');
    return followDeployment(io, api, deployment, { json });
  }
  if (json) io.json(answer);
  else if (deployment === null)
    io.print(`  It counts from the next deployment on: vpspilot deploy ${project}`);
  else io.print(`  Deployment ${deployment.number} brings it to the application.`);
  return 'ok';
}
