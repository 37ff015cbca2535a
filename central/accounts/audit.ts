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
