import type { Context } from '../context.ts';
import { writeEvent } from '../notifications/raise-event.ts';

/** So many at once; the others come with the next round. */
const batchSize = 50;

/** Tells of every secret whose date has come, once. */
export async function remindOfSecrets({ db, clock, bus }: Context): Promise<void> {
  const now = clock.now();
  const due = await db.secretNote.findMany({
    where: { remindedAt: null, remindAt: { lte: now }, project: { deletedAt: null } },
    orderBy: { remindAt: 'asc' },
    take: batchSize,
  });
  for (const { projectId, nodeId, key, note } of due) {
    await db.$transaction(async (tx) => {
      const told = { projectId, nodeId, key, remindedAt: null, remindAt: { lte: now } };
      const { count } = await tx.secretNote.updateMany({ where: told, data: { remindedAt: now } });
      // Somebody has chosen another date meanwhile, or removed it.
      if (count === 0) return;
      await writeEvent(tx, { event: 'secret_reminder', projectId, key, note }, { now });
    });
  }
  // Who is woken reads after the transactions.
  if (due.length > 0) bus.publish([]);
}
