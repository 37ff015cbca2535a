import type { Transaction } from '../context.ts';
import type { FeedLine } from '../domain/deployment-events.ts';

/** Longer output lines are cut: nobody reads them, and every reader would have to carry them. */
const lineLengthMax = 16 * 1024;

/**
 * Adds lines to a deployment's feed. One statement with one parameter: a thousand lines take 6 ms
 * this way and 120 ms as a createMany, for which every visitor of central would have to wait.
 */
export async function appendFeed(
  tx: Transaction,
  deploymentId: string,
  feed: readonly FeedLine[],
): Promise<void> {
  if (feed.length === 0) return;
  const rows = feed.map(({ at, kind, step, stderr, text }) => [
    ...[dateText(at), kind, step, stderr ? 1 : 0],
    storable(text),
  ]);
  await tx.$executeRaw`
    INSERT INTO "deployment_log" ("deployment_id", "at", "kind", "step", "stderr", "text")
    SELECT ${deploymentId}, value->>0, value->>1, value->>2, value->>3, value->>4
    FROM json_each(${JSON.stringify(rows)}) ORDER BY key`;
}

/** As Prisma writes dates: they are compared as text. */
function dateText(at: Date): string {
  return at.toISOString().replace('Z', '+00:00');
}

/** SQLite's JSON ends a text at NUL, and half a character would make the row unreadable. */
function storable(text: string): string {
  return cut(text).replaceAll('\0', '␀').toWellFormed();
}

function cut(text: string): string {
  if (text.length <= lineLengthMax) return text;
  return `${text.slice(0, lineLengthMax)}… (${text.length - lineLengthMax} more characters)`;
}
