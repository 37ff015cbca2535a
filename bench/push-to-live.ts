/** Webhook sent → first answer of the new version through Caddy, asked over a new connection every 10 ms. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isSettled } from '../lib/deployment-states.ts';
import { formatDuration, padColumns } from '../lib/terminal-text.ts';
import { UserError } from '../lib/user-error.ts';
import { type AppVersion, appVersion, versionIn } from '../scripts/demo/app-version.ts';
import type { DemoProject } from '../scripts/demo/project.ts';
import type { Deployment } from '../scripts/platform/api.ts';
import { type Answer, type Poller, startPoller } from '../scripts/platform/poller.ts';
import type { Platform } from '../scripts/platform/start.ts';
import { decided, headOf, sendPush } from '../scripts/platform/webhook.ts';
import { withPlatform } from './platform.ts';
import { median, percentile } from './statistics.ts';

export interface PushToLive {
  median_ms: number;
  p95_ms: number;
  min_ms: number;
  max_ms: number;
  first_ms: number;
  deploys: number;
  polls: number;
  failed_polls: number;
  rollback_ms: number;
  config_change_ms: number;
  /** Median of each step's duration; `other` is everything between them. */
  steps_ms: Record<string, number>;
  service_manager: string;
  toolchains: string;
}

interface Bench {
  platform: Platform;
  project: DemoProject;
  poller: Poller;
}

interface Sample {
  tookMs: number;
  steps: Readonly<Record<string, number>>;
}

const pollIntervalMs = 10;
const liveTimeoutMs = 120_000;
/** Changes of a secret and rollbacks measured; each takes a fraction of a second. */
const quickRuns = 10;
/** What ends a deployment for the user; what comes after it runs behind. */
const lastStep = 'switch';
/** The releases before have ended by then, as they have between two pushes of people. */
const pauseMs = 400;
const failureCheckMs = 1_000;

export function measurePushToLive(deploys: number, signal: AbortSignal): Promise<PushToLive> {
  return withPlatform(signal, async (platform, project) => {
    const first = await firstPush(platform, project);
    const poller = pollVersion(platform, project);
    const bench = { platform, project, poller };
    const samples: Sample[] = [];
    for (let index = 1; index <= deploys; index += 1) {
      samples.push(await redeploy(bench, `1.0.${index}`));
      process.stdout.write(`  push ${index}: ${formatDuration(samples.at(-1)?.tookMs ?? 0)}\n`);
    }
    const changes = await repeat(quickRuns, (index) => changeGreeting(bench, `Hello ${index}`));
    const rollbacks = await repeat(quickRuns, () => rollBack(bench));
    await poller.stop();
    const { requests, failed, failures } = poller.counts();
    const figures = figuresOf(platform, first, samples, {
      polls: requests,
      failed_polls: failed,
      rollback_ms: Math.round(median(rollbacks)),
      config_change_ms: Math.round(median(changes)),
    });
    print(figures, failures);
    return figures;
  });
}

/** Before the first release every answer is a failure; those are not counted. */
async function firstPush(platform: Platform, project: DemoProject): Promise<Sample> {
  const poller = pollVersion(platform, project);
  const sample = await push({ platform, project, poller }, '1.0.0');
  await poller.stop();
  return sample;
}

function pollVersion({ app }: Platform, { host }: DemoProject): Poller {
  return startPoller({ ...app, host, path: '/version', intervalMs: pollIntervalMs });
}

async function redeploy(bench: Bench, version: string): Promise<Sample> {
  const { repository } = bench.project;
  await repository.edit('package.json', /"version": ".*"/, `"version": "${version}"`);
  await repository.commit(`Version ${version}`);
  await sleep(pauseMs);
  return await push(bench, version);
}

/** Pushes what is committed; the clock runs from the webhook to the first answer of this version. */
async function push({ platform, project, poller }: Bench, version: string): Promise<Sample> {
  const head = await headOf(project.repository.folder);
  const answered = poller.until(({ body }) => versionIn(body)?.version === version, liveTimeoutMs);
  answered.catch(() => {});
  const began = performance.now();
  const delivery = await sendPush(project.webhook, head);
  const { deploymentId } = await decided(platform.api, delivery);
  const { endedAtMs } = await answeredOrFailed(platform, deploymentId ?? '', answered);
  const deployment = await platform.api.call<Deployment>('GET', `/deployments/${deploymentId}`);
  return { tookMs: endedAtMs - began, steps: stepsOf(deployment) };
}

