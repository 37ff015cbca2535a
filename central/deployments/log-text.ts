import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LogLine } from '../../prisma/client/client.ts';
import type { Context } from '../context.ts';

const batchSize = 1000;

/** The log of a deployment as text, a batch of lines at a time: it may be larger than memory likes. */
export async function* logText(context: Context, deploymentId: string): AsyncGenerator<string> {
  let last = 0;
  for (;;) {
    const lines = await context.db.logLine.findMany({
      where: { deploymentId, id: { gt: last } },
      orderBy: { id: 'asc' },
      take: batchSize,
    });
    await nextTurn();
    if (lines.length > 0) yield lines.map(textOf).join('');
    last = lines.at(-1)?.id ?? last;
    if (lines.length < batchSize) return;
  }
}

function textOf({ at, kind, step, text }: LogLine): string {
  const time = at.toISOString().slice(11, 23);
  return `${time} ${kind === 'output' ? `${step} | ${text}` : `* ${changeText(text)}`}\n`;
}

function changeText(json: string): string {
  const { step, state, code, message, note, reason, durationMs } = JSON.parse(json);
  const duration = durationMs === undefined ? undefined : `${durationMs} ms`;
  return [step ?? code, state, duration, note, reason, message]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
}
