import { UserError } from '../../lib/user-error.ts';
import type { Prisma } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';

const details = {
  project: true,
  steps: { orderBy: [{ startedAt: 'asc' }, { name: 'asc' }] },
} as const satisfies Prisma.DeploymentInclude;

export type FoundDeployment = Prisma.DeploymentGetPayload<{ include: typeof details }>;

/**
 * A deployment with its steps, in the order they began.
 *
 * @throws UserError deployment_not_found
 */
export async function findDeployment({ db }: Context, id: string): Promise<FoundDeployment> {
  const deployment = await db.deployment.findUnique({ where: { id }, include: details });
  if (deployment !== null) return deployment;
  throw deploymentNotFound(id);
}

/**
 * The same by its number within a project.
 *
 * @throws UserError deployment_not_found
 */
export async function findDeploymentByNumber(
  { db }: Context,
  projectId: number,
  number: number,
): Promise<FoundDeployment> {
  const where = { projectId_number: { projectId, number } };
  const deployment = await db.deployment.findUnique({ where, include: details });
  if (deployment !== null) return deployment;
  throw deploymentNotFound(String(number));
}

/** Said of a deployment that is not there, and of one that the caller may not see. */
export function deploymentNotFound(id: string): UserError {
  return new UserError('deployment_not_found', `There is no deployment ${id.slice(0, 60)}`, {
    hint: 'GET /api/v1/projects/<project>/deployments lists them',
  });
}