/** A deployment that fails never answers: say so at once. */
async function answeredOrFailed(
  { api }: Platform,
  deploymentId: string,
  answered: Promise<Answer>,
): Promise<Answer> {
  let isOver = false;
  const failed = (async () => {
    for (;;) {
      await sleep(failureCheckMs);
      if (isOver) return await answered;
      const { state, failure } = await api.call<Deployment>('GET', `/deployments/${deploymentId}`);
      if (isSettled(state) && state !== 'live' && state !== 'replaced') {
        throw new UserError('bench_failed', `A deployment is ${state}: ${failure?.message ?? ''}`);
      }
    }
  })();
  failed.catch(() => {});
  return await Promise.race([answered, failed]).finally(() => {
    isOver = true;
  });
}

function stepsOf({ steps }: Deployment): Record<string, number> {
  const last = steps.findIndex(({ name }) => name === lastStep);
  return Object.fromEntries(
    steps.slice(0, last + 1).map(({ name, durationMs }) => [name, durationMs ?? 0]),
  );
}

function changeGreeting(bench: Bench, greeting: string): Promise<number> {
  const path = `/projects/${bench.project.slug}/secrets`;
  return timed(bench, (now) => now.greeting === greeting, 'PATCH', path, {
    set: { GREETING: greeting },
  });
}

/** To the release of the number before, each time: back and forth between two greetings. */
async function rollBack(bench: Bench): Promise<number> {
  const { platform, project } = bench;
  // Visitors are served by a release a moment before central has heard of it.
  await sleep(pauseMs);
  const before = await appVersion(platform, project);
  const path = `/projects/${project.slug}`;
  const { live } = await platform.api.call<{ live: Deployment }>('GET', path);
  const isBack = ({ greeting }: AppVersion) => greeting !== before?.greeting;
  return await timed(bench, isBack, 'POST', `${path}/rollback`, { to: live.number - 1 });
}

async function timed(
  { platform, poller }: Bench,
  isThere: (now: AppVersion) => boolean,
  method: string,
  path: string,
  body: unknown,
): Promise<number> {
  await sleep(pauseMs);
  const answered = poller.until((answer) => {
    const now = versionIn(answer.body);
    return now !== undefined && isThere(now);
  }, liveTimeoutMs);
  answered.catch(() => {});
  const began = performance.now();
  const said = await platform.api.call<Deployment | { deployment: Deployment }>(method, path, body);
  const { id } = 'deployment' in said ? said.deployment : said;
  return (await answeredOrFailed(platform, id, answered)).endedAtMs - began;
}

async function repeat(times: number, run: (index: number) => Promise<number>): Promise<number[]> {
  const results: number[] = [];
  for (let index = 0; index < times; index += 1) results.push(await run(index));
  return results;
}

function figuresOf(
  { node }: Platform,
  first: Sample,
  samples: readonly Sample[],
  rest: Pick<PushToLive, 'polls' | 'failed_polls' | 'rollback_ms' | 'config_change_ms'>,
): PushToLive {
  const times = samples.map(({ tookMs }) => tookMs);
  const names = Object.keys(samples[0]?.steps ?? {});
  const steps = names.map((name): [string, number] => [
    name,
    Math.round(median(samples.map((sample) => sample.steps[name] ?? 0))),
  ]);
  const other = samples.map(
    ({ tookMs, steps: each }) => tookMs - Object.values(each).reduce((sum, ms) => sum + ms, 0),
  );
  return {
    median_ms: Math.round(median(times)),
    p95_ms: Math.round(percentile(times, 0.95)),
    min_ms: Math.round(Math.min(...times)),
    max_ms: Math.round(Math.max(...times)),
    first_ms: Math.round(first.tookMs),
    deploys: samples.length,
    ...rest,
    steps_ms: { ...Object.fromEntries(steps), other: Math.round(median(other)) },
    service_manager: node.serviceManager,
    toolchains: node.toolchains,
  };
}

function print(figures: PushToLive, failures: readonly string[]): void {
  const { steps_ms: steps } = figures;
  console.log(`
  push to live   median ${figures.median_ms} ms, p95 ${figures.p95_ms} ms (${figures.min_ms} to ${figures.max_ms}, ${figures.deploys} redeploys)
  rollback       ${figures.rollback_ms} ms
  secret change  ${figures.config_change_ms} ms
  polls          ${figures.polls}, ${figures.failed_polls} failed

  Where the time goes (medians):`);
  const longest = Math.max(1, ...Object.values(steps));
  for (const [name, ms] of Object.entries(steps)) {
    const bar = '█'.repeat(Math.round((ms / longest) * 40));
    console.log(`  ${padColumns(name, 15)}${String(ms).padStart(5)} ms  ${bar}`);
  }
  const floor = (steps['build'] ?? 0) + (steps['start'] ?? 0) + (steps['health'] ?? 0);
  console.log(`
  The floor is ${floor} ms: nix build (evaluation and sandbox), the application's own start and its
  first healthy answer. The other ${figures.median_ms - floor} ms are vpspilot's.`);
  for (const failure of failures) console.log(`  failed poll: ${failure}`);
}
