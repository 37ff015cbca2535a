/** The whole story without a person: good pushes under load, then three that must change nothing. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeploymentState } from '../../lib/deployment-states.ts';
import { UserError } from '../../lib/user-error.ts';
import type { Deployment } from '../platform/api.ts';
import { follow } from '../platform/follow.ts';
import { startPoller } from '../platform/poller.ts';
import type { Platform } from '../platform/start.ts';
import { type AppVersion, versionIn } from './app-version.ts';
import { type BadDeploys, playBadDeploys } from './bad-deploys.ts';
import { type DemoProject, firstGreeting } from './project.ts';
import { push, type Stage, say } from './stage.ts';

export interface StoryResult {
  push_to_live_ms: number[];
  config_change_to_live_ms: number;
  rollback_ms: number;
  requests: number;
  failed_requests: number;
  bad_deploys: BadDeploys;
  service_manager: string;
  agent_rss_mb: number;
  central_rss_mb: number;
}

const liveTimeoutMs = 120_000;
const pollIntervalMs = 10;
/** What a deployment needed is given back by then. */
const idleMs = 10_000;

export async function playStory(platform: Platform, project: DemoProject): Promise<StoryResult> {
  say('First deployment: a signed push webhook, as GitHub sends it');
  const first = await firstPush(platform, project);
  const poller = startPoller({
    ...platform.app,
    host: project.host,
    path: '/version',
    intervalMs: pollIntervalMs,
  });
  try {
    const stage = { platform, project, poller };
    say('From here on the application is asked every 10 ms, each time over a new connection');
    const second = await redeploy(stage, '1.0.1');
    const configChange = await changeGreeting(stage, 'Hello again');
    const rollback = await rollBack(stage, { version: '1.0.0', greeting: firstGreeting });
    const badDeploys = await playBadDeploys(stage);
    await poller.stop();
    say(`Idle for ${idleMs / 1_000} s: what agent and central need then`);
    await sleep(idleMs);
    return await result(stage, [first, second], { configChange, rollback, badDeploys });
  } finally {
    await poller.stop();
  }
}

async function firstPush(platform: Platform, project: DemoProject): Promise<number> {
  const began = performance.now();
  const poller = startPoller({
    ...platform.app,
    host: project.host,
    path: '/version',
    intervalMs: pollIntervalMs,
  });
  try {
    const answered = poller.until(({ status }) => status === 200, liveTimeoutMs);
    await expectState('live', push(platform, project), answered);
    return Math.round((await answered).endedAtMs - began);
  } finally {
    await poller.stop();
  }
}

/** Commits and pushes a version; returns the time from the webhook to the first answer of it. */
async function redeploy({ platform, project, poller }: Stage, version: string): Promise<number> {
  say(`Redeployment: version ${version}`);
  await project.repository.edit('package.json', /"version": ".*"/, `"version": "${version}"`);
  await project.repository.commit(`Version ${version}`);
  const began = performance.now();
  const answered = poller.until(
    (answer) => versionIn(answer.body)?.version === version,
    liveTimeoutMs,
  );
  await expectState('live', push(platform, project), answered);
  return Math.round((await answered).endedAtMs - began);
}

async function changeGreeting(stage: Stage, greeting: string): Promise<number> {
  say('A secret changes: no fetch, no build');
  return await timed(
    stage,
    ({ greeting: now }) => now === greeting,
    async () => {
      const { slug } = stage.project;
      return await stage.platform.api.call<{ deployment: Deployment }>(
        'PATCH',
        `/projects/${slug}/secrets`,
        {
          set: { GREETING: greeting },
        },
      );
    },
  );
}

async function rollBack(stage: Stage, expected: AppVersion): Promise<number> {
  say('Back to release 1: its code and its environment');
  const isBack = (now: AppVersion) =>
    now.version === expected.version && now.greeting === expected.greeting;
  return await timed(stage, isBack, async () => {
    const { slug } = stage.project;
    const deployment = await stage.platform.api.call<Deployment>(
      'POST',
      `/projects/${slug}/rollback`,
      { to: 1 },
    );
    return { deployment };
  });
}

/** Time from the call to the first answer that shows its effect. */
async function timed(
  { platform, poller }: Stage,
  isThere: (now: AppVersion) => boolean,
  call: () => Promise<{ deployment: Deployment }>,
): Promise<number> {
  const began = performance.now();
  const answered = poller.until(({ body }) => {
    const now = versionIn(body);
    return now !== undefined && isThere(now);
  }, liveTimeoutMs);
  const { deployment } = await call();
  await expectState('live', follow(platform.api, deployment.id, process.stdout), answered);
  return Math.round((await answered).endedAtMs - began);
}

async function expectState(
  state: DeploymentState,
  deploying: Promise<Deployment>,
  answered: Promise<unknown>,
): Promise<void> {
  answered.catch(() => {});
  const deployment = await deploying;
  if (deployment.state === state) return;
  const why = deployment.failure?.message ?? '';
  throw new UserError(
    'story_failed',
    `Deployment ${deployment.number} is ${deployment.state}, not ${state}: ${why}`,
  );
}

async function result(
  { platform, poller }: Stage,
  pushes: number[],
  times: { configChange: number; rollback: number; badDeploys: BadDeploys },
): Promise<StoryResult> {
  const { requests, failed, failures } = poller.counts();
  for (const failure of failures) console.log(`  failed request: ${failure}`);
  return {
    push_to_live_ms: pushes,
    config_change_to_live_ms: times.configChange,
    rollback_ms: times.rollback,
    requests,
    failed_requests: failed,
    bad_deploys: times.badDeploys,
    service_manager: platform.node.serviceManager,
    agent_rss_mb: megabytes(await platform.agentResidentBytes()),
    central_rss_mb: megabytes(platform.central.process.residentBytes()),
  };
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
