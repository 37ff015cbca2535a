import type { Context } from '../context.ts';
import type { DeliveryOutcome } from '../domain/delivery.ts';

export interface NewDelivery {
  deliveryId: string | null;
  event: string;
  projectId: number | null;
  outcome: DeliveryOutcome;
  reason: string;
  detail?: string;
  payload: Uint8Array;
  /** JSON. */
  headers?: string;
  replayOf?: number;
}

/** What nobody has signed is kept in smaller number: it must not push out what is genuine. */
const unsignedKept = 1000;
const allKept = 5000;
/** Cleaning each time would cost more than the row; a hundred too many do no harm. */
const pruneEvery = 100;

/** Writes a delivery into the inbox and keeps the inbox at its size. @returns its id */
export async function storeDelivery(context: Context, delivery: NewDelivery): Promise<number> {
  const { id } = await context.db.delivery.create({
    data: {
      ...delivery,
      payload: Uint8Array.from(delivery.payload),
      receivedAt: context.clock.now(),
    },
    select: { id: true },
  });
  context.bus.publish(['deliveries']);
  if (id % pruneEvery === 0) {
    pruneDeliveries(context).catch((err: unknown) =>
      context.log.warn({ err }, 'could not clean the webhook inbox'),
    );
  }
  return id;
}

/** Removes the oldest deliveries beyond what is kept; never one that is not decided yet. */
export async function pruneDeliveries(context: Context): Promise<void> {
  const unsigned = { OR: [{ outcome: 'refused' }, { reason: 'unknown_repository' }] };
  await keepNewest(context, unsigned, unsignedKept);
  await keepNewest(context, { outcome: { not: 'received' } }, allKept);
}

async function keepNewest(context: Context, where: object, kept: number): Promise<void> {
  const tooOld = await context.db.delivery.findFirst({
    where,
    orderBy: { id: 'desc' },
    skip: kept,
    select: { id: true },
  });
  if (tooOld !== null)
    await context.db.delivery.deleteMany({ where: { ...where, id: { lte: tooOld.id } } });
}
