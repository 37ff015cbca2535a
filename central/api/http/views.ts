/** Rows as the API shows them. What is not named here is never shown. */
import type { z } from 'zod';
import type { AuditEntry } from '../../../prisma/client/client.ts';
import type { DeliverySummary } from '../../webhooks/deliveries.ts';
import type { auditSchema, deliverySchema } from './schemas.ts';

export function deliveryView(row: DeliverySummary): z.input<typeof deliverySchema> {
  const { id, deliveryId, event, reason, detail, deploymentId, replayOf } = row;
  return {
    ...{ id, deliveryId, event, reason, detail, deploymentId, replayOf },
    project: row.project?.slug ?? null,
    outcome: row.outcome as z.input<typeof deliverySchema>['outcome'],
    receivedAt: row.receivedAt.toISOString(),
  };
}

export function auditView({ at, ...row }: AuditEntry): z.input<typeof auditSchema> {
  const { id, actor, action, projectId, target, detail } = row;
  return { ...{ id, actor, action, projectId, target, detail }, at: at.toISOString() };
}
