import { type Deployment, type DeploymentStep, Prisma } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { likeText } from '../domain/like-pattern.ts';

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
  query: DeploymentQuery,
): Promise<(Deployment & { steps: DeploymentStep[] })[]> {
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "deployments" WHERE "project_id" = ${query.projectId} ${filterOf(query)}
    ORDER BY "number" DESC LIMIT ${query.limit}`;
  const ids = found.map(({ id }) => id);
  const rows = await db.deployment.findMany({
    where: { id: { in: ids } },
    orderBy: { number: 'desc' },
  });
  const steps = await db.deploymentStep.findMany({
    where: { deploymentId: { in: ids } },
    orderBy: [{ startedAt: 'asc' }, { name: 'asc' }],
  });
  const stepsOf = Map.groupBy(steps, ({ deploymentId }) => deploymentId);
  return rows.map((row) => ({ ...row, steps: stepsOf.get(row.id) ?? [] }));
}

function filterOf({ state, kind, before, q = '' }: DeploymentQuery): Prisma.Sql {
  const filters = [
    ...(state === undefined ? [] : [Prisma.sql`"state" = ${state}`]),
    ...(kind === undefined ? [] : [Prisma.sql`"kind" = ${kind}`]),
    ...(before === undefined ? [] : [Prisma.sql`"number" < ${before}`]),
    ...(q.trim() === '' ? [] : [matching(likeText(q.trim()))]),
  ];
  return filters.length === 0 ? Prisma.empty : Prisma.sql`AND ${Prisma.join(filters, ' AND ')}`;
}

function matching(text: string): Prisma.Sql {
  const part = `%${text}%`;
  return Prisma.sql`("commit" LIKE ${`${text}%`} ESCAPE '\\'
    OR "commit_message" LIKE ${part} ESCAPE '\\' OR "commit_author" LIKE ${part} ESCAPE '\\')`;
}
