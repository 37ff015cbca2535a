import { Prisma } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { likeText } from '../domain/like-pattern.ts';
import type { AuditFilter } from './audit-log.ts';

/** The index knows pieces of three letters; shorter words are so frequent that looking through is quick. */
const indexedLengthMin = 3;

/** Whether the words of a filter can be found by the index. */
export function isIndexed({ q }: AuditFilter): boolean {
  return q !== undefined && [...q].length >= indexedLengthMin;
}

/** Ids of the newest entries that fit, found by their words. */
export async function searchAudit(
  { db }: Context,
  filter: AuditFilter,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<number[]> {
  const words = `"${(filter.q ?? '').replaceAll('"', '""')}"`;
  const older = before === undefined ? [] : [Prisma.sql`s.rowid < ${before}`];
  const where = Prisma.join(
    [Prisma.sql`s."audit_search" MATCH ${words}`, ...older, ...filters(filter)],
    ' AND ',
  );
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    SELECT a."id" FROM "audit_search" s JOIN "audit_log" a ON a."id" = s.rowid
    WHERE ${where} ORDER BY s.rowid DESC LIMIT ${limit}`;
  return rows.map(({ id }) => Number(id));
}

function filters({ visible, projectId, actor, action, from, to }: AuditFilter): Prisma.Sql[] {
  const all: Prisma.Sql[] = [];
  if (visible !== 'all') all.push(Prisma.sql`a."project_id" IN (${Prisma.join([-1, ...visible])})`);
  if (projectId !== undefined) all.push(Prisma.sql`a."project_id" = ${projectId}`);
  if (actor !== undefined) all.push(Prisma.sql`a."actor" = ${actor}`);
  if (action !== undefined) {
    const inner = `${likeText(action)}.%`;
    all.push(Prisma.sql`(a."action" = ${action} OR a."action" LIKE ${inner} ESCAPE '\\')`);
  }
  if (from !== undefined) all.push(Prisma.sql`a."at" >= ${dateText(from)}`);
  if (to !== undefined) all.push(Prisma.sql`a."at" < ${dateText(to)}`);
  return all;
}

/** As Prisma writes dates: they are compared as text. */
function dateText(date: Date): string {
  return date.toISOString().replace('Z', '+00:00');
}
