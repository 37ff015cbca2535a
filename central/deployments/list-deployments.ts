import { type Deployment, Prisma } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import type { StepState } from '../domain/deployment-events.ts';
import { likeText } from '../domain/like-pattern.ts';

export interface StepSummary {
  name: string;
  state: StepState;
  durationMs: number | null;
}

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
): Promise<(Deployment & { steps: StepSummary[] })[]> {
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "deployments" WHERE "project_id" = ${query.projectId} ${filterOf(query)}
    ORDER BY "number" DESC LIMIT ${query.limit}`;
  const ids = found.map(({ id }) => id);
  const rows = await db.deployment.findMany({
    where: { id: { in: ids } },
    orderBy: { number: 'desc' },
  });
  const stepsOf = await stepsByDeployment(db, ids);
  return rows.map((row) => ({ ...row, steps: stepsOf.get(row.id) ?? [] }));
}

/** One row per deployment: four hundred small ones would cost more than everything else. */
async function stepsByDeployment(
  db: Context['db'],
  ids: readonly string[],
): Promise<Map<string, StepSummary[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; steps: string }[]>`
    SELECT "deployment_id" AS id,
      json_group_array(json_object('name', "name", 'state', "state", 'durationMs', "duration_ms")
        ORDER BY "started_at", "name") AS steps
    FROM "deployment_steps" WHERE "deployment_id" IN (${Prisma.join([...ids])})
    GROUP BY "deployment_id"`;
  return new Map(rows.map(({ id, steps }) => [id, JSON.parse(steps) as StepSummary[]]));
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
