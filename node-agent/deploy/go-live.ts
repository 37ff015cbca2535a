import { inPlaceIfNeeded } from './in-place.ts';
import type { Candidate, Job, Live } from './job.ts';
import { untilHealthy } from './steps/health.ts';
import { runReleaseCommand } from './steps/release-command.ts';
import { prepareRelease } from './steps/secrets.ts';
import { start } from './steps/start.ts';
import { switchTraffic } from './steps/switch.ts';

/**
 * The part that deployments, rollbacks and changes of the environment share: starts a release
 * beside the running one and moves the traffic when it is healthy.
 *
 * The order of writes keeps the disk truthful wherever the agent is killed:
 *
 *   1. releases/<n>/ is complete (release.json last, durable) before its process is started, so
 *      that a process without a record cannot exist.
 *   2. switched.json (what was live until now) before the link, so that a live release always
 *      knows where to return to. Without the link it means nothing.
 *   3. The link: one rename. Before it the old release is live, after it the new one.
 *   4. The event ReleaseLive. If it is missing although the link is there, recovery writes it.
 */
export function goLive(job: Job, candidate: Candidate): Promise<Live> {
  return orCleanUp(job, async () => {
    const prepared = await prepareRelease(job, candidate);
    await runReleaseCommand(job, prepared, candidate);
    const { release, pid } = await inPlaceIfNeeded(job, prepared, async () => {
      const { pid } = await start(job, prepared);
      return { release: await untilHealthy(job, prepared, pid), pid };
    });
    return switchTraffic(job, release, pid);
  });
}

const graceMs = 5_000;

/** What was started is stopped when the rest fails; a failing clean-up never hides the first error. */
async function orCleanUp(job: Job, work: () => Promise<Live>): Promise<Live> {
  try {
    return await work();
  } catch (error) {
    await cleanUp(job).catch((cause: unknown) =>
      job.story.log.error(
        { err: cause },
        'cleaning up failed; the sweep at the next start does it',
      ),
    );
    throw error;
  }
}

async function cleanUp({ tools, project, number }: Job): Promise<void> {
  const { releases, ports } = tools;
  const failed = { project, number };
  // Never the live one, whatever has gone wrong around the switch.
  if ((await releases.live(project))?.number === number) return;
  await ports.services.stop(failed, graceMs);
  await releases.remove(failed);
  tools.redactor.remove(`${project.id}@${number}`);
}
