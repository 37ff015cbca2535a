import type { StepLimit } from '../domain/time-limits.ts';

/** A signal that is also aborted when the time is over. */
export function withLimit(signal: AbortSignal, limit: StepLimit | undefined) {
  const expired = new AbortController();
  const timer = limit && setTimeout(() => expired.abort(limit.error), limit.remainingMs);
  return {
    signal: AbortSignal.any([signal, expired.signal]),
    /** The error, when the time was over before anything else ended the step. */
    over: () => (expired.signal.aborted && !signal.aborted ? limit?.error : undefined),
    end: () => clearTimeout(timer),
  };
}
