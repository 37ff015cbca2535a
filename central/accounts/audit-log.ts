import type { AuditEntry, Prisma } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { projectFilter } from '../domain/rights.ts';
import { isIndexed, searchAudit } from './search-audit.ts';

/** Which entries of the audit log; all conditions count together. */
export interface AuditFilter {
  /** Projects whose entries may be seen; 'all': those of no project too. */
  visible: 'all' | readonly number[];
  projectId?: number | undefined;
  actor?: string | undefined;
  /** "secret.set", or "secret" for everything that was done with secrets. */
  action?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  /** A part of actor, action, target or detail. */
  q?: string | undefined;
}

/** With the slug of the project, as far as there still is one. */
export type ShownAuditEntry = AuditEntry & { project: string | null };

/** One page of the audit log, newest first; `before` is the last id of the page before. */
export async function listAuditEntries(
  context: Context,
  filter: AuditFilter,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<ShownAuditEntry[]> {
  const where = isIndexed(filter)
    ? { id: { in: await searchAudit(context, filter, { before, limit }) } }
    : { AND: [conditions(filter), before === undefined ? {} : { id: { lt: before } }] };
  const rows = await context.db.auditEntry.findMany({
    where,
    orderBy: { id: 'desc' },
    take: limit,
  });
  return withSlugs(context, rows);
}

const batchSize = 500;

/** Every entry that fits, newest first, in batches: the log may be longer than the memory. */
export async function* readAuditLog(
  context: Context,
  filter: AuditFilter,
): AsyncGenerator<ShownAuditEntry[]> {
  let before: number | undefined;
  for (;;) {
    const rows = await listAuditEntries(context, filter, { before, limit: batchSize });
    if (rows.length > 0) yield rows;
    if (rows.length < batchSize) return;
    before = rows.at(-1)?.id;
  }
}

function conditions(filter: AuditFilter): Prisma.AuditEntryWhereInput {
  const { visible, projectId, actor, action, from, to, q } = filter;
  const all: Prisma.AuditEntryWhereInput[] = [projectFilter(visible)];
  if (projectId !== undefined) all.push({ projectId });
  if (actor !== undefined) all.push({ actor });
  if (action !== undefined)
    all.push({ OR: [{ action }, { action: { startsWith: `${action}.` } }] });
  if (from !== undefined) all.push({ at: { gte: from } });
  if (to !== undefined) all.push({ at: { lt: to } });
  if (q !== undefined) {
    const contains = { contains: q };
    all.push({
      OR: [{ actor: contains }, { action: contains }, { target: contains }, { detail: contains }],
    });
  }
  return { AND: all };
}

async function withSlugs({ db }: Context, rows: readonly AuditEntry[]): Promise<ShownAuditEntry[]> {
  const ids = new Set(rows.flatMap(({ projectId }) => (projectId === null ? [] : [projectId])));
  const projects = await db.project.findMany({
    where: { id: { in: [...ids] }, deletedAt: null },
    select: { id: true, slug: true },
  });
  const slugs = new Map(projects.map(({ id, slug }) => [id, slug]));
  return rows.map((row) => ({ ...row, project: slugs.get(row.projectId ?? 0) ?? null }));
}
