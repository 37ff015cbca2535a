import type { AuditEntry } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';

export interface NewAuditEntry {
  /** Who: "token:ci", "delivery:17", "first start". */
  actor: string;
  /** What: "secret.set", "project.create", … */
  action: string;
  /** To what; never a secret's value. */
  target: string;
  projectId?: number;
  detail?: string;
}

/** A row for the audit log, to be written in the transaction of the change itself. */
export function auditEntry({ actor, action, target, projectId, detail }: NewAuditEntry) {
  return { actor, action, target, detail: detail ?? '', projectId: projectId ?? null };
}

/** One page of the audit log, newest first; `before` is the last id of the page before. */
export function listAuditEntries(
  context: Context,
  { projectId, before, limit }: { projectId?: number; before?: number; limit: number },
): Promise<AuditEntry[]> {
  return context.db.auditEntry.findMany({
    where: {
      ...(projectId === undefined ? {} : { projectId }),
      ...(before === undefined ? {} : { id: { lt: before } }),
    },
    orderBy: { id: 'desc' },
    take: limit,
  });
}
