import { backoffMs } from '../../lib/retry.ts';

/** After a day nobody wants to hear it any more. */
const giveUpAfterMs = 24 * 3_600_000;
const backoff = { minMs: 5_000, maxMs: 3_600_000 };
/** However long the other side asks us to wait. */
const waitMaxMs = 6 * 3_600_000;

export interface FailedTry {
  now: Date;
  createdAt: Date;
  /** This one included. */
  attempts: number;
  attemptsMax?: number | undefined;
  retryAt?: Date | undefined;
  random?: () => number;
}

/** When to try again after a failure; undefined: it is given up. */
export function nextAttempt(failed: FailedTry): Date | undefined {
  const { now, createdAt, attempts, attemptsMax = Number.POSITIVE_INFINITY } = failed;
  if (attempts >= attemptsMax) return undefined;
  const next = new Date(now.getTime() + waitMs(failed));
  return next.getTime() - createdAt.getTime() > giveUpAfterMs ? undefined : next;
}

function waitMs({ now, attempts, retryAt, random = Math.random }: FailedTry): number {
  const asked = retryAt === undefined ? 0 : retryAt.getTime() - now.getTime();
  return Math.max(backoffMs(attempts - 1, { ...backoff, random }), Math.min(asked, waitMaxMs));
}
