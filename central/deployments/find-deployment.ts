import { UserError } from '../../lib/user-error.ts';
import type { Context } from '../context.ts';

/**
 * A deployment with its steps, in the order they began.
 *
 * @throws UserError deployment_not_found
 */
export async function findDeployment(context: Context, id: string) {
  const deployment = await context.db.deployment.findUnique({
    where: { id },
    include: {
      project: { select: { id: true, slug: true } },
      steps: { orderBy: [{ startedAt: 'asc' }, { name: 'asc' }] },
    },
  });
  if (deployment !== null) return deployment;
  throw deploymentNotFound(id);
}

/** Said of a deployment that is not there, and of one that the caller may not see. */
export function deploymentNotFound(id: string): UserError {
  return new UserError('deployment_not_found', `There is no deployment ${id.slice(0, 60)}`, {
    hint: 'GET /api/v1/projects/<project>/deployments lists them',
  });
}
