/**
 * How long GitHub waits for the answer to a webhook: single pushes and ten at once, while nothing
 * else happens and while a build writes 100,000 lines into its log. Every push is a deployment that
 * is queued, so that what happens behind the answer is in the figures, too.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../lib/user-error.ts';
import type { DemoProject } from '../scripts/demo/project.ts';
import type { Deployment } from '../scripts/platform/api.ts';
import { follow } from '../scripts/platform/follow.ts';
import type { Platform } from '../scripts/platform/start.ts';
import { decided, headOf, sendPush, type WebhookTarget } from '../scripts/platform/webhook.ts';
import { withPlatform } from './platform.ts';
import { median, percentile } from './statistics.ts';

interface Times {
  median_ms: number;
  p95_ms: number;
  max_ms: number;
  answers: number;
}

export interface WebhookAnswer {
  single: Times;
  ten_at_once: Times;
  single_while_logging: Times;
  ten_at_once_while_logging: Times;
  log_lines: number;
}

const lines = 100_000;
const quietRounds = 20;
const singlesPerRound = 4;
const pauseMs = 40;
/** Central takes 1200 a minute from one address. */
const chattyRoundsMax = 40;

export function measureWebhookAnswer(signal: AbortSignal): Promise<WebhookAnswer> {
  return withPlatform(signal, async (platform, project) => {
    const first = await push(platform, project);
    await follow(platform.api, first, process.stdout);
    const target = await projectForPushes(platform);
    const quiet = createSamples(target);
    for (let round = 0; round < quietRounds; round += 1) await quiet.round();
    const chatty = createSamples(target);
    await whileLogging(platform, project, chatty.round);
    const figures = {
      single: timesOf(quiet.single),
      ten_at_once: timesOf(quiet.tenAtOnce),
      single_while_logging: timesOf(chatty.single),
      ten_at_once_while_logging: timesOf(chatty.tenAtOnce),
      log_lines: lines,
    };
    print(figures);
    return figures;
  });
}

async function push({ api }: Platform, { repository, webhook }: DemoProject): Promise<string> {
  const delivery = await decided(api, await sendPush(webhook, await headOf(repository.folder)));
  if (delivery.deploymentId !== null) return delivery.deploymentId;
  throw new UserError('bench_failed', `The push was ${delivery.outcome}: ${delivery.detail}`);
}

/** A project whose deployments end at once: there is no repository. */
async function projectForPushes({ api, folders }: Platform): Promise<WebhookTarget> {
  const { webhook } = await api.call<{ webhook: { url: string; secret: string } }>(
    'POST',
    '/projects',
    {
      name: 'pushed-often',
      repositoryUrl: `file://${folders.root}/pushed-often`,
      repositoryName: 'demo/pushed-often',
    },
  );
  return { url: webhook.url, secret: webhook.secret, repository: 'demo/pushed-often' };
}

function createSamples(target: WebhookTarget) {
  const single: number[] = [];
  const tenAtOnce: number[] = [];
  return {
    single,
    tenAtOnce,
    async round(): Promise<void> {
      for (let count = 0; count < singlesPerRound; count += 1) {
        single.push(await answerTime(target));
        await sleep(pauseMs);
      }
      const times = await Promise.all(Array.from({ length: 10 }, () => answerTime(target)));
      tenAtOnce.push(...times);
      await sleep(pauseMs);
    },
  };
}

async function answerTime(target: WebhookTarget): Promise<number> {
  const began = performance.now();
  const commit = randomBytes(20).toString('hex');
  const author = { author: 'Ada', email: 'ada@example.org' };
  await sendPush(target, { branch: 'main', commit, message: 'Sell more', ...author });
  return performance.now() - began;
}

/** Repeats the work while central takes in the output of a build. */
async function whileLogging(
  platform: Platform,
  project: DemoProject,
  work: () => Promise<void>,
): Promise<void> {
  // Another text each time: what is built already is not built again.
  const line = `'${randomBytes(30).toString('hex')}'`;
  const loop = `\nfor (let n = 0; n < ${lines}; n += 1) console.log(n, ${line});\n`;
  await project.repository.edit('build.js', /$/, loop);
  await project.repository.commit('Say much');
  const id = await push(platform, project);
  const stateOfBuild = async () => {
    const { steps } = await platform.api.call<Deployment>('GET', `/deployments/${id}`);
    return steps.find(({ name }) => name === 'build')?.state;
  };
  while ((await stateOfBuild()) === undefined) await sleep(pauseMs);
  for (let round = 0; round < chattyRoundsMax; round += 1) {
    if ((await stateOfBuild()) !== 'running') break;
    await work();
  }
  await follow(platform.api, id, process.stdout);
}

function timesOf(times: readonly number[]): Times {
  const tenths = (ms: number) => Math.round(ms * 10) / 10;
  return {
    median_ms: tenths(median(times)),
    p95_ms: tenths(percentile(times, 0.95)),
    max_ms: tenths(Math.max(0, ...times)),
    answers: times.length,
  };
}

function print({ log_lines: _, ...figures }: WebhookAnswer): void {
  console.log(`\n  Answers to webhooks; the second half while a build writes ${lines} lines:`);
  for (const [name, { median_ms, p95_ms, max_ms, answers }] of Object.entries(figures)) {
    const what = name.replaceAll('_', ' ').padEnd(26);
    console.log(
      `  ${what} median ${median_ms} ms, p95 ${p95_ms} ms, max ${max_ms} ms (${answers})`,
    );
  }
}
