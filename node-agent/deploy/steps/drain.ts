import type { Release, Step } from '../../ports.ts';
import { sharePort } from '../in-place.ts';
import type { Job, Live } from '../job.ts';

/** A process that does not end within this time after SIGTERM is killed. */
const graceMs = 10_000;

/** Lets the earlier release finish its requests, then stops it. Never throws. */
export async function drain(
  job: Job,
  { previous, release }: Live,
  signal: AbortSignal,
): Promise<void> {
  const { story } = job;
  if (previous === undefined) return story.skip('drain', 'There was no earlier release');
  if (previous.port === 0) return story.skip('drain', 'The earlier release has no process');
  if (sharePort(previous, release)) {
    return story.skip('drain', 'The earlier release was stopped before this one started');
  }
  try {
    await story.step('drain', signal, (step) => retire(job, previous, step));
  } catch {
    // Told by the step. A process that is left over is stopped by the sweep at the next start.
  }
}

async function retire({ tools, drainSeconds }: Job, previous: Release, step: Step): Promise<void> {
  const { router, services } = tools.ports;
  const left = await router.drained(previous, drainSeconds * 1_000, step.signal);
  step.signal.throwIfAborted();
  await services.stop(previous, graceMs);
  step.note(
    left === 0
      ? `release ${previous.number} had finished every request`
      : `${left} connections to release ${previous.number} were open after ${drainSeconds} s`,
  );
}
