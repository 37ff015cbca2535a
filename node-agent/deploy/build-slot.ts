import type { Job } from './job.ts';

/** Waits for one of the node's places for builds, and says so. */
export function withBuildSlot<T>(job: Job, work: () => Promise<T>): Promise<T> {
  const { buildSlots } = job.tools;
  return buildSlots.use(work, {
    signal: job.signal,
    onWait: () =>
      job.story.warn(
        'waiting_for_build_slot',
        `Waiting for a build slot: ${buildSlots.limit} of ${buildSlots.limit} are busy on this node`,
      ),
  });
}
