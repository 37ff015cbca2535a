import { UserError } from '../../lib/user-error.ts';
import type { Delivery } from '../../prisma/client/client.ts';
import { auditEntry } from '../accounts/audit.ts';
import type { Context } from '../context.ts';
import type { DeliveryOutcome } from '../domain/delivery.ts';
import { projectFilter } from '../domain/rights.ts';
import { storeDelivery } from './store-delivery.ts';

type Listed = Omit<Delivery, 'payload' | 'headers'> & { project: { slug: string } | null };
export type DeliverySummary = Listed & { deploymentNumber: number | null };

export interface DeliveryQuery {
  /** Projects whose deliveries may be seen; 'all': those of no project too. */
  visible: 'all' | readonly number[];
  projectId?: number | undefined;
  outcome?: DeliveryOutcome | undefined;
  /** Last id of the page before. */
  before?: number | undefined;
  limit: number;
}

/** One page of the inbox, newest first. */
export async function listDeliveries(
  context: Context,
  { visible, projectId, outcome, before, limit }: DeliveryQuery,
): Promise<DeliverySummary[]> {
  const rows = await context.db.delivery.findMany({
    where: {
      AND: [projectFilter(visible), projectId === undefined ? {} : { projectId }],
      ...(outcome === undefined ? {} : { outcome }),
      ...(before === undefined ? {} : { id: { lt: before } }),
    },
    omit: { payload: true, headers: true },
    include: { project: { select: { slug: true } } },
    orderBy: { id: 'desc' },
    take: limit,
  });
  return withNumbers(context, rows);
}

/** With the numbers of the deployments they led to. */
async function withNumbers<Row extends Listed>({ db }: Context, rows: readonly Row[]) {
  const ids = rows.flatMap(({ deploymentId }) => (deploymentId === null ? [] : [deploymentId]));
  const found = await db.deployment.findMany({
    where: { id: { in: ids } },
    select: { id: true, number: true },
  });
  const numbers = new Map(found.map(({ id, number }) => [id, number]));
  return rows.map((row) => ({
    ...row,
    deploymentNumber: numbers.get(row.deploymentId ?? '') ?? null,
  }));
}

/** @throws UserError delivery_not_found */
export async function findDelivery(
  context: Context,
  id: number,
): Promise<DeliverySummary & { payload: Uint8Array; headers: string }> {
  const delivery = await context.db.delivery.findUnique({
    where: { id },
    include: { project: { select: { slug: true } } },
  });
  if (delivery === null) throw deliveryNotFound(id);
  const deployment = await context.db.deployment.findUnique({
    where: { id: delivery.deploymentId ?? '' },
    select: { number: true },
  });
  return { ...delivery, deploymentNumber: deployment?.number ?? null };
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
  const found = await findDelivery(context, id);
  const { event, deliveryId, projectId, payload, headers, outcome } = found;
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
    ...{ event, deliveryId, projectId, payload, headers },
    outcome: 'received',
    reason: '',
    replayOf: id,
  });
}
