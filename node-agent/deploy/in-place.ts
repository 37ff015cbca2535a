import type { Release } from '../ports.ts';
import type { Job } from './job.ts';
import { expectsSamePort, insists } from './own-port.ts';

const graceMs = 5_000;
const restartMs = 30_000;

interface BroughtUp {
  /** With the port where it answers. */
  release: Release;
  pid: number;
}

/**
 * Brings up a release whose application insists on one port: the earlier release has to let go of
 * it first. Others come up beside the earlier one, without any of this.
 *
 * When it does not become healthy the earlier release is started again. The link is not moved
 * before that, so a kill -9 in the gap makes the next agent start the earlier one.
 */
export async function inPlaceIfNeeded(
  job: Job,
  prepared: Release,
  bringUp: () => Promise<BroughtUp>,
): Promise<BroughtUp> {
  const { tools, project, story, signal } = job;
  const previous = await tools.releases.live(project);
  if (previous === undefined || !expectsSamePort(previous, prepared.config)) {
    const up = await bringUp();
    if (insists(up.release)) sayItInsists(job, up.release, prepared);
    return up;
  }
  signal.throwIfAborted();
  // Its end is wanted now, and no reason to return to the one before it.
  tools.traffic.supersede(project.id, `release ${prepared.number} needs its port`);
  const stoppedAt = performance.now();
  await tools.ports.services.stop(previous, graceMs);
  try {
    const up = await bringUp();
    const gapMs = Math.round(performance.now() - stoppedAt);
    story.warn('restarted_in_place', inPlaceText(up.release, gapMs));
    return up;
  } catch (error) {
    await bringPreviousBack(job, prepared, previous);
    throw error;
  }
}

function sayItInsists({ story }: Job, { port }: Release, { port: given }: Release): void {
  story.warn(
    'listens_on_own_port',
    `The application listens on ${port} (start.port) and not on $PORT, which was ${given}. It works, but the next deployment has to stop it first. Let it listen on $PORT to deploy without a gap`,
  );
}

function inPlaceText(release: Release, gapMs: number): string {
  const gap = `it was restarted in place and out of reach for ${gapMs} ms`;
  return insists(release)
    ? `The application listens on its own port ${release.port} (start.port) instead of $PORT, so ${gap}`
    : `The earlier release insisted on its own port, so ${gap}. This one listens on $PORT: the next deployment has no gap`;
}

/** Two releases that cannot run at the same time. */
export function sharePort(one: Pick<Release, 'port'>, other: Pick<Release, 'port'>): boolean {
  return one.port > 0 && one.port === other.port;
}

async function bringPreviousBack(job: Job, failed: Release, previous: Release): Promise<void> {
  const { services } = job.tools.ports;
  try {
    await services.stop(failed, graceMs);
    await services.start(previous, job.folders, AbortSignal.timeout(restartMs));
  } catch (error) {
    job.story.log.error({ err: error }, `release ${previous.number} could not be started again`);
  }
}
