import { setImmediate as nextTurn } from 'node:timers/promises';
import { createWaker } from '../../lib/waker.ts';
import type { LogLine } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';

export type Change = LogLine & {
  deployment: { id: string; projectId: number; number: number; project: { slug: string } };
};

const batchSize = 200;
const lookAgainMs = 30_000;

/** State and step changes of every deployment after a line's id, then live, until the signal. */
export async function* followEverything(
  context: Context,
  afterId: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<Change> {
  const waker = createWaker();
  const unsubscribe = context.bus.subscribe('all', waker.wake);
  signal.addEventListener('abort', waker.wake, { once: true });
  try {
    let last = afterId ?? (await newestId(context));
    while (!signal.aborted) {
      const changes = await changesAfter(context, last);
      for (const change of changes) {
        last = change.id;
        yield change;
      }
      await nextTurn();
      if (changes.length < batchSize) await waker.wait(lookAgainMs);
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', waker.wake);
  }
}

async function newestId({ db }: Context): Promise<number> {
  return (await db.logLine.findFirst({ orderBy: { id: 'desc' }, select: { id: true } }))?.id ?? 0;
}

function changesAfter({ db }: Context, id: number): Promise<Change[]> {
  return db.logLine.findMany({
    where: { id: { gt: id }, kind: { not: 'output' } },
    include: {
      deployment: {
        select: { id: true, projectId: true, number: true, project: { select: { slug: true } } },
      },
    },
    orderBy: { id: 'asc' },
    take: batchSize,
  });
}
