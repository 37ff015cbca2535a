import type { SecretsChanged } from '../lib/api/openapi.ts';
import type { Session } from './command-line.ts';
import type { ExitName } from './exit-codes.ts';
import { followDeployment } from './follow-deployment.ts';

/** Says that the secrets are another version now, and shows the deployment that applies it. */
export async function showChange(
  { io, json, central }: Session,
  done: string,
  { environmentVersion, deployment }: SecretsChanged,
  follow: boolean,
): Promise<ExitName> {
  const say = json ? io.note : io.print;
  const { green, dim } = json ? io.errorColors : io.colors;
  say(`${green('✓')} ${done} ${dim(`(environment version ${environmentVersion})`)}`);
  if (deployment !== null && follow) {
    return followDeployment(io, await central(), deployment, { json });
  }
  if (json) io.json({ environmentVersion, deployment });
  return 'ok';
}
