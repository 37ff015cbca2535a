import type { Deployment } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { enqueueDeployment } from '../deployments/enqueue-deployment.ts';

/**
 * Brings a change of secrets or domains to the node: starts the live release again with them. A
 * project with nothing live has nothing to bring it to; its next deployment takes the change along.
 */
export async function applyChange(
  context: Context,
  projectId: number,
  actor: string,
): Promise<Deployment | undefined> {
  const concerned = await context.db.deployment.count({
    where: { projectId, state: { in: ['live', 'running'] } },
  });
  if (concerned === 0) return undefined;
  return enqueueDeployment(context, { projectId, kind: 'environment', actor });
}
