export interface Backoff {
  /** Ceiling of the first wait; doubles with each attempt. Default 1 s. */
  minMs?: number;
  /** No wait is longer. Default 60 s. */
  maxMs?: number;
  random?: () => number;
}

/** No wait is shorter: a peer that refuses at once must not make a busy loop. */
const floorMs = 50;

/**
 * How long to wait before try `attempt` (0 is the first repetition), in milliseconds.
 *
 * Full jitter: anywhere between nothing and the ceiling, so that many nodes that lost central at
 * the same moment do not come back at the same moment.
 */
export function backoffMs(attempt: number, options: Backoff = {}): number {
  const { minMs = 1_000, maxMs = 60_000, random = Math.random } = options;
  const ceiling = Math.min(maxMs, minMs * 2 ** Math.min(attempt, 30));
  return Math.max(Math.min(floorMs, ceiling), Math.round(random() * ceiling));
}

/** "4 s", "350 ms", "2 min": for sentences that tell what happens next. */
export function waitText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  return `${Math.round(ms / 60_000)} min`;
}
