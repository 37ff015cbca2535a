import type { Deployment } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import type { StepState } from '../domain/deployment-events.ts';
import { likeText } from '../domain/like-pattern.ts';
import { allOf, type Condition, condition, oneOf } from '../domain/sql-conditions.ts';

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
  const where = conditionOf(query);
  const found = await db.$queryRawUnsafe<{ id: string }[]>(
    `SELECT "id" FROM "deployments" WHERE ${where.sql} ORDER BY "number" DESC LIMIT ?`,
    ...where.values,
    query.limit,
  );
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
  const where = oneOf('"deployment_id"', ids);
  const rows = await db.$queryRawUnsafe<{ id: string; steps: string }[]>(
    `SELECT "deployment_id" AS id,
      json_group_array(json_object('name', "name", 'state', "state", 'durationMs', "duration_ms")
        ORDER BY "started_at", "name") AS steps
    FROM "deployment_steps" WHERE ${where.sql} GROUP BY "deployment_id"`,
    ...where.values,
  );
  return new Map(rows.map(({ id, steps }) => [id, JSON.parse(steps) as StepSummary[]]));
}

function conditionOf({ projectId, state, kind, before, q = '' }: DeploymentQuery): Condition {
  return allOf(
    condition(`"project_id" = ?`, projectId),
    state === undefined ? undefined : condition(`"state" = ?`, state),
    kind === undefined ? undefined : condition(`"kind" = ?`, kind),
    before === undefined ? undefined : condition(`"number" < ?`, before),
    q.trim() === '' ? undefined : matching(likeText(q.trim())),
  );
}

function matching(text: string): Condition {
  const columns = ['"commit"', '"commit_message"', '"commit_author"'];
  const sql = columns.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(' OR ');
  return condition(sql, `${text}%`, `%${text}%`, `%${text}%`);
}
