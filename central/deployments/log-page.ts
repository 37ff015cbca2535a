import type { LogLine } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { likeText } from '../domain/like-pattern.ts';
import { allOf, condition } from '../domain/sql-conditions.ts';

interface LogQuery {
  deploymentId: string;
  /** Only lines after the one with this id. */
  after: number;
  step?: string | undefined;
  /** Only lines with this text; upper and lower case are the same. */
  q?: string | undefined;
  limit: number;
}

/** What a deployment has printed, a page at a time. */
export async function logPage({ db }: Context, query: LogQuery): Promise<LogLine[]> {
  const { deploymentId, after, step, q = '', limit } = query;
  const where = allOf(
    condition(`"deployment_id" = ? AND "id" > ? AND "kind" = 'output'`, deploymentId, after),
    step === undefined ? undefined : condition(`"step" = ?`, step),
    q === '' ? undefined : condition(`"text" LIKE ? ESCAPE '\\'`, `%${likeText(q)}%`),
  );
  const ids = await db.$queryRawUnsafe<{ id: bigint }[]>(
    `SELECT "id" FROM "deployment_log" WHERE ${where.sql} ORDER BY "id" LIMIT ?`,
    ...where.values,
    limit,
  );
  const parts = inParts(ids.map(({ id }) => Number(id)));
  const lines = await Promise.all(
    parts.map((part) =>
      db.logLine.findMany({ where: { id: { in: part } }, orderBy: { id: 'asc' } }),
    ),
  );
  return lines.flat();
}

/** SQLite takes 999 parameters. */
const idsAtOnce = 500;

function inParts(ids: readonly number[]): number[][] {
  const count = Math.ceil(ids.length / idsAtOnce);
  return Array.from({ length: count }, (_, part) =>
    ids.slice(part * idsAtOnce, (part + 1) * idsAtOnce),
  );
}
