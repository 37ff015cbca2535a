import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../../lib/user-error.ts';
import { explanationOf } from '../../domain/failures/explain.ts';
import type { Release, ServiceState, Step } from '../../ports.ts';
import type { Job, Live, Verdict } from '../job.ts';
import { takeBack } from '../take-back.ts';
import { Superseded } from '../traffic.ts';

/**
 * Watches the live release for its first minute and returns to the one before when it ends or
 * stops answering.
 *
 * @param keepPrevious resolves when the earlier release is sure not to be stopped any more
 */
export async function watch(
  job: Job,
  live: Live,
  stopping: AbortSignal,
  keepPrevious: () => Promise<void>,
): Promise<Verdict> {
  const { story, tools, project } = job;
  if (live.release.port === 0) {
    story.skip('watch', 'Static files need no process');
    return 'kept';
  }
  const { superseded, end } = tools.traffic.watch(project.id);
  let verdict: Verdict = 'kept';
  try {
    await story.step('watch', stopping, async (step) => {
      const fault = await observe(job, live, step, superseded);
      if (fault === undefined) return;
      await keepPrevious();
      verdict = await takeBack(job, live, fault, step);
      throw fault;
    });
  } catch (error) {
    stopping.throwIfAborted();
    // Told by the step; the release is live all the same, or was taken back.
    story.log.warn({ err: error }, `watch of release ${live.release.number} failed`);
  } finally {
    end();
  }
  return verdict;
}

/** What was wrong with the release; undefined when its time passed without a fault. */
async function observe(
  job: Job,
  { release, atMs }: Live,
  step: Step,
  superseded: AbortSignal,
): Promise<UserError | undefined> {
  const done = new AbortController();
  const signal = AbortSignal.any([step.signal, superseded, done.signal]);
  const { services } = job.tools.ports;
  const remainingMs = Math.max(0, atMs + job.watchSeconds * 1_000 - job.tools.now());
  try {
    return await Promise.race([
      sleep(remainingMs, undefined, { signal }),
      services.ended(release, signal).then((state) => endedFault(release, state)),
      probeRepeatedly(job, release, signal),
    ]);
  } catch (error) {
    step.signal.throwIfAborted();
    if (!superseded.aborted) throw error;
    const reason: unknown = superseded.reason;
    step.note(`ended early: ${reason instanceof Superseded ? reason.message : 'superseded'}`);
    return undefined;
  } finally {
    done.abort();
  }
}

/** Several probes must fail one after the other: one slow answer is no reason to go back. */
async function probeRepeatedly(
  job: Job,
  release: Release,
  signal: AbortSignal,
): Promise<UserError> {
  const { interval, retries } = release.config.healthcheck;
  // With the default of 30 s three failures would not fit into the minute.
  const everyMs = Math.min(interval, job.watchSeconds / (2 * retries)) * 1_000;
  for (let failures = 0; ; ) {
    await sleep(everyMs, undefined, { signal });
    const fault = await job.tools.ports.health.probe(release, signal);
    failures = fault === undefined ? 0 : failures + 1;
    if (fault !== undefined && failures >= retries) return probeFault(release, fault, retries);
  }
}

function probeFault(release: Release, fault: string, times: number): UserError {
  return new UserError(
    'health_check_failed',
    `Release ${release.number} failed its health check ${times} times in a row: ${fault}`,
    { hint: 'It was healthy at first: look for what breaks it under traffic, in its log' },
  );
}

function endedFault({ number }: Release, state: ServiceState): UserError {
  const reason = state.state === 'failed' ? state.reason : 'it was stopped';
  const said = state.state === 'failed' ? state.lastLines : [];
  const cause = explanationOf({ stage: 'start', said: [...said, reason] });
  return new UserError(
    'release_ended',
    [`Release ${number} ended while it was watched: ${reason}`, ...said.slice(-5)].join('\n'),
    { hint: cause?.hint ?? 'Its log has more: vpspilot logs' },
  );
}
