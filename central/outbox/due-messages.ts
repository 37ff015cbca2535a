import type { OutboxMessage } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';

/**
 * The oldest waiting message of each target that has none on its way. Where order counts, a message
 * waits for every earlier one of its target.
 */
export async function dueMessages(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  busyTargets: readonly string[],
  limit: number,
): Promise<OutboxMessage[]> {
  const rows = await db.$queryRaw<{ id: bigint | number }[]>`
    SELECT MIN("id") AS "id" FROM "outbox_messages" AS "message"
    WHERE "outcome" = 'pending' AND "next_attempt_at" <= ${clock.now()}
      AND "target" NOT IN (SELECT "value" FROM json_each(${JSON.stringify(busyTargets)}))
      AND (NOT "ordered" OR NOT EXISTS (
        SELECT 1 FROM "outbox_messages" AS "earlier"
        WHERE "earlier"."target" = "message"."target" AND "earlier"."outcome" = 'pending'
          AND "earlier"."id" < "message"."id"))
    GROUP BY "target" ORDER BY 1 LIMIT ${limit}`;
  const ids = rows.map(({ id }) => Number(id));
  return db.outboxMessage.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } });
}

/** When the next message is due whose target has none on its way; undefined: nothing waits. */
export async function nextDueAt(
  { db }: Pick<Context, 'db'>,
  busyTargets: readonly string[],
): Promise<Date | undefined> {
  const rows = await db.$queryRaw<{ id: bigint | number }[]>`
    SELECT "id" FROM "outbox_messages" AS "message"
    WHERE "outcome" = 'pending'
      AND "target" NOT IN (SELECT "value" FROM json_each(${JSON.stringify(busyTargets)}))
      AND (NOT "ordered" OR NOT EXISTS (
        SELECT 1 FROM "outbox_messages" AS "earlier"
        WHERE "earlier"."target" = "message"."target" AND "earlier"."outcome" = 'pending'
          AND "earlier"."id" < "message"."id"))
    ORDER BY "next_attempt_at" LIMIT 1`;
  const [row] = rows;
  if (row === undefined) return undefined;
  const message = await db.outboxMessage.findUnique({
    where: { id: Number(row.id) },
    select: { nextAttemptAt: true },
  });
  return message?.nextAttemptAt;
}
