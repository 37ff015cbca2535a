import type { LogLine } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';

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
export function logPage(
  { db }: Context,
  { deploymentId, after, step, q, limit }: LogQuery,
): Promise<LogLine[]> {
  return db.logLine.findMany({
    where: {
      deploymentId,
      kind: 'output',
      id: { gt: after },
      ...(step === undefined ? {} : { step }),
      ...(q === undefined || q === '' ? {} : { text: { contains: q } }),
    },
    orderBy: { id: 'asc' },
    take: limit,
  });
}
