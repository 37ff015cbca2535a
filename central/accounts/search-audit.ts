import type { Context } from '../context.ts';
import { likeText } from '../domain/like-pattern.ts';
import { allOf, type Condition, condition, oneOf } from '../domain/sql-conditions.ts';
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
  const where = allOf(
    condition('s."audit_search" MATCH ?', words),
    before === undefined ? undefined : condition('s.rowid < ?', before),
    ...filters(filter),
  );
  const rows = await db.$queryRawUnsafe<{ id: bigint }[]>(
    `SELECT a."id" FROM "audit_search" s JOIN "audit_log" a ON a."id" = s.rowid
    WHERE ${where.sql} ORDER BY s.rowid DESC LIMIT ?`,
    ...where.values,
    limit,
  );
  return rows.map(({ id }) => Number(id));
}

function filters(filter: AuditFilter): (Condition | undefined)[] {
  const { visible, projectId, actor, action, from, to } = filter;
  return [
    visible === 'all' ? undefined : oneOf('a."project_id"', visible),
    projectId === undefined ? undefined : condition('a."project_id" = ?', projectId),
    actor === undefined ? undefined : condition('a."actor" = ?', actor),
    action === undefined ? undefined : actionOrInner(action),
    from === undefined ? undefined : condition('a."at" >= ?', dateText(from)),
    to === undefined ? undefined : condition('a."at" < ?', dateText(to)),
  ];
}

function actionOrInner(action: string): Condition {
  const sql = `a."action" = ? OR a."action" LIKE ? ESCAPE '\\'`;
  return condition(sql, action, `${likeText(action)}.%`);
}

/** As Prisma writes dates: they are compared as text. */
function dateText(date: Date): string {
  return date.toISOString().replace('Z', '+00:00');
}
