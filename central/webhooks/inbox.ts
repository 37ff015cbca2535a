import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { createWaker } from '../../lib/waker.ts';
import type { Context } from '../context.ts';
import { processDelivery } from './process-delivery.ts';

export interface Inbox {
  /** Something was written into it. */
  wake(): void;
  /** A sender is waiting for its answer: work waits a little. Returns what ends that. */
  hold(): () => void;
  /** Ends after the delivery at hand; what is left waits for the next start. */
  stop(): Promise<void>;
}

const batchSize = 50;
/** Senders of other deliveries are answered first, but a stream of them holds nobody up for longer. */
const answersFirstMs = 30;
const retryMs = 500;
/** Then it is told as failed, so that one bad row does not hold up the others for ever. */
const attemptsMax = 5;

/** Decides what is in the inbox, one after the other; begins with what a crash has left. */
export function startInbox(context: Context): Inbox {
  const waker = createWaker();
  const stopping = new AbortController();
  let waiting = 0;
  const untilAnswered = async () => {
    for (let ms = 0; waiting > 0 && ms < answersFirstMs; ms += 1) await sleep(1);
    await nextTurn();
  };
  const ended = run({ context, untilAnswered, signal: stopping.signal }, waker.wait);
  return {
    wake: waker.wake,
    hold: () => {
      waiting += 1;
      return () => {
        waiting -= 1;
      };
    },
    stop: async () => {
      stopping.abort();
      waker.wake();
      await ended;
    },
  };
}

interface Work {
  context: Context;
  /** SQLite answers without ever waiting: without this pause nobody else would have a turn. */
  untilAnswered: () => Promise<void>;
  signal: AbortSignal;
}

async function run(work: Work, wait: (timeoutMs?: number) => Promise<unknown>): Promise<void> {
  const { context, signal } = work;
  const attempts = new Map<number, number>();
  while (!signal.aborted) {
    const isEmpty = await drain(work, attempts).catch((err: unknown) => {
      context.log.error({ err }, `the webhook inbox cannot be read; next try in ${retryMs} ms`);
      return false;
    });
    if (!signal.aborted) await wait(isEmpty ? undefined : retryMs);
  }
}

/** Goes through everything once. @returns whether nothing is left for another try */
async function drain(
  { context, untilAnswered, signal }: Work,
  attempts: Map<number, number>,
): Promise<boolean> {
  const leftOver = new Set<number>();
  for (;;) {
    const ids = (await undecided(context)).filter((id) => !leftOver.has(id));
    if (ids.length === 0) return leftOver.size === 0;
    for (const id of ids) {
      await untilAnswered();
      if (signal.aborted) return true;
      try {
        await processDelivery(context, id);
        attempts.delete(id);
      } catch (error) {
        leftOver.add(id);
        await noteFailure(context, id, attempts, error);
      }
    }
  }
}

async function noteFailure(
  context: Context,
  id: number,
  attempts: Map<number, number>,
  err: unknown,
): Promise<void> {
  const attempt = (attempts.get(id) ?? 0) + 1;
  attempts.set(id, attempt);
  context.log.error({ err, delivery: id, attempt }, 'a webhook delivery could not be decided');
  if (attempt < attemptsMax) return;
  attempts.delete(id);
  const detail = `Given up after ${attempt} attempts; central's log says why`;
  await context.db.delivery.update({
    where: { id },
    data: { outcome: 'failed', reason: 'internal_error', detail },
  });
}

async function undecided(context: Context): Promise<number[]> {
  const rows = await context.db.delivery.findMany({
    where: { outcome: 'received' },
    orderBy: { id: 'asc' },
    select: { id: true },
    take: batchSize,
  });
  return rows.map((row) => row.id);
}
