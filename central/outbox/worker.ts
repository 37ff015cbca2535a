import { createWaker } from '../../lib/waker.ts';
import type { OutboxMessage } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';
import { dueMessages, nextDueAt } from './due-messages.ts';
import { tryMessage } from './try-message.ts';

/** So many messages are on their way at once. */
const concurrency = 8;
/** The bus tells of everything; so often at most it is looked whether something waits. */
const lookEveryMs = 50;
/** Timers take no more than 24 days, and clocks are put right now and then. */
const sleepMaxMs = 3_600_000;
const retryMs = 1_000;

/**
 * Sends what is in the outbox, beginning with what a crash has left. Returns what stops it: what is
 * on its way then is cut off and sent again after the next start.
 */
export function startOutbox(context: Context): () => Promise<void> {
  const waker = createWaker();
  const stopping = new AbortController();
  let look: NodeJS.Timeout | undefined;
  const unsubscribe = context.bus.subscribe('all', () => {
    look ??= setTimeout(() => {
      look = undefined;
      waker.wake();
    }, lookEveryMs);
  });
  const work: Work = { context, wake: waker.wake, signal: stopping.signal, onTheirWay: new Map() };
  const ended = run(work, waker.wait);
  return async () => {
    unsubscribe();
    clearTimeout(look);
    stopping.abort();
    waker.wake();
    await ended;
    await Promise.all(work.onTheirWay.values());
  };
}

interface Work {
  context: Context;
  wake: () => void;
  signal: AbortSignal;
  /** By target. */
  onTheirWay: Map<string, Promise<void>>;
}

async function run(work: Work, wait: (timeoutMs?: number) => Promise<unknown>): Promise<void> {
  while (!work.signal.aborted) {
    const sleepMs = await startDue(work).catch((err: unknown) => {
      work.context.log.error({ err }, `the outbox cannot be read; next try in ${retryMs} ms`);
      return retryMs;
    });
    if (!work.signal.aborted) await wait(sleepMs);
  }
}

/** Starts what may be started. @returns how long nothing has to be looked at without being told */
async function startDue(work: Work): Promise<number | undefined> {
  const { context, onTheirWay } = work;
  for (;;) {
    const free = concurrency - onTheirWay.size;
    // Whoever ends wakes.
    if (free === 0) return undefined;
    const messages = await dueMessages(context, [...onTheirWay.keys()], free);
    if (messages.length === 0) break;
    for (const message of messages) startOne(work, message);
  }
  const next = await nextDueAt(context, [...onTheirWay.keys()]);
  if (next === undefined) return undefined;
  return Math.min(Math.max(next.getTime() - context.clock.now().getTime(), 1), sleepMaxMs);
}

function startOne({ context, onTheirWay, wake, signal }: Work, message: OutboxMessage): void {
  const { target } = message;
  const ended = tryMessage(context, message, signal)
    .catch((err: unknown) => context.log.error({ err }, 'the outbox cannot be written'))
    .finally(() => {
      onTheirWay.delete(target);
      wake();
    });
  onTheirWay.set(target, ended);
}
