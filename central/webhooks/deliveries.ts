import { UserError } from '../../lib/user-error.ts';
import type { Delivery } from '../../prisma/client/client.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context } from '../context.ts';
import { storeDelivery } from './store-delivery.ts';

export type DeliverySummary = Omit<Delivery, 'payload'> & { project: { slug: string } | null };

/** One page of the inbox, newest first; `before` is the last id of the page before. */
export function listDeliveries(
  context: Context,
  { projectId, before, limit }: { projectId?: number; before?: number; limit: number },
): Promise<DeliverySummary[]> {
  return context.db.delivery.findMany({
    where: {
      ...(projectId === undefined ? {} : { projectId }),
      ...(before === undefined ? {} : { id: { lt: before } }),
    },
    omit: { payload: true },
    include: { project: { select: { slug: true } } },
    orderBy: { id: 'desc' },
    take: limit,
  });
}

/** @throws UserError delivery_not_found */
export async function findDelivery(
  context: Context,
  id: number,
): Promise<DeliverySummary & { payload: Uint8Array }> {
  const delivery = await context.db.delivery.findUnique({
    where: { id },
    include: { project: { select: { slug: true } } },
  });
  if (delivery !== null) return delivery;
  throw deliveryNotFound(id);
}

/** Said of a delivery that is not there, and of one that the caller may not see. */
export function deliveryNotFound(id: number): UserError {
  return new UserError('delivery_not_found', `There is no delivery ${id}`, {
    hint: 'Old deliveries are removed; GET /api/v1/deliveries shows what is kept',
  });
}

/**
 * Puts a delivery into the inbox once more; it is decided by the project's present settings.
 *
 * @returns the new delivery's id
 * @throws UserError delivery_not_found, delivery_not_replayable
 */
export async function replayDelivery(context: Context, id: number, actor: string): Promise<number> {
  const { event, deliveryId, projectId, payload, outcome } = await findDelivery(context, id);
  if (outcome === 'refused' || projectId === null) {
    throw new UserError(
      'delivery_not_replayable',
      `Delivery ${id} was not signed by a project's secret`,
      {
        hint: 'Mend the webhook and let GitHub deliver it again',
      },
    );
  }
  await context.db.auditEntry.create({
    data: auditEntry({ actor, action: 'delivery.replay', target: String(id), projectId }),
  });
  return storeDelivery(context, {
    ...{ event, deliveryId, projectId, payload },
    outcome: 'received',
    reason: '',
    replayOf: id,
  });
}
