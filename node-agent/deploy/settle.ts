import { Stopped } from './failure.ts';
import type { Job, Live, Verdict } from './job.ts';
import { quietly } from './quietly.ts';
import { removeOldReleases } from './remove-old-releases.ts';
import { drain } from './steps/drain.ts';
import { watch } from './steps/watch.ts';
import { tellClosure } from './tell-contents.ts';

/**
 * What follows the switch: the earlier release finishes what it has begun and stops, the new one
 * is watched from its first moment. Nothing here fails the deployment.
 *
 * @param stopping aborted when the agent stops; the next one continues here
 */
export async function settle(job: Job, live: Live, stopping: AbortSignal): Promise<Verdict> {
  const keepPrevious = new AbortController();
  const drained = drain(job, live, AbortSignal.any([stopping, keepPrevious.signal]));
  const enabled = quietly(job, 'start at boot', () =>
    job.tools.ports.services.enableOnly(live.release),
  );
  const measured = quietly(job, 'measuring what the release needs', () =>
    tellClosure(job, live.release.storePath, stopping),
  );
  const verdict = await watch(job, live, stopping, async () => {
    keepPrevious.abort(new Stopped('cancel'));
    await drained;
  });
  await Promise.all([drained, enabled, measured]);
  stopping.throwIfAborted();
  await quietly(job, 'remove old releases', () => {
    const tell = (text: string) => job.story.warn('releases_removed', text);
    return removeOldReleases(job.tools, job.project, tell);
  });
  return verdict;
}
