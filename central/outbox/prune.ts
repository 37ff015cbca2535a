import type { Context } from '../context.ts';

/** How long one can look up what a channel was told. */
const keptMs = 30 * 24 * 3_600_000;
const batchSize = 1_000;

/** Removes what was over long ago, a little at a time. */
export async function pruneOutbox({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  const finishedAt = { lt: new Date(clock.now().getTime() - keptMs) };
  const old = await db.outboxMessage.findMany({
    where: { finishedAt },
    select: { id: true },
    take: batchSize,
  });
  if (old.length === 0) return;
  await db.outboxMessage.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
}
