import type { Deployment, DeploymentStep, Prisma } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';

interface DeploymentQuery {
  projectId: number;
  state?: string | undefined;
  kind?: string | undefined;
  /** The beginning of a commit, or a part of its message or its author. */
  q?: string | undefined;
  /** Only numbers below this one. */
  before?: number | undefined;
  limit: number;
}

/** Deployments of a project, the newest first, with their steps in the order they began. */
export async function listDeployments(
  { db }: Context,
  { projectId, state, kind, q, before, limit }: DeploymentQuery,
): Promise<(Deployment & { steps: DeploymentStep[] })[]> {
  const rows = await db.deployment.findMany({
    where: {
      projectId,
      ...(state === undefined ? {} : { state }),
      ...(kind === undefined ? {} : { kind }),
      ...(before === undefined ? {} : { number: { lt: before } }),
      ...(q === undefined || q.trim() === '' ? {} : matching(q.trim())),
    },
    orderBy: { number: 'desc' },
    take: limit,
  });
  const steps = await db.deploymentStep.findMany({
    where: { deploymentId: { in: rows.map(({ id }) => id) } },
    orderBy: [{ startedAt: 'asc' }, { name: 'asc' }],
  });
  const stepsOf = Map.groupBy(steps, ({ deploymentId }) => deploymentId);
  return rows.map((row) => ({ ...row, steps: stepsOf.get(row.id) ?? [] }));
}

function matching(text: string): Prisma.DeploymentWhereInput {
  return {
    OR: [
      { commit: { startsWith: text.toLowerCase() } },
      { commitMessage: { contains: text } },
      { commitAuthor: { contains: text } },
    ],
  };
}
