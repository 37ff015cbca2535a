import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../lib/user-error.ts';
import type { ManagedProcess } from './managed-process.ts';

/** Asks again and again until there is an answer; ends at once when the process behind it does. */
export async function until<Result>(
  process: ManagedProcess,
  what: string,
  ask: () => Promise<Result | undefined>,
  timeoutMs = 30_000,
): Promise<Result> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const result = await Promise.race([ask().catch(() => undefined), process.failed]);
    if (result !== undefined) return result;
    await sleep(15);
  }
  const tail = process.log().trimEnd().split('\n').slice(-15);
  throw new UserError(
    'not_ready',
    `${process.name} was not ${what} within ${timeoutMs / 1_000} s:\n${tail.map((line) => `  │ ${line}`).join('\n')}`,
    { hint: `All it said: ${process.logFile}` },
  );
}
