import type { Command } from 'commander';
import type { Deployment } from '../lib/api/openapi.ts';
import type { Central } from './api/client.ts';
import type { ExitName } from './exit-codes.ts';
import { followDeployment } from './follow-deployment.ts';
import type { Io } from './io.ts';

export interface FollowingOptions {
  follow: boolean;
  wait?: boolean;
}

/** The options of commands that begin a deployment. */
export function followingOptions(command: Command): Command {
  return command
    .option('--no-follow', 'only begin it, do not watch')
    .option('-w, --wait', 'stay until the watch after the switch is over too');
}

/** Shows a deployment that has just begun, or says where to watch it. */
export async function finishDeployment(
  io: Io,
  central: Central,
  deployment: Deployment,
  { json, follow, wait = false }: FollowingOptions & { json: boolean },
): Promise<ExitName> {
  if (follow) return followDeployment(io, central, deployment, { json, untilEnd: wait });
  const { project, number } = deployment;
  if (json) io.json(deployment);
  else {
    io.print(`${io.colors.green('✓')} Deployment ${number} of ${project} is on its way`);
    io.print(`  Watch it: vpspilot deployments show ${project} ${number} --follow`);
  }
  return 'ok';
}
