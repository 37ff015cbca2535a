/** Rows as the API shows them. What is not named here is never shown. */
import type { z } from 'zod';
import type { ShownAuditEntry } from '../../accounts/audit-log.ts';
import type { DeliverySummary } from '../../webhooks/deliveries.ts';
import type { auditSchema, deliverySchema } from './schemas.ts';

export function deliveryView(row: DeliverySummary): z.input<typeof deliverySchema> {
  const { id, deliveryId, event, reason, detail, deploymentId, deploymentNumber, replayOf } = row;
  return {
    ...{ id, deliveryId, event, reason, detail, deploymentId, deploymentNumber, replayOf },
    project: row.project?.slug ?? null,
    outcome: row.outcome as z.input<typeof deliverySchema>['outcome'],
    receivedAt: row.receivedAt.toISOString(),
  };
}

export function auditView({ at, ...row }: ShownAuditEntry): z.input<typeof auditSchema> {
  const { id, actor, action, projectId, project, target, detail } = row;
  return { ...{ id, actor, action, projectId, project, target, detail }, at: at.toISOString() };
}
