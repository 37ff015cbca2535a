import { setImmediate as nextTurn } from 'node:timers/promises';
import { createWaker } from '../../lib/waker.ts';
import type { LogLine } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';

const batchSize = 500;
/** Wake-ups can be missed by nobody in this process; this is for what changed the database from outside. */
const lookAgainMs = 30_000;

/**
 * The feed of a deployment from after a line's id, then live; ends when nothing more will come.
 * Past and present come from the same query, so that a reader who resumes misses nothing.
 */
export async function* followDeployment(
  context: Context,
  deploymentId: string,
  afterId: number,
  signal: AbortSignal,
): AsyncGenerator<LogLine> {
  const waker = createWaker();
  const unsubscribe = context.bus.subscribe(`deployment:${deploymentId}`, waker.wake);
  signal.addEventListener('abort', waker.wake, { once: true });
  let last = afterId;
  try {
    while (!signal.aborted) {
      // Asked before the lines are read: what it writes on finishing is then among them.
      const isOver = await hasFinished(context, deploymentId);
      const lines = await linesAfter(context, deploymentId, last);
      for (const line of lines) {
        last = line.id;
        yield line;
      }
      await nextTurn();
      if (lines.length === batchSize) continue;
      if (isOver) return;
      await waker.wait(lookAgainMs);
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', waker.wake);
  }
}

function linesAfter({ db }: Context, deploymentId: string, id: number): Promise<LogLine[]> {
  return db.logLine.findMany({
    where: { deploymentId, id: { gt: id } },
    orderBy: { id: 'asc' },
    take: batchSize,
  });
}

async function hasFinished({ db }: Context, id: string): Promise<boolean> {
  const row = await db.deployment.findUnique({ where: { id }, select: { finishedAt: true } });
  return row === null || row.finishedAt !== null;
}
