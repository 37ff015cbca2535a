import type { UserError } from '../../lib/user-error.ts';
import type { Release, Step } from '../ports.ts';
import { failureText } from './failure.ts';
import { sharePort } from './in-place.ts';
import type { Job, Live, Verdict } from './job.ts';
import { quietly } from './quietly.ts';

/** What the bad release is allowed for requests it still serves. */
const drainMs = 5_000;
const graceMs = 5_000;

const restartMs = 30_000;

/** Returns to the release that served before, which is started again if it has been stopped. */
export function takeBack(job: Job, live: Live, fault: UserError, step: Step): Promise<Verdict> {
  const { release, previous } = live;
  const exclusively = job.tools.traffic.exclusively(job.project.id);
  return exclusively<Verdict>(async () => {
    const serving = await job.tools.releases.live(job.project);
    // A newer deployment was faster; there is nothing to take back.
    if (serving?.number !== release.number) return 'kept';
    if (previous === undefined) {
      step.warn(
        'no_earlier_release',
        `There is no earlier release to return to, so this one stays. Its log says what it lacks: vpspilot logs ${job.project.slug}`,
      );
      return 'kept';
    }
    step.output(`${fault.message}; returning to release ${previous.number}`, 'stderr');
    if (sharePort(previous, release)) await job.tools.ports.services.stop(release, graceMs);
    const problem = await bringBack(job, previous, step);
    if (problem !== undefined) {
      step.warn('return_failed', returnFailedText(live, previous, problem));
      await quietly(job, 'keeping the new release', () => keep(job, live, previous));
      return 'kept';
    }
    await returnTraffic(job, live, previous, fault);
    return 'taken_back';
  });
}

/** What went wrong; undefined when the earlier release is healthy. */
async function bringBack(job: Job, previous: Release, step: Step): Promise<string | undefined> {
  const { services, health } = job.tools.ports;
  const waiting = new AbortController();
  try {
    const state = await services.state(previous);
    if (state.state !== 'running' && previous.port > 0) {
      await services.start(previous, job.folders, step.signal);
    }
    const ended = services.ended(previous, AbortSignal.any([step.signal, waiting.signal]));
    ended.catch(() => undefined);
    if (previous.port > 0) await health.untilHealthy(previous, ended, step);
    return undefined;
  } catch (error) {
    step.signal.throwIfAborted();
    return failureText(error, job.story.log).message;
  } finally {
    waiting.abort();
  }
}

function returnFailedText({ release }: Live, previous: Release, problem: string): string {
  const { slug } = release.project;
  return `Release ${previous.number} does not become healthy either (${problem}), so release ${release.number} keeps the traffic, bad as it is. Deploy a commit that mends it, or return to an older release: vpspilot rollback ${slug} --to <number>`;
}

/** The bad release goes on, as well as it can; it may have ended, or been stopped for the other. */
async function keep({ tools, folders }: Job, { release }: Live, previous: Release): Promise<void> {
  const { services } = tools.ports;
  await services.stop(previous, graceMs);
  const { state } = await services.state(release);
  if (state === 'running' || state === 'starting') return;
  await services.start(release, folders, AbortSignal.timeout(restartMs));
}

async function returnTraffic(job: Job, { release }: Live, previous: Release, fault: UserError) {
  const { router, services } = job.tools.ports;
  await router.switchTo(previous, job.folders);
  tellRolledBack(job, release, previous, fault);
  await quietly(job, 'stopping the bad release', async () => {
    await services.enableOnly(previous);
    if (!sharePort(release, previous)) {
      await router.drained(release, drainMs, AbortSignal.timeout(drainMs));
    }
    await services.stop(release, graceMs);
  });
}

export function tellRolledBack(
  { story, tools }: Job,
  release: Pick<Release, 'number'>,
  previous: Pick<Release, 'number'>,
  fault: UserError,
): void {
  const failure = {
    code: fault.code,
    message: tools.redactor.mask(fault.message),
    hint: fault.hint ?? '',
  };
  story.tell({
    case: 'releaseRolledBack',
    value: { release: release.number, toRelease: previous.number, failure },
  });
}
