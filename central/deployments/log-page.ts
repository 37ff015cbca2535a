import { type LogLine, Prisma } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { likeText } from '../domain/like-pattern.ts';

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
  const ids = await db.$queryRaw<{ id: bigint }[]>`
    SELECT "id" FROM "deployment_log"
    WHERE "deployment_id" = ${query.deploymentId} AND "id" > ${query.after} AND "kind" = 'output'
    ${filterOf(query)}
    ORDER BY "id" LIMIT ${query.limit}`;
  return db.logLine.findMany({
    where: { id: { in: ids.map(({ id }) => Number(id)) } },
    orderBy: { id: 'asc' },
  });
}

function filterOf({ step, q = '' }: LogQuery): Prisma.Sql {
  const ofStep = step === undefined ? Prisma.empty : Prisma.sql`AND "step" = ${step}`;
  if (q === '') return ofStep;
  return Prisma.sql`${ofStep} AND "text" LIKE ${`%${likeText(q)}%`} ESCAPE '\\'`;
}
